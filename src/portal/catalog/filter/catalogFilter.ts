import type { CatalogEntity } from '../entity';
import { kindOfRef } from '../grouping/kindOrder';
import { matchesWords, toWords } from './textMatch';

/** What of the catalog is to be shown. Of several values one must fit, of tags all; the parts are combined. */
export interface CatalogFilter {
  /** In lower case, as all values here. */
  readonly kinds: readonly string[];
  readonly types: readonly string[];
  readonly lifecycles: readonly string[];
  /** Full refs. */
  readonly owners: readonly string[];
  readonly tags: readonly string[];
  readonly text: string;
  /** Only what the user or one of their groups owns. */
  readonly owned: boolean;
  readonly starred: boolean;
}

export const NO_FILTER: CatalogFilter = { kinds: [], types: [], lifecycles: [], owners: [], tags: [], text: '', owned: false, starred: false };

/** The parts of a filter that hold values to choose from. */
export const VALUE_PARTS = ['kinds', 'types', 'lifecycles', 'owners', 'tags'] as const;
export type ValuePart = (typeof VALUE_PARTS)[number];

/** What a filter must know beside the catalog. */
export interface FilterContext {
  /** The signed-in user and their groups, as full refs in lower case. */
  readonly mine: readonly string[];
  readonly starred: ReadonlySet<string>;
}

export function isFiltering(filter: CatalogFilter): boolean {
  return filter.owned || filter.starred || filter.text.trim() !== '' || VALUE_PARTS.some((part) => filter[part].length > 0);
}

/** Values of an entity that a part of the filter is compared with. */
export function valuesOf(known: CatalogEntity, part: ValuePart): readonly string[] {
  const { facets, ref } = known;
  switch (part) {
    case 'kinds':
      return [kindOfRef(ref)];
    case 'types':
      return facets.type === undefined ? [] : [facets.type.toLowerCase()];
    case 'lifecycles':
      return facets.lifecycle === undefined ? [] : [facets.lifecycle.toLowerCase()];
    case 'owners':
      return facets.owner === undefined ? [] : [facets.owner];
    case 'tags':
      return facets.tags.map((tag) => tag.toLowerCase());
  }
}

/** Whether an entity passes. Source: the entity filters of @backstage/plugin-catalog-react. */
export function createMatcher(filter: CatalogFilter, { mine, starred }: FilterContext): (known: CatalogEntity) => boolean {
  const words = toWords(filter.text);
  const tests: ((known: CatalogEntity) => boolean)[] = [];
  if (filter.starred) {
    tests.push(({ ref }) => starred.has(ref));
  }
  if (filter.owned) {
    const owners = new Set(mine);
    tests.push(({ facets }) => facets.owner !== undefined && owners.has(facets.owner));
  }
  for (const part of VALUE_PARTS) {
    if (filter[part].length > 0) {
      tests.push(createTest(part, filter[part]));
    }
  }
  if (words.length > 0) {
    tests.push((known) => matchesWords(known, words));
  }
  return (known) => tests.every((test) => test(known));
}

/** Asked of a hundred thousand entities at a time, so that it makes no lists of `valuesOf`, and says the same. */
function createTest(part: ValuePart, values: readonly string[]): (known: CatalogEntity) => boolean {
  const wanted = new Set(values);
  switch (part) {
    case 'kinds':
      return ({ ref }) => values.some((kind) => ref.startsWith(kind) && ref.charAt(kind.length) === ':');
    case 'types':
      return ({ facets: { type } }) => type !== undefined && wanted.has(type.toLowerCase());
    case 'lifecycles':
      return ({ facets: { lifecycle } }) => lifecycle !== undefined && wanted.has(lifecycle.toLowerCase());
    case 'owners':
      return ({ facets: { owner } }) => owner !== undefined && wanted.has(owner);
    case 'tags':
      return ({ facets: { tags } }) => values.every((wantedTag) => tags.some((tag) => tag.toLowerCase() === wantedTag));
  }
}

/** What was remembered of a filter, whoever wrote it: what is not understood is left out. */
export function readFilter(value: unknown): CatalogFilter {
  if (typeof value !== 'object' || value === null) {
    return NO_FILTER;
  }
  const given = new Map<string, unknown>(Object.entries(value));
  const list = (part: ValuePart): readonly string[] => {
    const values = given.get(part);
    return Array.isArray(values) ? values.flatMap((each: unknown) => (typeof each === 'string' ? [each.toLowerCase()] : [])) : [];
  };
  const text = given.get('text');
  return {
    kinds: list('kinds'),
    types: list('types'),
    lifecycles: list('lifecycles'),
    owners: list('owners'),
    tags: list('tags'),
    text: typeof text === 'string' ? text : '',
    owned: given.get('owned') === true,
    starred: given.get('starred') === true,
  };
}
