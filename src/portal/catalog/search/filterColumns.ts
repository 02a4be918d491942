import type { SearchFilter, SearchFilterName } from './parseSearch';
import type { SearchEntry } from './searchEntry';
import { createSearchFilter, lookedAt, type SearchStates } from './searchFilter';

interface Column {
  /** By entry, which of the examples stands for it. */
  readonly numbers: Uint32Array;
  readonly examples: readonly SearchEntry[];
}

/** Asks a filter of one entity for each value there is, and not of a hundred thousand. Made for the filters that are used. */
export class FilterColumns {
  readonly #entries: readonly SearchEntry[];
  readonly #columns = new Map<SearchFilterName, Column>();

  constructor(entries: readonly SearchEntry[]) {
    this.#entries = entries;
  }

  /** Of the entries at these places those that pass. */
  narrow(places: readonly number[], filter: SearchFilter, states: SearchStates): readonly number[] {
    const passes = createSearchFilter(filter, states);
    if (filter.name === 'is') {
      return places.filter((place) => {
        const entry = this.#entries[place];
        return entry !== undefined && passes(entry);
      });
    }
    const { numbers, examples } = this.#columnOf(filter.name);
    const mask = examples.map(passes);
    return places.filter((place) => mask[numbers[place] ?? -1] === true);
  }

  #columnOf(name: SearchFilterName): Column {
    let column = this.#columns.get(name);
    if (!column) {
      column = toColumn(this.#entries, name);
      this.#columns.set(name, column);
    }
    return column;
  }
}

function toColumn(entries: readonly SearchEntry[], name: SearchFilterName): Column {
  const numbers = new Uint32Array(entries.length);
  const examples: SearchEntry[] = [];
  const known = new Map<string | undefined, number>();
  entries.forEach((entry, place) => {
    const value = lookedAt(name, entry);
    let number = known.get(value);
    if (number === undefined) {
      number = examples.push(entry) - 1;
      known.set(value, number);
    }
    numbers[place] = number;
  });
  return { numbers, examples };
}
