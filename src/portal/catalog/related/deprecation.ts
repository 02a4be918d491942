import type { CatalogEntity, Entity } from '../entity';

/** What an entity says of its end. */
export interface WrittenDeprecation {
  /** When it ends, as written: usually a date. */
  readonly endOfLife?: string;
  /** What to use in its place, as written: a ref, an address, or words. */
  readonly replacement?: string;
}

/**
 * Backstage gives no names to these two; teams write them as annotations or labels of their own, such as
 * `acme.com/end-of-life: 2027-06-30` and `acme.com/replaced-by: component:new-cart`. The prefix may be any or none; case, `-`,
 * `_` and `.` make no difference.
 */
const END_OF_LIFE = /^(endoflife|eol|endofsupport|sunset|deprecateduntil|retirement|decommission|removal)(date|on)?$|^deprecationdate$/;
const REPLACEMENT = /^(replacement|replacedby|supersededby|successor|migrateto|useinstead)$/;

/** What annotations, and then labels, say of an entity's end and of what replaces it. */
export function readDeprecation({ entity }: Pick<CatalogEntity, 'entity'>): WrittenDeprecation {
  const endOfLife = valueOf(entity, END_OF_LIFE);
  const replacement = valueOf(entity, REPLACEMENT);
  return { ...(endOfLife !== undefined && { endOfLife }), ...(replacement !== undefined && { replacement }) };
}

function valueOf({ metadata }: Entity, name: RegExp): string | undefined {
  for (const values of [metadata.annotations, metadata.labels]) {
    for (const [key, value] of Object.entries<unknown>(values ?? {})) {
      if (typeof value === 'string' && value.trim() !== '' && name.test(plainName(key))) {
        return value.trim();
      }
    }
  }
  return undefined;
}

/** `acme.com/Sunset-Date` → `sunsetdate` */
function plainName(key: string): string {
  return key.slice(key.lastIndexOf('/') + 1).toLowerCase().replace(/[-_.]/g, '');
}
