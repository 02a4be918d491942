/** By what the catalog can be grouped. */
export const GROUPINGS = ['kind', 'owner', 'system', 'lifecycle', 'type', 'tag', 'source'] as const;
export type Grouping = (typeof GROUPINGS)[number];

export function isGrouping(value: unknown): value is Grouping {
  return GROUPINGS.some((grouping) => grouping === value);
}

/** The group of entities that have nothing to be grouped by. */
export const NONE = '#none';
/** Groups of the hierarchy beside its domains: systems without a domain, what has no system, and by kind what never has one. */
export const DOMAINS = '#domains';
export const NO_DOMAIN = '#no-domain';
export const NO_SYSTEM = '#no-system';
export const kindGroup = (kind: string): string => `#kind:${kind}`;
