import { isWithin } from '../../base/uri';
import { repositoryKey } from '../catalogRecord';
import type { CatalogEntity, Entity } from '../entity';
import { isPattern } from '../locationTargets';
import { toPatternTest } from '../locations/targetPattern';
import type { CatalogQuery } from '../query';

/** Locations above one another; more is a circle that changes its names. */
const MOST_LEVELS = 20;

/** The Locations of the same repository or folder that lead to an entity's file, the outermost first. */
export function locationsAbove(known: CatalogEntity, graph: CatalogQuery): readonly CatalogEntity[] {
  const near = graph.byKind('Location').filter((location) => isNear(location, known));
  const found: CatalogEntity[] = [];
  let address = addressOf(known);
  while (found.length < MOST_LEVELS) {
    const target = address;
    const next = near.find((location) => addressOf(location) !== target && !found.includes(location) && pointsTo(location, target));
    if (!next) {
      break;
    }
    found.unshift(next);
    address = addressOf(next);
  }
  return found;
}

/** Where the file of an entity lies, as Locations name it: on the web where that is known. */
function addressOf({ origin }: CatalogEntity): string {
  return origin.location?.replace(/^url:/, '') ?? origin.uri;
}

/** Other repositories' Locations are asked nothing: an organization has thousands. */
function isNear(location: CatalogEntity, known: CatalogEntity): boolean {
  const [own, other] = [known.origin.repository, location.origin.repository];
  return own || other ? own !== undefined && other !== undefined && repositoryKey(own) === repositoryKey(other) : isWithin(known.origin.uri, folderOf(location.origin.uri));
}

function pointsTo(location: CatalogEntity, address: string): boolean {
  const base = addressOf(location);
  return targetsOf(location.entity).some((target) => {
    if (!isPattern(target)) {
      return URL.canParse(target, base) && new URL(target, base).href === address;
    }
    // Joined by hand, as an address would escape the marks of a pattern.
    const pattern = URL.canParse(target) ? target : join(folderOf(base), target);
    return toPatternTest(pattern)(address);
  });
}

function join(folder: string, target: string): string {
  const [, origin = '', path = ''] = /^([^/]*\/\/[^/]*\/|[^/]*\/)(.*)$/.exec(folder) ?? [];
  const segments = target.startsWith('/') ? [] : path.split('/').filter(Boolean);
  for (const segment of target.split('/')) {
    if (segment === '..') {
      segments.pop();
    } else if (segment !== '' && segment !== '.') {
      segments.push(segment);
    }
  }
  return origin + segments.join('/');
}

function targetsOf({ spec }: Entity): readonly string[] {
  const targets = spec?.['targets'];
  return [spec?.['target'], ...(Array.isArray(targets) ? targets : [])].filter((target) => typeof target === 'string');
}

function folderOf(address: string): string {
  return address.slice(0, address.lastIndexOf('/') + 1);
}
