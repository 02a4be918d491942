import { parseEntityRef, shortenEntityRef } from '../../portal/catalog/entityRef';
import { VALUE_PARTS, type CatalogFilter, type ValuePart } from '../../portal/catalog/filter/catalogFilter';
import type { Grouping } from '../../portal/catalog/grouping/grouping';
import type { CatalogQuery } from '../../portal/catalog/query';
import { kindHeading } from './entityAppearance';

/** Values of a part that are named one by one; more of them are counted. */
const MOST_NAMED = 3;

export const PART_NAMES: Readonly<Record<ValuePart, { readonly one: string; readonly many: string }>> = {
  kinds: { one: 'Kind', many: 'kinds' },
  types: { one: 'Type', many: 'types' },
  lifecycles: { one: 'Lifecycle', many: 'lifecycles' },
  owners: { one: 'Owner', many: 'owners' },
  tags: { one: 'Tag', many: 'tags' },
};

export const GROUPING_NAMES: Readonly<Record<Grouping, string>> = {
  kind: 'Kind',
  owner: 'Owner',
  system: 'Domain and System',
  lifecycle: 'Lifecycle',
  type: 'Type',
  tag: 'Tag',
  source: 'Source',
};

/** A value of a filter as one would say it. */
export function valueLabel(part: ValuePart, value: string, graph: CatalogQuery): string {
  if (part === 'kinds') {
    return kindHeading(graph.kinds().find((kind) => kind.toLowerCase() === value) ?? value);
  }
  const ref = part === 'owners' ? parseEntityRef(value) : undefined;
  return ref ? (graph.get(value)?.facets.title ?? shortenEntityRef(ref, { kind: 'group' })) : value;
}

/** What of a part is chosen: `team-a, team-b`, `5 owners`; `undefined` where nothing is. */
export function partSummary(filter: CatalogFilter, part: ValuePart, graph: CatalogQuery): string | undefined {
  const values = filter[part];
  if (values.length === 0) {
    return undefined;
  }
  // Of tags all must be there, of other values one.
  const between = part === 'tags' ? ' and ' : ', ';
  return values.length > MOST_NAMED ? `${values.length} ${PART_NAMES[part].many}` : values.map((value) => valueLabel(part, value, graph)).join(between);
}

/** The filter in a line: `starred · Components · owner team-a · “pay”`. */
export function filterSummary(filter: CatalogFilter, graph: CatalogQuery): string {
  const parts = VALUE_PARTS.map((part) => {
    const summary = partSummary(filter, part, graph);
    return summary === undefined || part === 'kinds' || filter[part].length > MOST_NAMED ? summary : `${PART_NAMES[part].one.toLowerCase()} ${summary}`;
  });
  return [filter.owned && 'owned by me', filter.starred && 'starred', ...parts, filter.text.trim() !== '' && `“${filter.text.trim()}”`].filter(Boolean).join(' · ');
}
