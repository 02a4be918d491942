import type { CatalogFilter, FilterContext, ValuePart } from './catalogFilter';
import type { FilterIndex } from './filterIndex';

/** A value that a part of the filter can have. */
export interface FilterChoice {
  /** In lower case. */
  readonly value: string;
  /** As the first entity writes it. */
  readonly label: string;
  /** How many entities would be shown with it, the other parts of the filter being what they are. */
  readonly count: number;
  readonly chosen: boolean;
}

/** What can be chosen for a part, the most frequent first. What is chosen stays on offer, also where nothing has it any more. */
export function filterChoices(index: FilterIndex, filter: CatalogFilter, part: ValuePart, context: FilterContext): readonly FilterChoice[] {
  // Tags narrow each other down; of the others, one more value means more.
  const others: CatalogFilter = part === 'tags' ? filter : { ...filter, [part]: [] };
  const found = index.count(index.select(others, context), part);
  const missing = filter[part].filter((value) => !found.has(value)).map((value) => [value, { label: value, count: 0 }] as const);
  return [...found, ...missing]
    .map(([value, { label, count }]) => ({ value, label, count, chosen: filter[part].includes(value) }))
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
}
