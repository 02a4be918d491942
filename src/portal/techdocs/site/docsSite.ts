import type { MkdocsConfig } from './mkdocsConfig';

/** A page of a docs site. */
export interface DocsPage {
  /** Path below the docs folder, `/`-separated and not encoded: `guides/set up.md`. The id of the page in its site. */
  readonly path: string;
  /** The address MkDocs gives it, relative to the site: `guides/set%20up/`; empty for the home page. */
  readonly url: string;
  readonly title: string;
}

export type NavNode =
  | { readonly type: 'page'; readonly title: string; readonly path: string }
  | { readonly type: 'section'; readonly title: string; readonly children: readonly NavNode[] }
  /** Somewhere outside the pages: a web address, or an entry for which there is no file. */
  | { readonly type: 'link'; readonly title: string; readonly href: string };

/** The pages of another site that appear in a folder of this one. */
export interface DocsMount {
  /** Where they appear, with a slash at the end: `alpha/`. */
  readonly prefix: string;
  /** Where they are: a URI with a slash at the end. */
  readonly docs: string;
}

/** Where the files of a site lie. */
export interface DocsFolders {
  readonly docs: string;
  readonly mounts?: readonly DocsMount[];
}

/** A docs site as it is found in a folder. Immutable; open it again when its configuration or its files change. */
export interface DocsSite {
  /** Folder of mkdocs.yml, a URI with a slash at the end. */
  readonly root: string;
  /** Folder of the pages, a URI with a slash at the end; `root` itself or below it. */
  readonly docs: string;
  /** Other sites that are included in this one. */
  readonly mounts: readonly DocsMount[];
  /** The configuration file, or `undefined` where the site has none and gets the one TechDocs generates. */
  readonly configUri: string | undefined;
  readonly config: MkdocsConfig;
  /** Every file below the docs folder by its path: nothing else is ever read for a page. */
  readonly files: ReadonlySet<string>;
  readonly nav: readonly NavNode[];
  /** Pages in the order of the navigation, then those that only links reach. */
  readonly pages: readonly DocsPage[];
  /** What of the configuration was left out, and why. */
  readonly notices: readonly string[];
}

/** Pages by their paths; a site of a thousand pages is asked for them at every link. */
const BY_PATH = new WeakMap<DocsSite, ReadonlyMap<string, DocsPage>>();

export function findPage(site: DocsSite, path: string): DocsPage | undefined {
  const pages = BY_PATH.get(site) ?? new Map([...site.pages].reverse().map((page) => [page.path, page]));
  BY_PATH.set(site, pages);
  return pages.get(path);
}

/** The URI of a file by its path below the docs folder. */
export function toDocsUri(site: DocsFolders, path: string): string {
  const mount = site.mounts?.find(({ prefix }) => path.startsWith(prefix));
  const inside = mount ? path.slice(mount.prefix.length) : path;
  return (mount?.docs ?? site.docs) + inside.split('/').map(encodeURIComponent).join('/');
}

/** The path below the docs folder of a URI, decoded; `undefined` where it lies elsewhere. */
export function toDocsPath(site: DocsFolders, uri: string): string | undefined {
  const file = decodePath(uri);
  for (const { docs, prefix } of [...(site.mounts ?? []), { docs: site.docs, prefix: '' }]) {
    const folder = decodePath(docs);
    if (folder !== undefined && file?.startsWith(folder)) {
      return prefix + file.slice(folder.length);
    }
  }
  return undefined;
}

/** Hosts encode URIs in more than one way (`%3A` or `:`), so they are compared decoded. */
function decodePath(uri: string): string | undefined {
  try {
    return decodeURIComponent(uri);
  } catch {
    return undefined; // a malformed escape: no URI that a host made
  }
}
