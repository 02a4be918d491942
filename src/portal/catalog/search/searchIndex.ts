import type { Steps } from '../../base/steps';
import type { CatalogEntity } from '../entity';
import type { CatalogChange, CatalogQuery } from '../query';
import { FilterColumns } from './filterColumns';
import { PAIR_WORDS } from './pairBits';
import { parseSearch, type ParsedSearch } from './parseSearch';
import { fitsWord, isBeyondSlip, LEAST_BY_START, MAX_SCORE, scoreSlip, scoreWord, SHORTEST_SLIP, type SearchWord } from './scoreEntry';
import { lettersOf, toSearchEntry, type SearchEntry } from './searchEntry';
import type { SearchStates } from './searchFilter';

export interface SearchResult {
  /** The best first; equals in order of title or name. */
  readonly found: readonly CatalogEntity[];
  /** How many there are in all. */
  readonly total: number;
}

/** Rounds of searches that are enough for the engine to compile them. */
const REHEARSALS = 6;
/** Entries that the searches before the first one look through. */
const SAMPLE = 2_000;
/** Entries made between two pauses. */
const STRETCH = 500;
/** With fewer hits than this, words are forgiven a slip. */
const FEW = 10;
/** With more that are likely, it pays to look at those first that begin with the word. */
const MANY = 2_000;

type Score = (word: SearchWord, entry: SearchEntry, index: number) => number;

/** Everything of a catalog that is searched, in order of title or name. Immutable. */
export class SearchIndex {
  readonly #entries: readonly SearchEntry[];
  /** Letters and pairs of all entries, packed, so that most of them are left out without being touched. */
  readonly #letters: Int32Array;
  readonly #pairs: Int32Array;
  readonly #starts: Int32Array;
  /** All there are. */
  readonly #places: readonly number[];
  readonly #columns: FilterColumns;
  /** What was found last, slips aside: typing on leaves a part of it. */
  #last: { readonly search: ParsedSearch; readonly hits: readonly number[] } | undefined;

  private constructor(entries: readonly SearchEntry[], letters: Int32Array, pairs: Int32Array, starts: Int32Array, columns: FilterColumns) {
    this.#entries = entries;
    this.#letters = letters;
    this.#pairs = pairs;
    this.#starts = starts;
    this.#places = Array.from(entries.keys());
    this.#columns = columns;
  }

  static readonly empty = new SearchIndex([], new Int32Array(0), new Int32Array(0), new Int32Array(0), FilterColumns.empty);

  get size(): number {
    return this.#entries.length;
  }

  /** Merges the kinds, each of which the graph keeps in order already. */
  static *of(graph: CatalogQuery): Steps<SearchIndex> {
    let merged: SearchEntry[] = [];
    for (const kind of graph.kinds()) {
      const entries: SearchEntry[] = [];
      for (const known of graph.byKind(kind)) {
        entries.push(toSearchEntry(known));
        if (entries.length % STRETCH === 0) {
          yield;
        }
      }
      merged = yield* merge(merged, entries);
    }
    yield* SearchIndex.#rehearse(merged);
    return yield* SearchIndex.#pack(merged);
  }

  /** The index of a newer graph, by what differs. */
  *with(graph: CatalogQuery, { added, changed, removed }: CatalogChange): Steps<SearchIndex> {
    const touched = new Set([...added, ...changed, ...removed]);
    const fresh = [...new Set([...added, ...changed])].flatMap((ref) => graph.get(ref) ?? []).map(toSearchEntry).sort(compareEntries);
    yield;
    const left = this.#entries.filter(({ known }) => !touched.has(known.ref));
    return yield* SearchIndex.#pack(yield* merge(left, fresh));
  }

