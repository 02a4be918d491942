import type { CatalogEntity, Entity } from '../entity';
import { parseEntityRef, stringifyEntityRef } from '../entityRef';
import type { CatalogQuery } from '../query';
import type { Deprecation, FactValue } from './entityPage';
import { isWebAddress } from './pageLinks';
import { isDeprecated, toRelated, toText, type EntityLooks } from './relatedEntity';

/**
 * Backstage gives no names to these two; teams write them as annotations or labels of their own, such as
 * `acme.com/end-of-life: 2027-06-30` and `acme.com/replaced-by: component:new-cart`.
 */
const END_OF_LIFE = /^(end-of-life|eol|eol-date|sunset|sunset-date|sunset-on|deprecated-until|deprecation-date|retirement-date|decommission-date)$/;
const REPLACEMENT = /^(replacement|replaced-by|superseded-by|successor|migrate-to|use-instead)$/;

/** What is said of an entity's end; nothing of one that is neither deprecated nor has one. */
export function toDeprecation(known: CatalogEntity, graph: CatalogQuery, looks: EntityLooks): Deprecation | undefined {
  const endOfLife = valueOf(known.entity, END_OF_LIFE);
  const replacement = valueOf(known.entity, REPLACEMENT);
  return isDeprecated(known) || endOfLife !== undefined
    ? { endOfLife, replacement: replacement === undefined ? undefined : toReplacement(replacement, known, graph, looks) }
    : undefined;
}

function toReplacement(text: string, { entity }: CatalogEntity, graph: CatalogQuery, looks: EntityLooks): FactValue {
  if (isWebAddress(text)) {
    return { type: 'link', url: text, text };
  }
  const parsed = parseEntityRef(text, { kind: entity.kind, ...(entity.metadata.namespace !== undefined && { namespace: entity.metadata.namespace }) });
  const ref = parsed && stringifyEntityRef(parsed);
  // A label's value cannot hold a ref with a colon, so a bare name stands for an entity of the same kind; words that name none stay words.
  return ref !== undefined && graph.get(ref) ? { type: 'entity', entity: toRelated(ref, graph, looks) } : { type: 'text', text };
}

function valueOf({ metadata }: Entity, name: RegExp): string | undefined {
  for (const values of [metadata.annotations, metadata.labels]) {
    for (const [key, value] of Object.entries(values ?? {})) {
      const text = toText(value);
      if (text !== undefined && name.test(key.slice(key.lastIndexOf('/') + 1).toLowerCase())) {
        return text;
      }
    }
  }
  return undefined;
}
