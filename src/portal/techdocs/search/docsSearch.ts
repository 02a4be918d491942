import { throwIfCancelled } from '../../base/cancellation';
import { messageOf } from '../../base/errors';
import { hashText } from '../../base/hash';
import { Slices } from '../../base/pause';
import type { Clock } from '../../ports/clock';
import type { Log } from '../../ports/log';
import type { SnapshotStore } from '../../ports/snapshotStore';
import type { DocsService } from '../docsService';
import { findPage, type DocsSite } from '../site/docsSite';
import { toSections } from './pageSections';
import { SiteIndex, type DocsHit, type SavedIndex } from './siteIndex';

export interface DocsSearchOptions {
  readonly service: Pick<DocsService, 'page' | 'live'>;
  readonly snapshots: SnapshotStore;
  readonly clock: Clock;
  readonly log: Log;
}

export interface UpdateOptions {
  readonly signal?: AbortSignal;
  /** Called after each page that was looked at. */
  readonly onProgress?: (done: number, total: number) => void;
  /** What a page is known by without being read, such as its blob on GitHub; left out, pages are read and their texts compared. */
  readonly hashOf?: (path: string) => string | undefined;
}

const PREFIX = 'docs-search-';
/** Of what is kept; one of another version is built anew. */
const VERSION = 1;

/**
 * Full-text search over the docs of any number of sites. Each is taken in a page at a time, giving way in between, kept on
 * disk, and later only what changed is read again. A site is known by an id its caller gives: an entity's ref, or a folder.
 * What a person may no longer see goes by `forget`.
 */
export class DocsSearch {
  readonly #options: DocsSearchOptions;
  readonly #sites = new Map<string, Promise<SiteIndex>>();

  constructor(options: DocsSearchOptions) {
    this.#options = options;
  }

  /** Takes up what was kept of a site, so that it can be searched before it is read again. @returns whether there was anything */
  async restore(site: string): Promise<boolean> {
    return (await this.#open(site)).paths.length > 0;
  }

  /**
   * Brings a site up to date. What was taken in stays when it is cancelled.
   * @returns how many pages were read anew
   */
  async update(id: string, site: DocsSite, { signal, onProgress, hashOf }: UpdateOptions = {}): Promise<number> {
    const { clock, service, log } = this.#options;
    const index = await this.#open(id);
    const slices = new Slices(clock, signal);
    const gone = index.paths.filter((path) => !findPage(site, path));
    gone.forEach((path) => index.remove(path));
    let changed = gone.length;
    let read = 0;
    try {
      for (const [done, { path, title }] of site.pages.entries()) {
        throwIfCancelled(signal);
        const known = hashOf?.(path);
        if (known === undefined || known !== index.hashOf(path)) {
          try {
            const text = await service.page(site, path, signal);
            const hash = known ?? hashText(text);
            if (hash !== index.hashOf(path)) {
              const page = await service.live(site, path).render(text);
              const sections = toSections(page.html);
              index.put(path, hash, sections.find(({ anchor }) => anchor === '')?.title || title, sections);
              changed++;
              read++;
            }
          } catch (error) {
            throwIfCancelled(signal);
            log.warn(`${path} is left out of the search in docs: ${messageOf(error)}`);
          }
        }
        onProgress?.(done + 1, site.pages.length);
        await slices.turn();
      }
    } finally {
      if (changed > 0) {
        await this.#keep(id, index);
      }
    }
    return read;
  }

  /** @param site only this one; left out, all that were restored or updated */
  async search(query: string, { site, limit = 50 }: { readonly site?: string; readonly limit?: number } = {}): Promise<readonly DocsHit[]> {
    if (query.trim() === '') {
      return [];
    }
    const indices = await Promise.all(site === undefined ? this.#sites.values() : [this.#open(site)]);
    return indices
      .flatMap((index) => index.search(query))
      .sort((a, b) => b.score - a.score)
      .slice(0, limit);
  }

  /** Drops a site, on disk too. */
  async forget(site: string): Promise<void> {
    this.#sites.delete(site);
    await this.#options.snapshots.remove(nameOf(site));
  }

  /** Drops everything, on disk too: of sites that are not open as well. */
  async forgetAll(): Promise<void> {
    this.#sites.clear();
    const names = (await this.#options.snapshots.list()).filter((name) => name.startsWith(PREFIX));
    await Promise.all(names.map((name) => this.#options.snapshots.remove(name)));
  }

  #open(site: string): Promise<SiteIndex> {
    const known = this.#sites.get(site);
    if (known) {
      return known;
    }
    const opened = this.#load(site);
    this.#sites.set(site, opened);
    return opened;
  }

  async #load(site: string): Promise<SiteIndex> {
    try {
      const bytes = await this.#options.snapshots.read(nameOf(site));
      const saved: unknown = bytes && JSON.parse(new TextDecoder().decode(bytes));
      return isSaved(saved, site) ? await SiteIndex.load(site, saved) : SiteIndex.empty(site);
    } catch (error) {
      this.#options.log.warn(`What was kept for searching the docs of ${site} could not be read and is built anew: ${messageOf(error)}`);
      return SiteIndex.empty(site);
    }
  }

  async #keep(site: string, index: SiteIndex): Promise<void> {
    try {
      await this.#options.snapshots.replace(nameOf(site), new TextEncoder().encode(JSON.stringify({ version: VERSION, site, ...index.save() })));
    } catch (error) {
      this.#options.log.warn(`What was read for searching the docs of ${site} could not be kept: ${messageOf(error)}`);
    }
  }
}

function nameOf(site: string): string {
  return PREFIX + hashText(site);
}

function isSaved(value: unknown, site: string): value is SavedIndex {
  return typeof value === 'object' && value !== null && 'version' in value && value.version === VERSION && 'site' in value && value.site === site && 'pages' in value && Array.isArray(value.pages) && 'index' in value;
}
