import type { Steps } from '../../base/steps';
import type { CatalogEntity } from '../entity';
import { placeIn } from '../grouping/entityOrder';
import { kindOfRef } from '../grouping/kindOrder';
import type { CatalogQuery } from '../query';
import { VALUE_PARTS, valuesOf, type CatalogFilter, type FilterContext, type ValuePart } from './catalogFilter';
import { ColumnWriter, forParts, type Columns } from './columnWriter';
import { FilterSelection } from './filterSelection';
import { followPlaces, NO_PLACES, type OrderedPlaces } from './orderedPlaces';
import { TextColumn } from './textColumn';
import { searchedText, toWords } from './textMatch';
import { NOTHING, ValueTable } from './valueTable';

type Tables = Readonly<Record<ValuePart, ValueTable<readonly string[]>>>;

/** Entities taken in between two pauses. */
const STRETCH = 250;

/**
 * What filters ask of a catalog, a column each: numbers for its values, by the places of entities. A filter is then a matter
 * of a few passes over packed numbers. Immutable; a newer graph costs by what differs. It says the same as `createMatcher`.
 */
export class FilterIndex {
  readonly graph: CatalogQuery;
  readonly #tables: Tables;
  readonly #columns: Columns;
  readonly #kinds: ReadonlyMap<string, OrderedPlaces>;
  /** Places that nothing has any more. */
  readonly #free: readonly number[];
  /** One more than the highest place in use. */
  readonly #end: number;
  /** What words are looked for in; made when a filter has some, as some entities have to be parsed for it. */
  readonly #texts: TextColumn | undefined;

  private constructor(graph: CatalogQuery, tables: Tables, columns: Columns, kinds: ReadonlyMap<string, OrderedPlaces>, free: readonly number[], end: number, texts: TextColumn | undefined) {
    this.graph = graph;
    this.#tables = tables;
    this.#columns = columns;
    this.#kinds = kinds;
    this.#free = free;
    this.#end = end;
    this.#texts = texts;
  }

  static *of(graph: CatalogQuery): Steps<FilterIndex> {
    const empty = { size: 0, get: () => undefined, kinds: () => [], byKind: () => [], all: () => [], relations: () => [] };
    const none = new FilterIndex(empty, forParts(() => new ValueTable()), forParts(() => new Uint32Array(0)), new Map(), [], 0, undefined);
    return yield* none.with(graph);
  }

