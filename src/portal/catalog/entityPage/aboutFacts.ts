import type { CatalogEntity, JsonValue } from '../entity';
import { DEFAULT_NAMESPACE } from '../entityRef';
import type { CatalogQuery } from '../query';
import type { AboutFact, FactValue } from './entityPage';
import { isWebAddress } from './pageLinks';
import { profileOf, toRelated, toText, type EntityLooks } from './relatedEntity';

const MOST_TARGETS = 100;

/** What the about card says of an entity, in the order of Backstage's: owner, domain, system, parent, kind, type, lifecycle, targets. */
export function toFacts({ ref, entity, facets }: CatalogEntity, graph: CatalogQuery, looks: EntityLooks): readonly AboutFact[] {
  const relations = graph.relations(ref);
  const entities = (type: string, kind?: string): readonly FactValue[] =>
    relations.filter((relation) => relation.type === type && (kind === undefined || relation.targetRef.startsWith(`${kind}:`))).map(({ targetRef }) => ({ type: 'entity', entity: toRelated(targetRef, graph, looks) }));
  const { metadata, spec } = entity;
  const written = (label: string, field: string, found: readonly FactValue[]): AboutFact => ({ label, values: found.length > 0 ? found : texts(spec?.[field]) });
  const namespace = metadata.namespace ?? DEFAULT_NAMESPACE;
  const known = new Set(['domain', 'system', 'component']);
  const others = relations.filter(({ type, targetRef }) => type === 'partOf' && !known.has(targetRef.slice(0, targetRef.indexOf(':'))));
  const facts: readonly AboutFact[] = [
    // What made no relation is shown as it is written, so that a mistake in it can be seen.
    written('Owner', 'owner', entities('ownedBy')),
    written(entity.kind.toLowerCase() === 'domain' ? 'Parent domain' : 'Domain', entity.kind.toLowerCase() === 'domain' ? 'subdomainOf' : 'domain', entities('partOf', 'domain')),
    written('System', 'system', entities('partOf', 'system')),
    written('Parent component', 'subcomponentOf', entities('partOf', 'component')),
    { label: 'Part of', values: others.map(({ targetRef }) => ({ type: 'entity', entity: toRelated(targetRef, graph, looks) })) },
    written('Parent group', 'parent', entities('childOf')),
    { label: 'Kind', values: texts(entity.kind) },
    { label: 'Type', values: texts(facets.type) },
    { label: 'Lifecycle', values: texts(facets.lifecycle) },
    { label: 'Namespace', values: namespace === DEFAULT_NAMESPACE ? [] : texts(namespace) },
    { label: 'Email', values: texts(profileOf(entity)?.['email']) },
    { label: entity.kind.toLowerCase() === 'location' ? 'Targets' : 'Remotes', values: targetsOf(entity.kind, spec) },
  ];
  return facts.filter(({ values }) => values.length > 0);
}

function targetsOf(kind: string, spec: CatalogEntity['entity']['spec']): readonly FactValue[] {
  if (kind.toLowerCase() === 'location') {
    return [spec?.['target'], ...listOf(spec?.['targets'])].slice(0, MOST_TARGETS).flatMap((target) => toLinks(target));
  }
  // An API of type mcp-server says where it is reached instead of giving a definition.
  return kind.toLowerCase() === 'api' ? listOf(spec?.['remotes']).slice(0, MOST_TARGETS).flatMap((remote) => (isMapping(remote) ? toLinks(remote['url']) : [])) : [];
}

function toLinks(value: JsonValue | undefined): readonly FactValue[] {
  const text = toText(value);
  return text !== undefined && isWebAddress(text) ? [{ type: 'link', url: text, text }] : texts(value);
}

function texts(value: JsonValue | undefined): readonly FactValue[] {
  const text = toText(value);
  return text === undefined ? [] : [{ type: 'text', text }];
}

function listOf(value: JsonValue | undefined): readonly JsonValue[] {
  return Array.isArray(value) ? value : [];
}

function isMapping(value: JsonValue): value is { [key: string]: JsonValue } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
