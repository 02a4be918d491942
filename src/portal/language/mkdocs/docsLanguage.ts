import type { Position, Range } from '../../catalog/entity';
import { isPortalError } from '../../base/errors';
import { baseName, dirName } from '../../base/uri';
import type { FileSource } from '../../ports/fileSource';
import type { DocsService } from '../../techdocs/docsService';
import { toDocsPath, toDocsUri, type DocsSite } from '../../techdocs/site/docsSite';
import { resolveLink } from '../../techdocs/site/resolveLink';
import { isMarkdownPath } from '../../techdocs/site/pageUrl';
import { sortKey, type CompletionItem } from '../completionItem';
import { contextAt } from '../cursorContext';
import type { LanguageProblem } from '../diagnostics/languageProblem';
import { childAt, keysOf, scalarOf } from '../outlineNode';
import { suppress } from '../diagnostics/suppressions';
import { createTextCache, type DocumentText } from '../parsedText';
import type { SourceText } from '../sourceText';
import { contains } from '../template/elementAt';
import { checkConfig } from './checkConfig';
import { checkPage, relativePath, type PageFacts } from './checkPage';
import { KEPT_PLUGINS, KEPT_THEME_KEYS, SETTINGS } from './keptSettings';
import { linksIn } from './markdownLinks';
import { navTargets } from './navTargets';

export interface DocsLanguagePorts {
  readonly docs: Pick<DocsService, 'openSite' | 'page' | 'render'>;
  readonly files: Pick<FileSource, 'list'>;
}

/** What is known of mkdocs.yml and of the pages of its docs folder while they are written. */
export interface DocsLanguage {
  diagnose(source: SourceText, signal?: AbortSignal): Promise<readonly LanguageProblem[]>;
  complete(source: SourceText, position: Position, signal?: AbortSignal): Promise<readonly CompletionItem[]>;
  /** Where a link, or an entry of the navigation, leads. */
  define(source: SourceText, position: Position, signal?: AbortSignal): Promise<{ readonly uri: string; readonly line: number; readonly range: Range } | undefined>;
  /** Files were changed, created or removed: sites are opened again when next asked for. */
  forget(): void;
}

export function isDocsConfig(uri: string): boolean {
  return /^mkdocs\.ya?ml$/i.test(baseName(uri));
}

export function createDocsLanguage({ docs, files }: DocsLanguagePorts): DocsLanguage {
  const texts = createTextCache();
  const sites = new Map<string, Promise<DocsSite | undefined>>();
  const lists = new Map<string, Promise<ReadonlySet<string> | undefined>>();
  const pages = new Map<string, Promise<{ readonly facts: PageFacts; readonly headings: ReadonlyMap<string, number> } | undefined>>();

  const siteOf = (uri: string): Promise<DocsSite | undefined> => {
    const known = sites.get(uri) ?? openSite(uri);
    sites.set(uri, known);
    return known;
  };
  const openSite = async (uri: string): Promise<DocsSite | undefined> => {
    try {
      const { site } = await docs.openSite(uri);
      // A Markdown file that belongs to no docs is a site of its own, of which there is nothing to say.
      return site.configUri === undefined && site.root === site.docs ? undefined : site;
    } catch (error) {
      if (isPortalError(error)) {
        return undefined;
      }
      throw error;
    }
  };
  const render = async (site: DocsSite, path: string, text: string) => {
    const hrefs = new Set<string>();
    const { html, toc } = await docs.render(site, path, text, {
      toHref: (href) => {
        hrefs.add(href);
        return href;
      },
    });
    const anchors = new Set([...html.matchAll(/\s(?:id|name)="([^"]*)"/g)].map(([, id = '']) => id));
    return { facts: { hrefs, anchors }, headings: new Map(toc.map(({ id, line }) => [id, line])) };
  };
  const pageOf = (site: DocsSite, path: string) => {
    const uri = toDocsUri(site, path);
    const known =
      pages.get(uri) ??
      docs
        .page(site, path)
        .then((text) => render(site, path, text))
        .catch((error: unknown) => {
          if (isPortalError(error)) {
            return undefined;
          }
          throw error;
        });
    pages.set(uri, known);
    return known;
  };
  /** Files below the docs folder that a configuration names. */
  const listOf = (source: SourceText, document: DocumentText): Promise<ReadonlySet<string> | undefined> => {
    const folder = docsFolder(source.uri, document);
    const known = folder === undefined ? undefined : (lists.get(folder) ?? listFolder(folder));
    if (folder !== undefined && known) {
      lists.set(folder, known);
    }
    return known ?? Promise.resolve(undefined);
  };
  const listFolder = async (folder: string): Promise<ReadonlySet<string> | undefined> => {
    try {
      return new Set((await files.list(folder)).flatMap((uri) => toDocsPath({ docs: folder }, uri) ?? []));
    } catch (error) {
      if (isPortalError(error, 'not-found')) {
        return new Set();
      }
      if (isPortalError(error)) {
        return undefined;
      }
      throw error;
    }
  };
  const documentOf = (source: SourceText): DocumentText | undefined => texts.get(source).documents[0]?.document;

  return {
    async diagnose(source) {
      if (isDocsConfig(source.uri)) {
        const document = documentOf(source);
        return document && source.text.trim() !== '' ? suppress(checkConfig(document, baseName(source.uri), await listOf(source, document)), texts.get(source).documents, true) : [];
      }
      const site = await siteOf(source.uri);
      const path = site && toDocsPath(site, source.uri);
      if (!site || path === undefined) {
        return [];
      }
      const { facts } = await render(site, path, source.text);
      return checkPage(site, path, source.text, facts, async (other) => (await pageOf(site, other))?.facts);
    },
    async complete(source, position) {
      if (isDocsConfig(source.uri)) {
        const document = documentOf(source);
        return document ? completeConfig(document, position, await listOf(source, document)) : [];
      }
      const site = await siteOf(source.uri);
      const path = site && toDocsPath(site, source.uri);
      const before = (source.text.split('\n')[position.line] ?? '').slice(0, position.character);
      const written = /\]\(\s*<?([^()\s<>]*)$|(?:href|src)="([^"]*)$/.exec(before);
      if (!site || path === undefined || !written) {
        return [];
      }
      return completeTarget(site, path, written[1] ?? written[2] ?? '', source.text, position);
    },
    async define(source, position) {
      if (isDocsConfig(source.uri)) {
        const document = documentOf(source);
        const entry = document && navTargets(childAt(document.outline.root, 'nav')).find(({ range }) => contains(range, position));
        const listed = document && (await listOf(source, document));
        const folder = document && docsFolder(source.uri, document);
        return entry && folder !== undefined && listed?.has(entry.target) === true ? { uri: toDocsUri({ docs: folder }, entry.target), line: 0, range: entry.range } : undefined;
      }
      const site = await siteOf(source.uri);
      const path = site && toDocsPath(site, source.uri);
      const link = linksIn(source.text).find(({ range }) => contains(range, position));
      if (!site || path === undefined || !link) {
        return undefined;
      }
      const found = resolveLink(site, path, link.target);
      if (found.type === 'file') {
        return { uri: found.uri, line: 0, range: link.range };
      }
      if (found.type !== 'page') {
        return undefined;
      }
      const headings = found.path === path ? (await render(site, path, source.text)).headings : (await pageOf(site, found.path))?.headings;
      return { uri: toDocsUri(site, found.path), line: headings?.get(found.fragment ?? '') ?? 0, range: link.range };
    },
    forget() {
      sites.clear();
      lists.clear();
      pages.clear();
    },
  };

  async function completeTarget(site: DocsSite, path: string, written: string, text: string, position: Position): Promise<readonly CompletionItem[]> {
    const hash = written.indexOf('#');
    if (hash === -1) {
      const range = rangeBefore(position, written.length);
      const paths = [...site.files].filter((file) => file !== path).sort((a, b) => Number(isMarkdownPath(b)) - Number(isMarkdownPath(a)) || (a < b ? -1 : 1));
      const titles = new Map(site.pages.map((page) => [page.path, page.title]));
      return paths.map((file, index) => ({ ...toValue(relativePath(path, file), range, index), ...(titles.has(file) && { detail: titles.get(file) ?? '' }) }));
    }
    const target = hash === 0 ? undefined : resolveLink(site, path, written.slice(0, hash));
    const other = target?.type === 'page' && target.path !== path ? target.path : undefined;
    const found = hash === 0 || (target?.type === 'page' && target.path === path) ? await render(site, path, text) : other === undefined ? undefined : await pageOf(site, other);
    return [...(found?.headings.keys() ?? [])].map((id, index) => toValue(id, rangeBefore(position, written.length - hash - 1), index));
  }
}

