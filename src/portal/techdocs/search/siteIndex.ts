import MiniSearch, { type AsPlainObject, type Options } from 'minisearch';
import { excerptOf, fold, type Excerpt } from './excerpt';
import type { PageSection } from './pageSections';

/** A place in the docs that was found: a page, or what stands below one of its headings. */
export interface DocsHit {
  /** Id of the site, as it was given to the index. */
  readonly site: string;
  /** Path of the page below the docs folder. */
  readonly path: string;
  readonly pageTitle: string;
  /** Heading of the section; empty for the start of a page. */
  readonly section: string;
  /** What follows `#` in a link to it; empty for the start of a page. */
  readonly anchor: string;
  readonly excerpt: Excerpt;
  /** The higher, the better. */
  readonly score: number;
}

interface Entry {
  readonly id: string;
  readonly path: string;
  readonly pageTitle: string;
  readonly section: string;
  readonly anchor: string;
  readonly text: string;
}

const OPTIONS: Options<Entry> = {
  fields: ['pageTitle', 'section', 'text'],
  storeFields: ['path', 'pageTitle', 'section', 'anchor', 'text'],
  tokenize: (text) => text.match(/[\p{L}\p{N}\p{M}_]+/gu) ?? [],
  processTerm: (term) => fold(term),
};
/** Of a longer section, this much can be found. */
const MOST_TEXT = 20_000;

interface IndexedPage {
  readonly hash: string;
  readonly ids: readonly string[];
}

/** A site's index as it is kept. */
export interface SavedIndex {
  readonly pages: readonly (readonly [path: string, page: IndexedPage])[];
  readonly index: AsPlainObject;
}

/** The words of one docs site. */
export class SiteIndex {
  readonly site: string;
  readonly #index: MiniSearch<Entry>;
  readonly #pages: Map<string, IndexedPage>;

  private constructor(site: string, index: MiniSearch<Entry>, pages: Map<string, IndexedPage>) {
    this.site = site;
    this.#index = index;
    this.#pages = pages;
  }

  static empty(site: string): SiteIndex {
    return new SiteIndex(site, new MiniSearch(OPTIONS), new Map());
  }

  /** Rejects where what was kept is none. */
  static async load(site: string, saved: SavedIndex): Promise<SiteIndex> {
    return new SiteIndex(site, await MiniSearch.loadJSAsync(saved.index, OPTIONS), new Map(saved.pages));
  }

  save(): SavedIndex {
    return { pages: [...this.#pages], index: this.#index.toJSON() };
  }

  get paths(): readonly string[] {
    return [...this.#pages.keys()];
  }

  /** What the page was when it was taken in. */
  hashOf(path: string): string | undefined {
    return this.#pages.get(path)?.hash;
  }

  put(path: string, hash: string, title: string, sections: readonly PageSection[]): void {
    this.remove(path);
    const entries = sections.map(({ anchor, title: section, text }, i): Entry => {
      // The title of the page is in each of its sections already.
      return { id: `${path}\n${i}`, path, pageTitle: title, section: anchor === '' ? '' : section, anchor, text: text.slice(0, MOST_TEXT) };
    });
    this.#index.addAll(entries);
    this.#pages.set(path, { hash, ids: entries.map(({ id }) => id) });
  }

  remove(path: string): void {
    this.#pages.get(path)?.ids.forEach((id) => this.#index.discard(id));
    this.#pages.delete(path);
  }

  /** @returns hits with all of the words, the last one perhaps not written to its end; where there are none, with some */
  search(query: string): readonly DocsHit[] {
    const search = (combineWith: 'AND' | 'OR'): ReturnType<MiniSearch<Entry>['search']> =>
      this.#index.search(query, { combineWith, prefix: true, fuzzy: (term) => (term.length > 4 ? 0.2 : false), boost: { pageTitle: 4, section: 2 }, maxFuzzy: 2 });
    const all = search('AND');
    return (all.length > 0 ? all : search('OR')).map((result) => ({
      site: this.site,
      path: textOf(result['path']),
      pageTitle: textOf(result['pageTitle']),
      section: textOf(result['section']),
      anchor: textOf(result['anchor']),
      excerpt: excerptOf(textOf(result['text']), result.terms),
      score: result.score,
    }));
  }
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