  /**
   * Code that has never run takes many times as long: some searches over a few entries, a step each, get it compiled before
   * somebody types. They are made of what the entries are called, so that all ways of matching are gone.
   */
  static *#rehearse(entries: readonly SearchEntry[]): Steps<void> {
    const sample = yield* SearchIndex.#pack(entries.slice(0, SAMPLE));
    const states = { mine: [], isStarred: () => false, isBroken: () => false };
    for (let round = 0; round < REHEARSALS; round++) {
      const { name = '', owner = '', nameInitials = '' } = entries[(round * 37) % Math.max(1, Math.min(SAMPLE, entries.length))] ?? {};
      const slip = `${name.slice(0, 3)}${name.slice(4)}`;
      for (const line of [name, name.slice(0, 3), `${name.slice(-4)} ${owner}`, `${nameInitials} ${name.slice(-2)}`, slip, `kind:c owner:${owner}`, `tag:a ${name.slice(1, 4)}`]) {
        sample.search(parseSearch(line), states, SAMPLE);
        yield;
      }
    }
  }

  static *#pack(entries: readonly SearchEntry[]): Steps<SearchIndex> {
    const letters = new Int32Array(entries.length);
    const starts = new Int32Array(entries.length);
    const pairs = new Int32Array(entries.length * PAIR_WORDS);
    for (const [index, entry] of entries.entries()) {
      letters[index] = entry.letters;
      starts[index] = entry.starts;
      pairs.set(entry.pairs, index * PAIR_WORDS);
      if (index % (STRETCH * 10) === 0) {
        yield;
      }
    }
    return new SearchIndex(entries, letters, pairs, starts, yield* FilterColumns.of(entries));
  }

  search(search: ParsedSearch, states: SearchStates, limit: number): SearchResult {
    const { words, filters } = search;
    const before = this.#last && narrows(search, this.#last.search) ? this.#last.hits : undefined;
    const passing = filters.reduce((places, filter) => this.#columns.narrow(places, filter, states), before ?? this.#places);
    const scores = new Uint16Array(this.#entries.length);
    const counts = new Uint32Array(MAX_SCORE + 1);
    const hits: number[] = [];
    const take = (index: number, score: Score): void => {
      const entry = this.#entries[index];
      if (!entry || scores[index] !== 0) {
        return;
      }
      let sum = 0;
      for (const word of words) {
        const own = score(word, entry, index);
        if (own === 0) {
          return;
        }
        sum += own;
      }
      const mean = words.length === 0 ? 1 : Math.min(MAX_SCORE, Math.round(sum / words.length));
      scores[index] = mean;
      counts[mean] = (counts[mean] ?? 0) + 1;
      hits.push(index);
    };
    const exactly: Score = (word, entry, index) => scoreWord(word, entry, this.#mayContain(index, word));
    const likely = words.reduce((places, word) => this.#mayHold(places, word), passing);
    const [only] = words.length === 1 && likely.length > MANY ? words : [];
    const [atStart, others] = only ? this.#byStart(likely, only) : [likely, []];
    atStart.forEach((index) => take(index, exactly));
    // Where the start of a name or title gives all that is shown, of the others it only matters that they are there.
    const isEnough = only !== undefined && countFrom(counts, LEAST_BY_START) >= limit;
    others.forEach((index) => take(index, isEnough ? (word, entry) => (fitsWord(word, entry) ? 1 : 0) : exactly));
    this.#last = { search, hits: [...hits] };
    if (hits.length < FEW && words.some(({ text }) => text.length >= SHORTEST_SLIP)) {
      const score: Score = words.length === 1 ? scoreSlip : (word, entry, index) => scoreSlip(word, entry) || exactly(word, entry, index);
      // What a longer word holds with a slip, a shorter one may not have held: all that pass the filters are looked at.
      const all = before ? filters.reduce((places, filter) => this.#columns.narrow(places, filter, states), this.#places) : passing;
      for (const index of words.reduce((places, word) => this.#mayHold(places, word, true), all)) {
        take(index, score);
      }
    }
    return { found: this.#best(scores, counts, limit), total: hits.length };
  }

  /** Of the entries at these places those that may hold a word, or its letters in order; only that the others do not is sure. */
  #mayHold(places: readonly number[], word: SearchWord, withSlip = false): readonly number[] {
    if (word.isRef) {
      return places;
    }
    const { letters } = word;
    return places.filter((place) => {
      const present = this.#letters[place] ?? 0;
      return (letters & ~present) === 0 || this.#mayContain(place, word) || (withSlip && !isBeyondSlip(word, present));
    });
  }

  /** Whether a word may be a part of a text of an entry, by its pairs of letters. */
  #mayContain(place: number, { pairs }: SearchWord): boolean {
    for (let at = 0; at < PAIR_WORDS; at++) {
      if (((pairs[at] ?? 0) & ~(this.#pairs[place * PAIR_WORDS + at] ?? 0)) !== 0) {
        return false;
      }
    }
    return true;
  }

  /** Parts entries that may begin with a word from those that do not. */
  #byStart(places: readonly number[], { text, isRef }: SearchWord): readonly [readonly number[], readonly number[]] {
    const first = lettersOf(text.slice(0, 1));
    const begins = (place: number): boolean => isRef || ((this.#starts[place] ?? 0) & first) !== 0;
    return [places.filter(begins), places.filter((place) => !begins(place))];
  }

  /** The first `limit` by score. Of those that share the last score taken, the first in order. */
  #best(scores: Uint16Array, counts: Uint32Array, limit: number): readonly CatalogEntity[] {
    let least = MAX_SCORE;
    let above = 0;
    while (least > 1 && above + (counts[least] ?? 0) < limit) {
      above += counts[least] ?? 0;
      least--;
    }
    let room = limit - above;
    const found: { readonly score: number; readonly known: CatalogEntity }[] = [];
    this.#entries.forEach(({ known }, index) => {
      const score = scores[index] ?? 0;
      if (score > least || (score === least && room-- > 0)) {
        found.push({ score, known });
      }
    });
    return found.sort((a, b) => b.score - a.score).map(({ known }) => known);
  }
}

/** How many have this score or a better one. */
function countFrom(counts: Uint32Array, least: number): number {
  return counts.subarray(least).reduce((sum, count) => sum + count, 0);
}

/** Whether all that a search finds was found by the one before: its last word was typed on, and nothing else is other. */
function narrows({ words, filters }: ParsedSearch, before: ParsedSearch): boolean {
  const last = words.length - 1;
  return (
    // Whether an entity is starred, say, may have changed since.
    filters.every(({ name }) => name !== 'is') &&
    JSON.stringify(filters) === JSON.stringify(before.filters) &&
    words.length === before.words.length &&
    words.every(({ text, isRef }, index) => !isRef && (index === last ? text.startsWith(before.words[index]?.text ?? text) : text === before.words[index]?.text))
  );
}

function* merge(left: readonly SearchEntry[], right: readonly SearchEntry[]): Steps<SearchEntry[]> {
  const merged: SearchEntry[] = [];
  let [a, b] = [0, 0];
  for (;;) {
    const [first, second] = [left[a], right[b]];
    if (!first && !second) {
      return merged;
    }
    if (first && (!second || compareEntries(first, second) <= 0)) {
      merged.push(first);
      a++;
    } else if (second) {
      merged.push(second);
      b++;
    }
    if (merged.length % (STRETCH * 10) === 0) {
      yield;
    }
  }
}

function compareEntries(a: SearchEntry, b: SearchEntry): number {
  return a.order < b.order ? -1 : a.order > b.order ? 1 : a.known.ref < b.known.ref ? -1 : 1;
}
