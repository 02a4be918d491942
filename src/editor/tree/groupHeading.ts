import { NO_DOMAIN, NO_SYSTEM, NONE, type Grouping } from '../../portal/catalog/grouping/grouping';
import { compareKinds, kindOfRef, nameOfRef } from '../../portal/catalog/grouping/kindOrder';
import { parseEntityRef, shortenEntityRef } from '../../portal/catalog/entityRef';
import type { CatalogQuery } from '../../portal/catalog/query';
import { kindHeading, kindIcon } from './entityAppearance';

/** What users call the sources, by the key under which entities are grouped. */
export type SourceLabels = (key: string) => SourceLabel | undefined;

export interface SourceLabel {
  readonly label: string;
  /** A few words beside it: the host, the path. */
  readonly hint?: string;
  /** Id of a codicon. */
  readonly icon: string;
}

const NOTHING: Readonly<Record<Grouping, string>> = {
  kind: 'No Kind',
  owner: 'No Owner',
  system: 'No System',
  lifecycle: 'No Lifecycle',
  type: 'No Type',
  tag: 'No Tags',
  source: 'No Source',
};

/** From what is lived with to what goes. */
const LIFECYCLES = ['production', 'experimental', 'deprecated'];

/** What a group is called. @param key as the arrangement has it */
export function groupLabel(grouping: Grouping, key: string, graph: CatalogQuery, sources: SourceLabels): string {
  if (key === NONE) {
    return NOTHING[grouping];
  }
  switch (grouping) {
    case 'kind':
      return kindHeading(writtenKind(key, graph));
    case 'owner':
      return ownerLabel(key, graph);
    case 'system':
      return key === NO_DOMAIN ? 'No Domain' : key === NO_SYSTEM ? 'No System' : kindHeading(writtenKind(key.replace('#kind:', ''), graph));
    case 'type':
      return key.slice(key.indexOf('/') + 1);
    case 'source':
      return sources(key)?.label ?? key;
    case 'lifecycle':
    case 'tag':
      return key;
  }
}

/** What stands beside the label, before the number. */
export function groupHint(grouping: Grouping, key: string, graph: CatalogQuery, sources: SourceLabels): string | undefined {
  if (key === NONE) {
    return undefined;
  }
  switch (grouping) {
    case 'owner':
      return graph.get(key) ? undefined : 'not in the catalog';
    case 'type':
      return writtenKind(key.slice(0, key.indexOf('/')), graph);
    case 'source':
      return sources(key)?.hint;
    default:
      return undefined;
  }
}

/** Id of a codicon. @param iconOf the icon of an entity of that kind and type */
export function groupIcon(grouping: Grouping, key: string, graph: CatalogQuery, sources: SourceLabels, iconOf: (kind: string, type: string) => string): string {
  if (key === NONE) {
    return 'circle-slash';
  }
  switch (grouping) {
    case 'kind':
      return kindIcon(key);
    case 'owner':
      return graph.get(key) ? kindIcon(kindOfRef(key)) : 'question';
    case 'system':
      return key === NO_DOMAIN || key === NO_SYSTEM ? 'circle-slash' : kindIcon(key.replace('#kind:', ''));
    case 'lifecycle':
      return key === 'production' ? 'pass' : key === 'experimental' ? 'beaker' : key === 'deprecated' ? 'archive' : 'circle-large-outline';
    case 'type':
      return iconOf(key.slice(0, key.indexOf('/')), key.slice(key.indexOf('/') + 1));
    case 'tag':
      return 'tag';
    case 'source':
      return sources(key)?.icon ?? 'repo';
  }
}

/** The order of groups before that of their names. */
export function compareHeadings(grouping: Grouping, a: string, b: string): number {
  switch (grouping) {
    case 'kind':
      return compareKinds(a, b);
    case 'type':
      return compareKinds(a.slice(0, a.indexOf('/')), b.slice(0, b.indexOf('/')));
    case 'lifecycle':
      return placeOf(a) - placeOf(b);
    default:
      return 0;
  }
}

function placeOf(lifecycle: string): number {
  const place = LIFECYCLES.indexOf(lifecycle);
  return place === -1 ? LIFECYCLES.length : place;
}

/** `Payments Team`, `team-payments`; a user among the groups is told from them: `user:ada`. */
function ownerLabel(ref: string, graph: CatalogQuery): string {
  const title = graph.get(ref)?.facets.title;
  const parsed = parseEntityRef(ref);
  return title ?? (parsed ? shortenEntityRef(parsed, { kind: 'group' }) : nameOfRef(ref));
}

function writtenKind(kind: string, graph: CatalogQuery): string {
  return graph.kinds().find((each) => each.toLowerCase() === kind) ?? kind;
}