  /** The index of another graph. Lists of a kind that are the same are not looked at, of others what is the same is passed over. */
  *with(graph: CatalogQuery): Steps<FilterIndex> {
    if (graph === this.graph) {
      return this;
    }
    const free = [...this.#free];
    let end = this.#end;
    const gone: number[] = [];
    const fresh: { readonly place: number; readonly known: CatalogEntity }[] = [];
    const kinds = new Map<string, OrderedPlaces>();
    const keys = graph.kinds().map((kind) => kind.toLowerCase());
    const take = (known: CatalogEntity): number => {
      // What takes the place of something that has changed leaves most columns as they are.
      const place = gone.pop() ?? free.pop() ?? end++;
      fresh.push({ place, known });
      return place;
    };
    for (const [key, before] of this.#kinds) {
      if (!keys.includes(key)) {
        gone.push(...before.places);
      }
    }
    for (const key of keys) {
      const before = this.#kinds.get(key) ?? NO_PLACES;
      const list = graph.byKind(key);
      kinds.set(key, list === before.list ? before : followPlaces(before, list, gone, take));
      yield;
    }
    const columns = new ColumnWriter(this.#columns, end);
    const texts = this.#texts && new Map<number, string>();
    for (const place of gone) {
      VALUE_PARTS.forEach((part) => columns.set(part, place, NOTHING));
      texts?.set(place, '');
    }
    for (const [index, { place, known }] of fresh.entries()) {
      fill(columns, this.#tables, place, known);
      texts?.set(place, searchedText(known));
      if (index % STRETCH === 0) {
        yield;
      }
    }
    return new FilterIndex(graph, this.#tables, columns.written, kinds, [...free, ...gone], end, this.#texts && texts && (yield* this.#texts.with(texts)));
  }

  /** The same, ready for filters with words. */
  *withTexts(): Steps<FilterIndex> {
    if (this.#texts) {
      return this;
    }
    const texts = new Map<number, string>();
    for (const { list, places } of this.#kinds.values()) {
      for (const [index, known] of list.entries()) {
        texts.set(places[index] ?? 0, searchedText(known));
        if (index % STRETCH === 0) {
          yield;
        }
      }
    }
    return new FilterIndex(this.graph, this.#tables, this.#columns, this.#kinds, this.#free, this.#end, yield* TextColumn.empty.with(texts));
  }

  /** What passes. A filter with words can only be asked of an index `withTexts`. */
  select(filter: CatalogFilter, { mine, starred }: FilterContext): FilterSelection {
    const passes = filter.starred ? this.#at(starred) : new Uint8Array(this.#end).fill(1);
    const narrow = (part: ValuePart, fits: (values: readonly string[]) => boolean): void => {
      keep(passes, this.#columns[part], this.#tables[part].mask(fits));
    };
    // Also where no kind is asked for: places that nothing has any more have none.
    narrow('kinds', ([kind = '']) => filter.kinds.length === 0 || filter.kinds.includes(kind));
    for (const part of ['types', 'lifecycles', 'owners'] as const) {
      if (filter[part].length > 0) {
        narrow(part, ([value = '']) => filter[part].includes(value));
      }
    }
    if (filter.tags.length > 0) {
      narrow('tags', (tags) => filter.tags.every((tag) => tags.includes(tag)));
    }
    if (filter.owned) {
      narrow('owners', ([owner = '']) => mine.includes(owner));
    }
    toWords(filter.text).forEach((word) => this.#keepWord(passes, word));
    return new FilterSelection(this.graph, this.#kinds, passes);
  }

  /** How many of what is selected have each value of a part, and how the first of them writes it. */
  count(selection: FilterSelection, part: ValuePart): ReadonlyMap<string, { readonly label: string; readonly count: number }> {
    const table = this.#tables[part];
    const counts = new Uint32Array(table.size);
    const first: (CatalogEntity | undefined)[] = [];
    const order: number[] = [];
    selection.forEachPlace((place, known) => {
      const number = this.#columns[part][place] ?? NOTHING;
      const count = counts[number] ?? 0;
      if (count === 0) {
        first[number] = known;
        order.push(number);
      }
      counts[number] = count + 1;
    });
    const found = new Map<string, { label: string; count: number }>();
    for (const number of order) {
      for (const value of table.valueOf(number) ?? []) {
        const entry = found.get(value);
        if (entry) {
          entry.count += counts[number] ?? 0;
        } else {
          found.set(value, { label: writtenIn(first[number], part, value), count: counts[number] ?? 0 });
        }
      }
    }
    return found;
  }

  #at(refs: Iterable<string>): Uint8Array {
    const at = new Uint8Array(this.#end);
    for (const ref of refs) {
      const known = this.graph.get(ref);
      const { list, places } = this.#kinds.get(kindOfRef(ref)) ?? NO_PLACES;
      const place = known && places[placeIn(list, known)];
      if (place !== undefined) {
        at[place] = 1;
      }
    }
    return at;
  }

  /** A whole tag answers to a word, too. */
  #keepWord(passes: Uint8Array, word: string): void {
    if (!this.#texts) {
      throw new Error('The index was not made ready for words.');
    }
    const hits = new Uint8Array(this.#end).fill(1);
    keep(hits, this.#columns.tags, this.#tables.tags.mask((tags) => tags.includes(word)));
    this.#texts.mark(word, hits);
    for (let place = 0; place < passes.length; place++) {
      passes[place] = (passes[place] ?? 0) & (hits[place] ?? 0);
    }
  }
}

function fill(columns: ColumnWriter, tables: Tables, place: number, known: CatalogEntity): void {
  for (const part of VALUE_PARTS) {
    const values = valuesOf(known, part);
    // Tags that go together are one value of the table: there are far fewer of them than entities.
    const unique = values.length > 1 ? [...new Set(values)] : values;
    columns.set(part, place, unique.length === 0 ? NOTHING : tables[part].numberOf(part === 'tags' ? JSON.stringify(unique) : (unique[0] ?? ''), unique));
  }
}

/** Leaves those whose value is in the mask. */
function keep(passes: Uint8Array, column: Uint32Array, mask: Uint8Array): void {
  for (let place = 0; place < passes.length; place++) {
    passes[place] = (passes[place] ?? 0) & (mask[column[place] ?? NOTHING] ?? 0);
  }
}

function writtenIn(known: CatalogEntity | undefined, part: ValuePart, value: string): string {
  const { type, lifecycle, tags = [] } = known?.facets ?? {};
  const written = part === 'types' ? [type] : part === 'lifecycles' ? [lifecycle] : part === 'tags' ? tags : [];
  return written.find((each) => each?.toLowerCase() === value) ?? value;
}
