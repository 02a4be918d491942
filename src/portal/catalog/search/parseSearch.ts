import { foldText } from './foldText';
import { toSearchWord, type SearchWord } from './scoreEntry';

export type SearchFilterName = 'kind' | 'type' | 'owner' | 'tag' | 'lifecycle' | 'system' | 'namespace' | 'is';

/** A filter and what it is for, as the help shows it. */
export const SEARCH_FILTERS: Readonly<Record<SearchFilterName, string>> = {
  kind: 'Components, APIs and so on: kind:api',
  type: 'spec.type: type:service',
  owner: 'A group or user, with or without kind and namespace: owner:team-x',
  tag: 'A tag; several must all be there: tag:java tag:spring',
  lifecycle: 'spec.lifecycle: lifecycle:production',
  system: 'What it is a part of, a system or domain: system:payments',
  namespace: 'The namespace of the entity: namespace:default',
  is: 'is:owned by me or my groups, is:starred, is:deprecated, is:broken',
};

export const SEARCH_STATES = ['owned', 'starred', 'deprecated', 'broken'] as const;
export type SearchState = (typeof SEARCH_STATES)[number];

export interface SearchFilter {
  readonly name: SearchFilterName;
  /** Folded; several, parted by commas, mean any of them. */
  readonly values: readonly string[];
  /** `-tag:legacy`: what must not be. */
  readonly negated: boolean;
}

export interface ParsedSearch {
  readonly filters: readonly SearchFilter[];
  readonly words: readonly SearchWord[];
}

/** Takes a line like `pay kind:api,component owner:"team x" -is:deprecated` apart. A filter without a value is still being typed, and is left out. */
export function parseSearch(line: string): ParsedSearch {
  const filters: SearchFilter[] = [];
  const words: SearchWord[] = [];
  for (const part of line.match(/(?:[^\s"]|"[^"]*"?)+/g) ?? []) {
    const [, minus = '', name = '', value = ''] = /^(-?)(\w+):(.*)$/.exec(part) ?? [];
    const key = name.toLowerCase();
    if (isFilterName(key) && !value.startsWith('/')) {
      const values = foldText(value.replaceAll('"', '')).split(',').filter(Boolean);
      if (values.length > 0) {
        filters.push({ name: key, values, negated: minus !== '' });
      }
    } else {
      const text = foldText(part.replaceAll('"', ''));
      words.push(...(text === '' ? [] : [toSearchWord(text)]));
    }
  }
  return { filters, words };
}

export function isFilterName(name: string): name is SearchFilterName {
  return Object.hasOwn(SEARCH_FILTERS, name);
}
