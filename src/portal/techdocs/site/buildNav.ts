import ignore from 'ignore';
import type { DocsPage, NavNode } from './docsSite';
import type { MkdocsConfig, NavEntry } from './mkdocsConfig';
import { folderOf, isIndex, isMarkdownPath, joinPath, stemOf, toPageUrl } from './pageUrl';
import { titleFromPath, toTitle } from './pageTitle';

export interface Structure {
  readonly nav: readonly NavNode[];
  readonly pages: readonly DocsPage[];
  readonly notices: readonly string[];
}

/** What of the files of a docs folder belongs to the site: hidden ones, the top folder `templates` and what `exclude_docs` names do not. */
export function withoutExcluded(config: MkdocsConfig, files: Iterable<string>): ReadonlySet<string> {
  const excluded = ignore().add(['.*', '/templates/', ...config.excludeDocs.split('\n')]);
  return new Set([...files].filter((path) => path !== '' && !excluded.ignores(path)));
}

/** Lays out a site. @param files paths below the docs folder, in any order */
export function buildNav(config: MkdocsConfig, files: Iterable<string>): Structure {
  const { paths, notices } = collectPages(files);
  const page = (path: string, title?: string): DocsPage => ({
    path,
    url: toPageUrl(path, config.useDirectoryUrls),
    title: title ?? titleFromPath(path),
  });
  if (!config.nav) {
    const hidden = ignore().add(config.notInNav.split('\n'));
    const shown = paths.filter((path) => !hidden.ignores(path));
    return { nav: automaticNav(shown), pages: [...shown, ...paths.filter((path) => hidden.ignores(path))].map((path) => page(path)), notices };
  }
  const known = new Set(paths);
  const listed = new Map<string, DocsPage>();
  const toNode = (entry: NavEntry): NavNode => {
    if ('children' in entry) {
      return { type: 'section', title: entry.title, children: entry.children.map(toNode) };
    }
    const path = joinPath('', entry.target);
    if (path !== undefined && known.has(path)) {
      const shown = listed.get(path) ?? page(path, entry.title);
      listed.set(path, shown);
      return { type: 'page', title: entry.title ?? shown.title, path };
    }
    if (!/^[a-z][a-z0-9+.-]*:/i.test(entry.target)) {
      notices.push(`nav names ${entry.target}, which is not among the pages.`);
    }
    return { type: 'link', title: entry.title ?? entry.target, href: entry.target };
  };
  const nav = config.nav.map(toNode);
  return { nav, pages: [...listed.values(), ...paths.filter((path) => !listed.has(path)).map((path) => page(path))], notices };
}

/**
 * The pages MkDocs would take, in its order: a folder's own pages before those of its folders, `index` and `README`
 * first, the rest by code point. Left out is a README beside an index. Source: mkdocs 1.6 `get_files`.
 */
function collectPages(files: Iterable<string>): { paths: string[]; notices: string[] } {
  const all = [...files].filter(isMarkdownPath);
  const known = new Set(all);
  const notices: string[] = [];
  const paths = all.filter((path) => {
    const index = `${folderOf(path)}index.md`;
    const hidden = stemOf(path) === 'README' && known.has(index);
    if (hidden) {
      notices.push(`${path} is left out, since ${index} takes its place.`);
    }
    return !hidden;
  });
  return { paths: paths.sort(comparePaths), notices };
}

function comparePaths(a: string, b: string): number {
  const [left, right] = [a.split('/'), b.split('/')];
  for (let i = 0; ; i++) {
    const [x, y] = [left[i] ?? '', right[i] ?? ''];
    const [isFile, isOtherFile] = [i === left.length - 1, i === right.length - 1];
    if (isFile !== isOtherFile) {
      return isFile ? -1 : 1;
    }
    if (isFile && isIndex(x) !== isIndex(y)) {
      return isIndex(x) ? -1 : 1;
    }
    if (x !== y || isFile) {
      return x < y ? -1 : x > y ? 1 : 0;
    }
  }
}

interface OpenSection {
  readonly type: 'section';
  readonly title: string;
  readonly children: NavNode[];
}

/** Source: mkdocs 1.6 `nest_paths`. Folders whose titles are equal become one section. */
function automaticNav(paths: readonly string[]): NavNode[] {
  const top: NavNode[] = [];
  const sections = new Map<string, OpenSection>();
  for (const path of paths) {
    let children = top;
    let key = '';
    for (const folder of path.split('/').slice(0, -1)) {
      const title = toTitle(folder);
      key += `/${title}`;
      let section = sections.get(key);
      if (!section) {
        section = { type: 'section', title, children: [] };
        sections.set(key, section);
        children.push(section);
      }
      children = section.children;
    }
    children.push({ type: 'page', title: titleFromPath(path), path });
  }
  return top;
}

/** The same structure with titles that were read from the pages; those that `nav` gives stay. */
export function withTitles(structure: Pick<Structure, 'nav' | 'pages'>, config: MkdocsConfig, titles: ReadonlyMap<string, string>): Pick<Structure, 'nav' | 'pages'> {
  const given = new Set<string>();
  const visit = (entry: NavEntry): void => {
    if ('children' in entry) {
      entry.children.forEach(visit);
    } else if (entry.title !== undefined) {
      given.add(joinPath('', entry.target) ?? '');
    }
  };
  config.nav?.forEach(visit);
  const retitle = <T extends { readonly title: string; readonly path: string }>(node: T): T => ({ ...node, title: (given.has(node.path) ? undefined : titles.get(node.path)) ?? node.title });
  const update = (node: NavNode): NavNode =>
    node.type === 'page' ? retitle(node) : node.type === 'section' ? { ...node, children: node.children.map(update) } : node;
  return { nav: structure.nav.map(update), pages: structure.pages.map(retitle) };
}