function docsFolder(uri: string, { outline }: DocumentText): string | undefined {
  const dir = scalarOf(childAt(outline.root, 'docs_dir')) ?? 'docs';
  const segments = dir.split(/[/\\]/).filter((segment) => segment !== '' && segment !== '.');
  return segments.length === 0 || segments.includes('..') || /^([/\\]|[A-Za-z]:)/.test(dir) ? undefined : `${dirName(uri)}${segments.map(encodeURIComponent).join('/')}/`;
}

function completeConfig(document: DocumentText, position: Position, listed: ReadonlySet<string> | undefined): readonly CompletionItem[] {
  const { lines, outline } = document;
  const cursor = contextAt(lines, outline, position);
  const [key] = cursor?.path ?? [];
  if (!cursor) {
    return [];
  }
  const { range } = cursor.token;
  const inTheme = key === 'theme' && cursor.path.length === 1;
  if (cursor.key && (cursor.path.length === 0 || inTheme)) {
    const present = new Set(keysOf(inTheme ? childAt(outline.root, 'theme') : outline.root).filter((name) => name !== cursor.key?.current?.key));
    const names = inTheme ? [...KEPT_THEME_KEYS] : Object.keys(SETTINGS);
    return names.filter((name) => !present.has(name)).map((name, index): CompletionItem => ({ label: name, kind: 'key', insertText: cursor.key?.hasColon === true ? name : `${name}: `, snippet: false, range, sortText: sortKey(0, index), ...(!inTheme && SETTINGS[name] !== undefined && { documentation: SETTINGS[name] }) }));
  }
  const isItem = cursor.path.length > 1;
  if (cursor.value && key === 'plugins' && isItem) {
    return [...KEPT_PLUGINS].map((name, index) => toValue(name, range, index));
  }
  if (cursor.value && key === 'nav' && isItem && !cursor.value.ownLine) {
    const named = new Set(navTargets(childAt(outline.root, 'nav')).map(({ target }) => target));
    const space = cursor.value.needsSpace ? ' ' : '';
    const pages = [...(listed ?? [])].filter(isMarkdownPath).sort();
    return pages.map((path) => ({ path, isNamed: named.has(path) && path !== cursor.token.prefix })).map(({ path, isNamed }, index): CompletionItem => ({ ...toValue(path, range, index), insertText: space + path, sortText: sortKey(isNamed ? 1 : 0, index), ...(isNamed && { detail: 'in nav already' }) }));
  }
  return [];
}

function toValue(label: string, range: Range, index: number): CompletionItem {
  return { label, kind: 'value', insertText: label, snippet: false, range, sortText: sortKey(0, index) };
}

function rangeBefore({ line, character }: Position, length: number): Range {
  return { start: { line, character: character - length }, end: { line, character } };
}
