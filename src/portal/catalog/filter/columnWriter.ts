import type { ValuePart } from './catalogFilter';
import { NOTHING } from './valueTable';

/** By part, the number of the value at each place. What is beyond the end has none. */
export type Columns = Readonly<Record<ValuePart, Uint32Array>>;

/** Room for places to come, so that not every new entity makes all columns longer. */
const SPARE = 1024;

/** Changes columns that others may still read: the first change of one makes a copy of it, and what does not change is shared. */
export class ColumnWriter {
  readonly #columns: Record<ValuePart, Uint32Array>;
  readonly #own = new Set<ValuePart>();
  readonly #end: number;

  /** @param end one more than the highest place that will be set */
  constructor(columns: Columns, end: number) {
    this.#columns = { ...columns };
    this.#end = end;
  }

  get written(): Columns {
    return this.#columns;
  }

  set(part: ValuePart, place: number, value: number): void {
    const column = this.#columns[part];
    if ((column[place] ?? NOTHING) === value) {
      return;
    }
    if (this.#own.has(part)) {
      column[place] = value;
      return;
    }
    const copy = new Uint32Array(this.#end > column.length ? this.#end + SPARE : column.length);
    copy.set(column);
    copy[place] = value;
    this.#columns[part] = copy;
    this.#own.add(part);
  }
}

export function forParts<T>(make: (part: ValuePart) => T): Record<ValuePart, T> {
  return { kinds: make('kinds'), types: make('types'), lifecycles: make('lifecycles'), owners: make('owners'), tags: make('tags') };
}
