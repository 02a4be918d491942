import type { CatalogEntity } from '../catalog/entity';
import { throwIfCancelled } from '../base/cancellation';
import { isPortalError, messageOf, PortalError } from '../base/errors';
import { baseName, dirName, isWithin, resolveUri } from '../base/uri';
import type { FileSource } from '../ports/fileSource';
import type { Log } from '../ports/log';
import { createPageRenderer, type RenderedPage, type RenderOptions } from './renderPage';
import type { ReadSnippet } from './snippets';
import { includeSites } from './site/includeSites';
import { buildNav, withoutExcluded, withTitles } from './site/buildNav';
import { findPage, toDocsPath, toDocsUri, type DocsPage, type DocsSite } from './site/docsSite';
import { DocsConfigError } from './site/docsConfigError';
import { CONFIG_FILES, generatedConfig, readMkdocsConfig, type MkdocsConfig } from './site/mkdocsConfig';
import { isMarkdownPath } from './site/pageUrl';
import { titleFromPath, titleFromText } from './site/pageTitle';
import { resolveLink } from './site/resolveLink';
import { resolveDocsPlace, type PlaceOptions } from './site/techdocsRef';

export interface DocsServiceOptions {
  readonly files: FileSource;
  readonly log: Log;
  readonly lookUp: PlaceOptions['lookUp'];
  readonly toFolderUri: PlaceOptions['toFolderUri'];
  /** The repository or workspace folder a file lies in, a URI with a slash at the end; `undefined` where it lies in none. */
  readonly boundaryOf: (uri: string) => string | undefined;
  /**
   * Whether a path below a folder (`/`-separated, not encoded) passes a symbolic link, which may lead out of the docs.
   * Left out where the host has none, as on GitHub.
   */
  readonly passesLink?: (folder: string, path: string) => Promise<boolean>;
}

/** A site together with the page to show first. */
export interface OpenedSite {
  readonly site: DocsSite;
  /** `undefined` where the site has no page at all. */
  readonly page: DocsPage | undefined;
}

/** Docs as a reader knows them. All methods throw `PortalError` whose message can be shown. */
export interface DocsService {
  /** Opens the docs of an entity, or those that a Markdown file belongs to, without reading the pages. */
  openSite(of: CatalogEntity | string, signal?: AbortSignal): Promise<OpenedSite>;
  /** The same site with the titles that stand in its pages; pages that cannot be read keep the one of their file. */
  readTitles(site: DocsSite, signal?: AbortSignal): Promise<DocsSite>;
  /** The text of a page. */
  page(site: DocsSite, path: string, signal?: AbortSignal): Promise<string>;
  /** The HTML of a page by its text: foreign content, to be sanitized by whoever shows it. */
  render(site: DocsSite, path: string, text: string, options?: Pick<RenderOptions, 'toHref' | 'withLines'>): Promise<RenderedPage>;
  /**
   * The same for a page that is typed into: each rendering takes the time of what changed. `diffBlocks` of
   * `page/renderedPage.ts` makes the patch to be sent. Make a new one when the site changes.
   */
  live(site: DocsSite, path: string, options?: Pick<RenderOptions, 'toHref' | 'withLines'>): LiveDoc;
  /** The URI of a file of the docs folder, once it is sure to lie in there. */
  locate(site: DocsSite, path: string): Promise<string>;
  /** The bytes of a file of the docs folder that a page names, such as a picture. */
  file(site: DocsSite, path: string, signal?: AbortSignal): Promise<Uint8Array>;
}

/** A page of a site that is rendered again and again. */
export interface LiveDoc {
  render(text: string): Promise<RenderedPage>;
}

/** Pages of one site that are read at a time for their titles. */
const TITLE_READS = 6;

