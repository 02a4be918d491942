import type { CatalogService } from '../../portal/catalog/catalogService';
import type { CatalogEntity } from '../../portal/catalog/entity';

/** The entity a command is about: given as a ref, or as the node of the tree it was started on. */
export function toEntity(catalog: Pick<CatalogService, 'graph'>, argument: unknown): CatalogEntity | undefined {
  const ref = typeof argument === 'string' ? argument : refOfNode(argument);
  return ref === undefined ? undefined : catalog.graph.get(ref.toLowerCase());
}

/** A node's id says where it stands in the tree; its ref, which entity it is. */
function refOfNode(argument: unknown): string | undefined {
  return typeof argument === 'object' && argument !== null && 'ref' in argument && typeof argument.ref === 'string'
    ? argument.ref
    : undefined;
}
