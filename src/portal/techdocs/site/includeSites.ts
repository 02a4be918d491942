import { resolveUri } from '../../base/uri';
import { DocsConfigError } from './docsConfigError';
import type { DocsMount } from './docsSite';
import { readMkdocsConfig, type MkdocsConfig, type NavEntry } from './mkdocsConfig';
import { joinPath } from './pageUrl';

const INCLUDE = '!include ';

export interface IncludedSites {
  /** The navigation with those of the other sites in their places. */
  readonly nav: readonly NavEntry[] | undefined;
  readonly mounts: readonly DocsMount[];
}

/**
 * Takes other sites of a monorepo into a navigation: `Alpha: '!include ./services/alpha/mkdocs.yml'`. The site_name of
 * each becomes the folder its pages appear in. Source: mkdocs-monorepo-plugin 1.1, which TechDocs always runs.
 * @param root folder of mkdocs.yml
 * @param read a file below it, by its path; `undefined` where there is none
 */
export async function includeSites(config: MkdocsConfig, root: string, read: (path: string) => Promise<string | undefined>): Promise<IncludedSites> {
  const mounts: DocsMount[] = [];
  const include = async (title: string | undefined, target: string): Promise<NavEntry> => {
    const path = joinPath('', target);
    const text = path !== undefined && /\.ya?ml$/.test(path) ? await read(path) : undefined;
    if (path === undefined || text === undefined) {
      throw new DocsConfigError('mkdocs', `nav includes ${target}, and there is no such file below the folder of mkdocs.yml. Correct the path.`);
    }
    const site = readMkdocsConfig(text, target);
    if (!site.nav) {
      throw new DocsConfigError('mkdocs', `${target} has no nav, which a site needs to be included. Write one into it.`);
    }
    const prefix = `${toFolder(site.siteName)}/`;
    if (mounts.some((mount) => mount.prefix === prefix)) {
      throw new DocsConfigError('mkdocs', `Two included sites are called ${site.siteName}. Give each a site_name of its own.`);
    }
    const folder = path.slice(0, path.lastIndexOf('/') + 1);
    const docs = joinPath(folder, site.docsDir) ?? '';
    mounts.push({ prefix, docs: docs === '' ? root : `${resolveUri(root, docs.split('/').map(encodeURIComponent).join('/'))}/` });
    return { title: title ?? site.siteName, children: site.nav.map((entry) => underPrefix(entry, prefix, target)) };
  };
  const resolve = async (entry: NavEntry): Promise<NavEntry> => {
    if ('children' in entry) {
      return { ...entry, children: await inOrder(entry.children, resolve) };
    }
    return entry.target.startsWith(INCLUDE) ? include(entry.title, entry.target.slice(INCLUDE.length).trim()) : entry;
  };
  return { nav: config.nav && (await inOrder(config.nav, resolve)), mounts };
}

async function inOrder<T>(items: readonly T[], change: (item: T) => Promise<T>): Promise<readonly T[]> {
  const out: T[] = [];
  for (const item of items) {
    out.push(await change(item));
  }
  return out;
}

function underPrefix(entry: NavEntry, prefix: string, of: string): NavEntry {
  if ('children' in entry) {
    return { ...entry, children: entry.children.map((child) => underPrefix(child, prefix, of)) };
  }
  if (entry.target.startsWith(INCLUDE)) {
    throw new DocsConfigError('mkdocs', `${of} includes a site itself, which an included site cannot. Include it in the first mkdocs.yml.`);
  }
  return { ...entry, target: prefix + entry.target };
}

/** A site's name as a folder: kept where it has only signs that may stand in an address, else put into such. */
function toFolder(siteName: string): string {
  return /^[a-zA-Z0-9_\-/]+$/.test(siteName)
    ? siteName
    : siteName
        .normalize('NFKD')
        .replace(/[^\0-\x7f]/g, '')
        .toLowerCase()
        .replace(/[^a-z0-9]+/g, '-')
        .replace(/^-+|-+$/g, '');
}