export function createDocsService(options: DocsServiceOptions): DocsService {
  const { files, log } = options;
  const renderer = createPageRenderer();
  const decoder = new TextDecoder();

  const refuseLink = async (folder: string, path: string): Promise<void> => {
    if (await options.passesLink?.(folder, path)) {
      throw new PortalError('invalid', `${path} is, or lies behind, a symbolic link. Docs are read from their own folder only: put the file itself there.`);
    }
  };

  const readConfig = async (folder: string, signal?: AbortSignal): Promise<{ readonly uri: string; readonly config: MkdocsConfig } | undefined> => {
    for (const name of CONFIG_FILES) {
      const uri = resolveUri(folder, name);
      const bytes = await files.read(uri, signal);
      if (bytes) {
        await refuseLink(folder, name);
        return { uri, config: readMkdocsConfig(decoder.decode(bytes), name) };
      }
    }
    return undefined;
  };

  const listFiles = async (folder: string, signal?: AbortSignal): Promise<ReadonlySet<string>> => {
    try {
      const uris = await files.list(folder, undefined, signal);
      return new Set(uris.flatMap((uri) => toDocsPath({ docs: folder }, uri) ?? []));
    } catch (error) {
      if (isPortalError(error, 'not-found')) {
        return new Set();
      }
      throw error;
    }
  };

  const openFolder = async (root: string, siteName: string, signal?: AbortSignal): Promise<DocsSite> => {
    const found = await readConfig(root, signal);
    const config = found?.config ?? generatedConfig(siteName);
    const docs = config.docsDir === '' ? root : `${resolveUri(root, config.docsDir.split('/').map(encodeURIComponent).join('/'))}/`;
    if (config.docsDir !== '') {
      await refuseLink(root, config.docsDir);
    }
    const { nav, mounts } = await includeSites(config, root, async (path) => {
      await refuseLink(root, path);
      const bytes = await files.read(resolveUri(root, path.split('/').map(encodeURIComponent).join('/')), signal);
      return bytes && decoder.decode(bytes);
    });
    const listed = [...(await listFiles(docs, signal))];
    for (const mount of mounts) {
      listed.push(...[...(await listFiles(mount.docs, signal))].map((path) => mount.prefix + path));
    }
    const paths = withoutExcluded(config, listed);
    throwIfCancelled(signal);
    if (paths.size === 0) {
      throw new DocsConfigError(
        'mkdocs',
        found
          ? `${baseName(found.uri)} names the folder ${config.docsDir || '.'} for its pages, and there is nothing in it. Add a page such as ${config.docsDir || '.'}/index.md, or correct docs_dir.`
          : `There is neither an mkdocs.yml nor a docs folder in ${baseName(root) || root}. Add an mkdocs.yml with site_name, and a first page docs/index.md.`,
        'not-found',
      );
    }
    return toSite({ root, docs, mounts, configUri: found?.uri }, { ...config, nav }, paths);
  };

  /** The site a Markdown file belongs to: the next configuration above it whose docs folder holds it. */
  const openAround = async (uri: string, signal?: AbortSignal): Promise<OpenedSite> => {
    const boundary = options.boundaryOf(uri);
    for (let folder = dirName(uri); boundary !== undefined && isWithin(folder, boundary); folder = dirName(folder.slice(0, -1))) {
      const found = await readConfig(folder, signal);
      const generated = !found && baseName(folder) === 'docs' && isWithin(dirName(folder.slice(0, -1)), boundary);
      if (found || generated) {
        const root = found ? folder : dirName(folder.slice(0, -1));
        const site = found || !(await readConfig(root, signal)) ? await openFolder(root, baseName(root), signal) : undefined;
        const page = site && pageOf(site, uri);
        if (site && page) {
          return { site, page };
        }
      }
    }
    return openAlone(uri);
  };

  const openAlone = (uri: string): OpenedSite => {
    const docs = dirName(uri);
    const name = baseName(uri);
    const site = toSite({ root: docs, docs, mounts: [], configUri: undefined }, { ...generatedConfig(name), docsDir: '' }, new Set([name]));
    return { site, page: findPage(site, name) };
  };

  const page = async (site: DocsSite, path: string, signal?: AbortSignal): Promise<string> => decoder.decode(await file(site, path, signal));

  const locate = async (site: DocsSite, path: string): Promise<string> => {
    if (!site.files.has(path)) {
      throw missing(path);
    }
    const mount = site.mounts.find(({ prefix }) => path.startsWith(prefix));
    await refuseLink(mount?.docs ?? site.docs, mount ? path.slice(mount.prefix.length) : path);
    return toDocsUri(site, path);
  };

  const file = async (site: DocsSite, path: string, signal?: AbortSignal): Promise<Uint8Array> => {
    const bytes = await files.read(await locate(site, path), signal);
    if (!bytes) {
      throw missing(path);
    }
    return bytes;
  };

  const live = (site: DocsSite, path: string, extra: Pick<RenderOptions, 'toHref' | 'withLines'> = {}): LiveDoc => {
    const readSnippet: ReadSnippet = async (file) => {
      await refuseLink(site.root, file);
      const bytes = await files.read(resolveUri(site.root, file.split('/').map(encodeURIComponent).join('/')));
      return bytes && decoder.decode(bytes);
    };
    const title = findPage(site, path)?.title ?? titleFromPath(path);
    const page = renderer.live({ ...extra, dialect: site.config.dialect, readSnippet });
    return { render: (text) => page.render(text, titleFromText(text, (body) => renderer.headingOf(body)) ?? title) };
  };

  return {
    openSite: async (of, signal) => {
      if (typeof of === 'string') {
        return openAround(of, signal);
      }
      const place = resolveDocsPlace(of, { ...options, boundaryOf: (uri) => options.boundaryOf(uri) ?? dirName(uri) });
      const { title, name } = place.owner.entity.metadata;
      const site = await openFolder(place.folder, title ?? name, signal);
      const target = place.path === undefined ? undefined : resolveLink(site, '', place.path);
      return { site, page: (target?.type === 'page' ? findPage(site, target.path) : undefined) ?? homeOf(site) };
    },
    readTitles: async (site, signal) => {
      const titles = new Map<string, string>();
      const waiting = site.pages.map(({ path }) => path);
      const work = async (): Promise<void> => {
        for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
          try {
            titles.set(path, titleFromText(await page(site, path, signal), (body) => renderer.headingOf(body)) ?? titleFromPath(path));
          } catch (error) {
            throwIfCancelled(signal);
            log.warn(`The title of ${path} could not be read: ${messageOf(error)}`);
          }
        }
      };
      await Promise.all(Array.from({ length: TITLE_READS }, work));
      return { ...site, ...withTitles(site, site.config, titles) };
    },
    page,
    render: (site, path, text, extra) => live(site, path, extra).render(text),
    live,
    locate,
    file,
  };
}

function missing(path: string): PortalError {
  return new PortalError('not-found', `There is no ${path} in the docs folder. Choose another page.`);
}

function toSite(places: Pick<DocsSite, 'root' | 'docs' | 'mounts' | 'configUri'>, config: MkdocsConfig, files: ReadonlySet<string>): DocsSite {
  const { nav, pages, notices } = buildNav(config, files);
  return { ...places, config, files, nav, pages, notices: [...config.notices, ...notices] };
}

/** MkDocs calls the page at the top of the site home; without one, the first page opens. */
function homeOf(site: DocsSite): DocsPage | undefined {
  return site.pages.find((page) => page.url === '' || page.url === 'index.html') ?? site.pages[0];
}

function pageOf(site: DocsSite, uri: string): DocsPage | undefined {
  const path = toDocsPath(site, uri);
  return path !== undefined && isMarkdownPath(path) ? findPage(site, path) : undefined;
}
