import { isMap, isScalar, parseDocument, visit, type Node, type Pair } from 'yaml';
import { DocsConfigError } from './docsConfigError';
import { DEFAULT_OPTIONS, type DialectOptions } from '../dialect/options';
import { readDialect } from './dialectOptions';

/** What is written in `nav`: a path or address, with or without a title, or a titled list. */
export type NavEntry =
  | { readonly title?: string; readonly target: string }
  | { readonly title: string; readonly children: readonly NavEntry[] };

/** The settings of an mkdocs.yml that bear on what a reader sees. */
export interface MkdocsConfig {
  readonly siteName: string;
  /** Below the folder of mkdocs.yml, without slashes at the ends; empty for that folder itself. */
  readonly docsDir: string;
  /** Left out, the navigation follows the files. */
  readonly nav: readonly NavEntry[] | undefined;
  readonly useDirectoryUrls: boolean;
  /** Patterns of files that are no part of the site, as in a .gitignore. */
  readonly excludeDocs: string;
  /** Patterns of pages that stand in no automatic navigation. */
  readonly notInNav: string;
  /** Whether a warning ends the build. */
  readonly strict: boolean;
  /** What it sets of the Markdown dialect. */
  readonly dialect: DialectOptions;
  readonly notices: readonly string[];
}

export const CONFIG_FILES = ['mkdocs.yaml', 'mkdocs.yml'] as const;

/** Source: ALLOWED_MKDOCS_KEYS of @backstage/plugin-techdocs-node 2.0.0. Everything else never reaches MkDocs. */
export const KEPT_KEYS: ReadonlySet<string> = new Set(
  'site_name site_url site_description site_author repo_url repo_name edit_uri edit_uri_template docs_dir site_dir nav exclude_docs not_in_nav theme plugins markdown_extensions extra extra_css use_directory_urls strict dev_addr watch copyright remote_branch remote_name validation google_analytics'.split(' '),
);

/** What TechDocs generates for a folder without a configuration. */
export function generatedConfig(siteName: string): MkdocsConfig {
  return { siteName, docsDir: 'docs', nav: undefined, useDirectoryUrls: true, excludeDocs: '', notInNav: '', strict: false, dialect: DEFAULT_OPTIONS, notices: [] };
}

/**
 * Reads the text of an mkdocs.yml as TechDocs does before MkDocs sees it.
 * @param name what messages call the file
 * @throws DocsConfigError where TechDocs or MkDocs refuses the file as well
 */
export function readMkdocsConfig(text: string, name: string): MkdocsConfig {
  const document = parseDocument(text, { uniqueKeys: true, customTags: [], logLevel: 'silent' });
  const error = document.errors[0];
  if (error) {
    throw new DocsConfigError('techdocs', `${name} is not valid YAML: ${error.message.split('\n')[0] ?? error.code}. Mend the file to see the docs.`);
  }
  const root: unknown = document.contents;
  if (!isMap(root)) {
    throw new DocsConfigError('techdocs', `${name} is empty or not a list of settings. Write at least site_name into it.`);
  }
  refuseTags(document, name);
  const values = new Map(root.items.flatMap((pair: Pair) => (isScalar(pair.key) ? [[String(pair.key.value), toValue(pair.value)] as const] : [])));
  const docsDir = readDocsDir(values.get('docs_dir'), name);
  const nav = readNav(values.get('nav'), name);
  return {
    siteName: readSiteName(values.get('site_name'), name),
    docsDir,
    nav,
    useDirectoryUrls: values.get('use_directory_urls') !== false,
    excludeDocs: toText(values.get('exclude_docs')) ?? '',
    notInNav: toText(values.get('not_in_nav')) ?? '',
    strict: values.get('strict') === true,
    dialect: readDialect(values.get('plugins'), values.get('markdown_extensions')),
    notices: [
      ...[...values.keys()].filter((key) => !KEPT_KEYS.has(key)).map((key) => `${name}: TechDocs leaves out the setting ${key}.`),
    ],
  };
}

/** Tagged values (`!!python/name:…`) become their plain text; none of them bears on what is read here. */
function toValue(node: unknown): unknown {
  return typeof node === 'object' && node !== null && 'toJSON' in node ? (node as Node).toJSON() : null;
}

/** What TechDocs lets pass of tags that name things of Python. Source: @backstage/plugin-techdocs-node 2.0.0. */
const ALLOWED_TAGS = /^(?:tag:yaml\.org,2002:)?python\/name:(?:materialx\.emoji\.(?:twemoji|to_svg)|pymdownx\.slugs\.slugify)$/;

function refuseTags(document: ReturnType<typeof parseDocument>, name: string): void {
  visit(document, {
    Node: (_key, node) => {
      const tag = node.tag ?? '';
      if (tag.includes('python/') && !ALLOWED_TAGS.test(tag)) {
        throw new DocsConfigError('techdocs', `${name} names something of Python with ${tag}, which TechDocs refuses. Take it out.`);
      }
    },
  });
}

/** `!ENV [NAME, otherwise]` gives what is there without the variable: a portal's environment is not known here. */
function readSiteName(value: unknown, name: string): string {
  const text: unknown = Array.isArray(value) ? value.at(-1) : value;
  if (typeof text !== 'string' || text === '') {
    throw new DocsConfigError('mkdocs', `${name} needs a site_name, which is a text. Write one into it, in quotes where it looks like a number.`);
  }
  return text;
}

function toText(value: unknown): string | undefined {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
}

function readDocsDir(value: unknown, name: string): string {
  if (value === undefined || value === null) {
    return 'docs';
  }
  const text = typeof value === 'string' ? value : '';
  const segments = text.split(/[/\\]/).filter((segment) => segment !== '' && segment !== '.');
  if (text === '' || /^([/\\]|[A-Za-z]:)/.test(text) || segments.includes('..')) {
    throw new DocsConfigError('techdocs', `docs_dir in ${name} must be a folder below it: no absolute path and no "..". Change it to a relative folder such as docs.`);
  }
  if (segments.length === 0) {
    throw new DocsConfigError('mkdocs', `docs_dir in ${name} must not be the folder of ${name} itself. Put the pages into a folder such as docs.`);
  }
  return segments.join('/');
}

function readNav(value: unknown, name: string): readonly NavEntry[] | undefined {
  if (value === undefined || value === null) {
    return undefined;
  }
  if (!Array.isArray(value)) {
    throw new DocsConfigError('mkdocs', `nav in ${name} must be a list of pages.`);
  }
  return value.length === 0 ? undefined : value.map((entry) => readNavEntry(entry, name));
}

function readNavEntry(value: unknown, name: string): NavEntry {
  if (typeof value === 'string') {
    return { target: value };
  }
  const pairs = typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value) : [];
  const [title, target]: readonly unknown[] = pairs[0] ?? [];
  if (pairs.length === 1 && typeof title === 'string') {
    if (typeof target === 'string') {
      return { title, target };
    }
    if (Array.isArray(target)) {
      return { title, children: target.map((entry) => readNavEntry(entry, name)) };
    }
  }
  throw new DocsConfigError('mkdocs', `nav in ${name} has an entry that is neither a page, "Title: page" nor "Title:" with a list: ${JSON.stringify(value)}.`);
}
