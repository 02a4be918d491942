import { ownRelations, type OwnRelation } from '../catalog/relations';
import type { BackstageEntity } from './backstageEntity';

/**
 * Backstage stitches relations at both ends: what a component says of its owner stands at the owner, too. The graph keeps a
 * relation at the end that says so and derives the other, so that nothing of an entity is left where another source defines it.
 *
 * @returns of what the entity's own fields say, what Backstage has made of it
 */
export function saidRelations({ entity, relations }: Pick<BackstageEntity, 'entity' | 'relations'>): readonly OwnRelation[] {
  const given = new Set(relations.map(keyOf));
  return ownRelations(entity).filter((relation) => given.has(keyOf(relation)));
}

/**
 * The relations of an entity as the graph keeps them: what it says, and what no field says at either end, as where a processor of
 * the organization's own made it. That stands at both ends already.
 * @param said see `saidRelations`
 * @param saidBy the same of another entity of this Backstage
 */
export function keptRelations({ ref, relations }: Pick<BackstageEntity, 'ref' | 'relations'>, said: readonly OwnRelation[], saidBy: (ref: string) => readonly OwnRelation[]): readonly OwnRelation[] {
  const own = new Set(said.map(keyOf));
  const others = relations.filter((relation) => !own.has(keyOf(relation)) && !saidBy(relation.targetRef).some(({ inverse, targetRef }) => inverse === relation.type && targetRef === ref));
  return [...said, ...others.map(({ type, targetRef }) => ({ type, inverse: '', targetRef }))];
}

function keyOf({ type, targetRef }: { readonly type: string; readonly targetRef: string }): string {
  return `${type} ${targetRef}`;
}
