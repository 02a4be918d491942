import type { RelationPair } from '../model/modelSettings';
import type { RelationField } from '../model/relationModel';

const OWNED = ['API', 'Component', 'Domain', 'Group', 'Location', 'Resource', 'System', 'User'];
const pair = (fromKind: readonly string[], toKind: readonly string[], forward: string, reverse: string): RelationPair => ({ fromKind, toKind, forward: { type: forward }, reverse: { type: reverse } });

/** Which kinds a relation may lie between for its other end to see it. Source: the well-known relations of @backstage/catalog-model/alpha. */
export const WELL_KNOWN_PAIRS: readonly RelationPair[] = [
  pair(OWNED, ['Group', 'User'], 'ownedBy', 'ownerOf'),
  pair(['Component'], ['API'], 'providesApi', 'apiProvidedBy'),
  pair(['Component'], ['API'], 'consumesApi', 'apiConsumedBy'),
  pair(['Component', 'Resource'], ['Component', 'Resource'], 'dependsOn', 'dependencyOf'),
  pair(['Group'], ['Group'], 'parentOf', 'childOf'),
  pair(['User'], ['Group'], 'memberOf', 'hasMember'),
  pair(['Component', 'API', 'Resource'], ['Component', 'System'], 'partOf', 'hasPart'),
  pair(['System', 'Domain'], ['Domain'], 'partOf', 'hasPart'),
];

/** What the AI layers add. */
export const AI_PAIRS: readonly RelationPair[] = [
  pair(['AiResource'], ['Group', 'User'], 'ownedBy', 'ownerOf'),
  pair(['AiResource'], ['System'], 'partOf', 'hasPart'),
  pair(['AiResource'], ['AiResource'], 'dependsOn', 'dependencyOf'),
  pair(['AiResource'], ['AiResource'], 'hasPart', 'partOf'),
];

/** Looks up the reverse of a relation, both directions of each pair, by relation and the two kinds; case does not matter in kinds. */
export function createInverses(pairs: readonly RelationPair[]): (relation: string, fromKind: string, toKind: string) => string | undefined {
  // The first pair that declares a relation says what its reverse is called; later ones only add kinds, as in Backstage.
  const reverses = new Map<string, string>();
  const kinds = new Set<string>();
  const add = (relation: string, reverse: string, from: string, to: string): void => {
    reverses.set(relation, reverses.get(relation) ?? reverse);
    kinds.add(`${relation} ${from} ${to}`.toLowerCase());
  };
  for (const { fromKind, toKind, forward, reverse } of pairs) {
    for (const from of [fromKind].flat()) {
      for (const to of [toKind].flat()) {
        add(forward.type, reverse.type, from, to);
        add(reverse.type, forward.type, to, from);
      }
    }
  }
  return (relation, fromKind, toKind) => (kinds.has(`${relation} ${fromKind} ${toKind}`.toLowerCase()) ? reverses.get(relation) : undefined);
}

/** Kinds that the fields of the newer model are narrowed to; the built-in processor takes any. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  'spec.owner': ['Group', 'User'],
  'spec.parent': ['Group'],
  'spec.children': ['Group'],
  'spec.members': ['User'],
  'spec.memberOf': ['Group'],
};

/** A field as the newer model has it: refs to kinds that it does not allow are dropped without a word. */
export function toModelField(kind: string, field: RelationField): RelationField {
  const allowedKinds = kind === 'AiResource' && field.path !== 'spec.owner' && field.defaultKind !== undefined ? [field.defaultKind] : ALLOWED[field.path];
  return allowedKinds ? { ...field, allowedKinds } : field;
}
