import type { CatalogService } from '../../portal/catalog/catalogService';
import type { CatalogEntity } from '../../portal/catalog/entity';

/** The entity a command is about: given as a ref, or as the node of the tree it was started on. */
export function toEntity(catalog: Pick<CatalogService, 'graph'>, argument: unknown): CatalogEntity | undefined {
  const ref = typeof argument === 'string' ? argument : idOfNode(argument);
  return ref === undefined ? undefined : catalog.graph.get(ref.toLowerCase());
}

function idOfNode(argument: unknown): string | undefined {
  return typeof argument === 'object' && argument !== null && 'id' in argument && typeof argument.id === 'string'
    ? argument.id
    : undefined;
}
