import type { CatalogEntity } from '../entity';
import { parseEntityRef, stringifyEntityRef } from '../entityRef';
import type { CatalogQuery } from '../query';
import { readDeprecation } from '../related/deprecation';
import type { Deprecation, FactValue } from './entityPage';
import { isWebAddress } from './pageLinks';
import { isDeprecated, toRelated, type EntityLooks } from './relatedEntity';

/** What is said of an entity's end; nothing of one that is neither deprecated nor has one. */
export function toDeprecation(known: CatalogEntity, graph: CatalogQuery, looks: EntityLooks): Deprecation | undefined {
  const { endOfLife, replacement } = readDeprecation(known);
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
