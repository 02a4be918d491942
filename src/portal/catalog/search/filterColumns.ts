import type { Steps } from '../../base/steps';
import { isFilterName, SEARCH_FILTERS, type SearchFilter, type SearchFilterName } from './parseSearch';
import type { SearchEntry } from './searchEntry';
import { createSearchFilter, lookedAt, type SearchStates } from './searchFilter';

interface Column {
  /** By entry, which of the examples stands for it. */
  readonly numbers: Uint32Array;
  readonly examples: readonly SearchEntry[];
}

/** Entries looked at between two pauses. */
const STRETCH = 5_000;

/** Asks a filter of one entity for each value there is, and not of a hundred thousand. */
export class FilterColumns {
  readonly #entries: readonly SearchEntry[];
  readonly #columns: ReadonlyMap<SearchFilterName, Column>;

  private constructor(entries: readonly SearchEntry[], columns: ReadonlyMap<SearchFilterName, Column>) {
    this.#entries = entries;
    this.#columns = columns;
  }

  static readonly empty = new FilterColumns([], new Map());

  /** All columns are made at once: whoever types a filter waits for none of them. */
  static *of(entries: readonly SearchEntry[]): Steps<FilterColumns> {
    const columns = new Map<SearchFilterName, Column>();
    for (const name of Object.keys(SEARCH_FILTERS).filter(isFilterName)) {
      if (name !== 'is') {
        columns.set(name, yield* toColumn(entries, name));
      }
    }
    return new FilterColumns(entries, columns);
  }

  /** Of the entries at these places those that pass. */
  narrow(places: readonly number[], filter: SearchFilter, states: SearchStates): readonly number[] {
    const passes = createSearchFilter(filter, states);
    const column = this.#columns.get(filter.name);
    if (!column) {
      return places.filter((place) => {
        const entry = this.#entries[place];
        return entry !== undefined && passes(entry);
      });
    }
    const { numbers, examples } = column;
    const mask = examples.map(passes);
    return places.filter((place) => mask[numbers[place] ?? -1] === true);
  }
}

function* toColumn(entries: readonly SearchEntry[], name: SearchFilterName): Steps<Column> {
  const numbers = new Uint32Array(entries.length);
  const examples: SearchEntry[] = [];
  const known = new Map<string | undefined, number>();
  for (const [place, entry] of entries.entries()) {
    const value = lookedAt(name, entry);
    let number = known.get(value);
    if (number === undefined) {
      number = examples.push(entry) - 1;
      known.set(value, number);
    }
    numbers[place] = number;
    if (place % STRETCH === 0) {
      yield;
    }
  }
  return { numbers, examples };
}
