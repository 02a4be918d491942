import ignore from 'ignore';
import { parseDocument } from 'yaml';
import type { Range } from '../../catalog/entity';
import { buildNav, withoutExcluded } from '../../techdocs/site/buildNav';
import { DocsConfigError } from '../../techdocs/site/docsConfigError';
import { KEPT_KEYS, readMkdocsConfig, type MkdocsConfig } from '../../techdocs/site/mkdocsConfig';
import { joinPath } from '../../techdocs/site/pageUrl';
import { createProblem, type LanguageProblem } from '../diagnostics/languageProblem';
import { childAt, rangeOn, scalarOf, type OutlineNode } from '../outlineNode';
import type { DocumentText } from '../parsedText';
import { removeEntry } from '../template/checks/removeEntry';
import { didYouMean, nearest } from '../template/nearest';
import { KEPT_PLUGINS, KEPT_THEME_KEYS, SETTINGS } from './keptSettings';
import { navTargets } from './navTargets';

/**
 * What TechDocs and MkDocs make of an mkdocs.yml.
 * @param listed files below its docs folder; left out, what depends on them is not looked at
 */
export function checkConfig(document: DocumentText, name: string, listed?: ReadonlySet<string>): readonly LanguageProblem[] {
  const { root } = document.outline;
  const settings = [...droppedKeys(document, root), ...droppedPlugins(document, childAt(root, 'plugins')), ...droppedOptions(document, childAt(root, 'markdown_extensions'))];
  try {
    const config = readMkdocsConfig(document.text, name);
    return [...settings, ...(listed ? navProblems(document, config, listed) : [])];
  } catch (error) {
    if (error instanceof DocsConfigError) {
      return [refusal(document, error), ...settings];
    }
    throw error;
  }
}

function refusal(document: DocumentText, error: DocsConfigError): LanguageProblem {
  const [syntax] = parseDocument(document.text, { uniqueKeys: true, logLevel: 'silent' }).errors;
  if (syntax) {
    const [start, end] = syntax.linePos ?? [{ line: 1, col: 1 }, undefined];
    const line = start.line - 1;
    const text = document.lines[line] ?? '';
    const word = /^\w+/.exec(text.slice(start.col - 1))?.[0].length ?? 0;
    const stop = end?.line === start.line ? Math.max(end.col - 1, start.col - 1 + word) : text.length;
    return createProblem('mkdocs/yaml', { message: error.message, range: rangeOn(line, start.col - 1, Math.max(stop, start.col - 1)) });
  }
  return createProblem('mkdocs/refused', { message: error.message, range: placeOf(document, error.message) });
}

/** The reader of the configuration says what is wrong, and not where. */
function placeOf({ lines, outline }: DocumentText, message: string): Range {
  const tag = /!(?:<tag:yaml\.org,2002:[^>]*>|![^\s,\]}]*python\/[^\s,\]}]*)/;
  if (message.includes('Python')) {
    const line = lines.findIndex((text) => text.includes('python/') && tag.test(text) && !/python\/name:(?:materialx\.emoji\.(?:twemoji|to_svg)|pymdownx\.slugs\.slugify)/.test(text));
    const match = tag.exec(lines[line] ?? '');
    if (match) {
      return rangeOn(line, match.index, match.index + match[0].length);
    }
  }
  const key = ['docs_dir', 'site_name', 'nav'].find((each) => message.includes(each));
  const node = key === undefined ? undefined : childAt(outline.root, key);
  return (node?.value?.style === 'flow' ? node.range : (node?.value?.range ?? node?.range)) ?? rangeOn(0, 0, lines[0]?.length ?? 0);
}

function* droppedKeys(document: DocumentText, root: OutlineNode): Iterable<LanguageProblem> {
  const keys = new Set(Object.keys(SETTINGS));
  for (const node of root.children) {
    if (node.kind === 'entry' && !KEPT_KEYS.has(node.key)) {
      const meant = nearest(node.key, keys);
      yield createProblem('mkdocs/dropped-key', {
        message: `TechDocs leaves ${node.key} out, unless a Backstage allows all settings.${didYouMean(meant)}`,
        range: node.range,
        fixes: [...(meant === undefined ? [] : [{ title: `Rename to ${meant}`, edits: [{ range: node.range, newText: meant }], preferred: true }]), { title: `Remove ${node.key}`, edits: [removeEntry(document, node)] }],
      });
    }
  }
  for (const node of childAt(root, 'theme')?.children ?? []) {
    if (node.kind === 'entry' && !KEPT_THEME_KEYS.has(node.key)) {
      yield createProblem('mkdocs/dropped-key', { message: `TechDocs leaves ${node.key} of the theme out.`, range: node.range, fixes: [{ title: `Remove ${node.key}`, edits: [removeEntry(document, node)] }] });
    }
  }
}

interface NamedEntry {
  readonly name: string;
  readonly range: Range;
  readonly node: OutlineNode;
  readonly options: OutlineNode | undefined;
}

