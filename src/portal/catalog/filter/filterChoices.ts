import type { CatalogQuery } from '../query';
import { createMatcher, valuesOf, type CatalogFilter, type FilterContext, type ValuePart } from './catalogFilter';

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
export function filterChoices(graph: CatalogQuery, filter: CatalogFilter, part: ValuePart, context: FilterContext): readonly FilterChoice[] {
  // Tags narrow each other down; of the others, one more value means more.
  const others: CatalogFilter = part === 'tags' ? filter : { ...filter, [part]: [] };
  const passes = createMatcher(others, context);
  const found = new Map<string, { label: string; count: number }>();
  for (const known of graph.all()) {
    if (!passes(known)) {
      continue;
    }
    const written = writtenOf(known.facets, part);
    valuesOf(known, part).forEach((value, index) => {
      const entry = found.get(value);
      if (entry) {
        entry.count++;
      } else {
        found.set(value, { label: written[index] ?? value, count: 1 });
      }
    });
  }
  for (const value of filter[part]) {
    if (!found.has(value)) {
      found.set(value, { label: value, count: 0 });
    }
  }
  return [...found]
    .map(([value, { label, count }]) => ({ value, label, count, chosen: filter[part].includes(value) }))
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
}

function writtenOf(facets: { readonly type?: string; readonly lifecycle?: string; readonly tags: readonly string[] }, part: ValuePart): readonly (string | undefined)[] {
  switch (part) {
    case 'types':
      return [facets.type];
    case 'lifecycles':
      return [facets.lifecycle];
    case 'tags':
      return facets.tags;
    default:
      return [];
  }
}
