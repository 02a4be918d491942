import type { CatalogEntity } from '../entity';
import { NONE, type Grouping } from './grouping';
import { kindOfRef } from './kindOrder';

/** The keys of the groups in which an entity stands. Only a tag can put it into several. */
export function placeEntity(known: CatalogEntity, grouping: Exclude<Grouping, 'system'>): readonly string[] {
  const { facets, origin, ref } = known;
  switch (grouping) {
    case 'kind':
      return [kindOfRef(ref)];
    case 'owner':
      return [facets.owner ?? NONE];
    case 'lifecycle':
      return [facets.lifecycle?.toLowerCase() ?? NONE];
    case 'type':
      return [facets.type === undefined ? NONE : `${kindOfRef(ref)}/${facets.type.toLowerCase()}`];
    case 'tag':
      return facets.tags.length === 0 ? [NONE] : [...new Set(facets.tags.map((tag) => tag.toLowerCase()))];
    case 'source':
      return [origin.source];
  }
}