/** Entries of a list of names, or of names with options, or of a map of them. */
function namedEntries(list: OutlineNode | undefined): readonly NamedEntry[] {
  return (list?.children ?? []).flatMap((node): readonly NamedEntry[] => {
    const entry = node.kind === 'item' ? node.children.find(({ kind }) => kind === 'entry') : node;
    if (entry) {
      return [{ name: entry.key, range: entry.range, node, options: entry }];
    }
    const name = scalarOf(node);
    return name !== undefined && node.value ? [{ name, range: node.value.range, node, options: undefined }] : [];
  });
}

function* droppedPlugins(document: DocumentText, plugins: OutlineNode | undefined): Iterable<LanguageProblem> {
  const entries = namedEntries(plugins);
  for (const { name, range, node } of entries) {
    if (!KEPT_PLUGINS.has(name)) {
      const meant = nearest(name, KEPT_PLUGINS);
      yield createProblem('mkdocs/dropped-plugin', {
        message: `TechDocs leaves the plugin ${name} out, unless a Backstage allows all settings.${didYouMean(meant)}`,
        range,
        fixes: [...(meant === undefined ? [] : [{ title: `Replace with ${meant}`, edits: [{ range, newText: meant }], preferred: true }]), { title: `Remove ${name}`, edits: [removeEntry(document, node)] }],
      });
    }
  }
  if (plugins && !entries.some(({ name }) => name === 'techdocs-core')) {
    yield createProblem('mkdocs/no-core-plugin', { message: 'plugins does not list techdocs-core. A Backstage may add it by itself; without it a site has neither the theme nor the Markdown of TechDocs.', range: plugins.range, severity: 'information' });
  }
}

function* droppedOptions(document: DocumentText, extensions: OutlineNode | undefined): Iterable<LanguageProblem> {
  for (const { name, range, options } of namedEntries(extensions)) {
    if (name === 'pymdownx.snippets' && options && options.children.length > 0) {
      yield createProblem('mkdocs/dropped-option', { message: 'TechDocs leaves all options of pymdownx.snippets out: files are taken in from the folder of mkdocs.yml alone.', range });
    } else if (name.includes(':')) {
      yield createProblem('mkdocs/dropped-option', { message: `TechDocs leaves the extension ${name} out, as it does all with a colon.`, range });
    }
    const command = name === 'plantuml_markdown' ? childAt(options, 'plantuml_cmd') : undefined;
    if (command) {
      yield createProblem('mkdocs/dropped-option', { message: 'TechDocs leaves plantuml_cmd out.', range: command.range, fixes: [{ title: 'Remove plantuml_cmd', edits: [removeEntry(document, command)] }] });
    }
  }
}

const MOST_NAMED = 5;

function* navProblems({ outline }: DocumentText, config: MkdocsConfig, listed: ReadonlySet<string>): Iterable<LanguageProblem> {
  const nav = childAt(outline.root, 'nav');
  const files = withoutExcluded(config, listed);
  const dir = childAt(outline.root, 'docs_dir') ?? childAt(outline.root, 'site_name');
  if (files.size === 0) {
    yield createProblem('mkdocs/no-pages', { message: `There is no page in ${config.docsDir}. Add one such as ${config.docsDir}/index.md, or correct docs_dir.`, range: dir?.value?.range ?? rangeOn(0, 0, 0) });
    return;
  }
  const { pages } = buildNav({ ...config, nav: undefined }, files);
  const known = new Set(pages.map(({ path }) => path));
  const targets = navTargets(nav);
  for (const { target, range } of targets) {
    const path = joinPath('', target);
    if (!/^[a-z][a-z0-9+.-]*:|^\/\/|^!include|^#/i.test(target) && target !== '' && (path === undefined || !files.has(path))) {
      const meant = nearest(target, known);
      yield createProblem('mkdocs/nav-missing', {
        message: `There is no ${target} in ${config.docsDir}, so that the entry leads nowhere.${didYouMean(meant)}`,
        range,
        ...(meant !== undefined && { suggestions: [meant], fixes: [{ title: `Replace with ${meant}`, edits: [{ range, newText: meant }], preferred: true }] }),
      });
    }
  }
  if (!nav || !config.nav || targets.some(({ target }) => target.startsWith('!include'))) {
    return;
  }
  const named = new Set(targets.map(({ target }) => joinPath('', target)));
  const hidden = ignore().add(config.notInNav.split('\n'));
  const left = [...known].filter((path) => !named.has(path) && !hidden.ignores(path));
  if (left.length > 0) {
    const rest = left.length > MOST_NAMED ? ` and ${left.length - MOST_NAMED} more` : '';
    yield createProblem('mkdocs/not-in-nav', { message: `nav leaves out ${left.slice(0, MOST_NAMED).join(', ')}${rest}: nobody finds what no link leads to. What is meant to be hidden can stand in not_in_nav.`, range: nav.range });
  }
}
