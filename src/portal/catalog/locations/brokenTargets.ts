import type { CatalogShard } from '../catalogRecord';
import type { LocationTarget } from '../locationTargets';
import { refusalOf, toBrokenProblem, withoutLocations } from './failLocation';
import type { PlacedLocation } from './locationsIn';

/** A Location's target that is there. */
export interface Pointer {
  /** Of the file it stands for. */
  readonly uri: string;
  readonly location: PlacedLocation;
  readonly target: LocationTarget;
}

export interface BrokenTargets {
  /** Files whose Locations fail, without them. */
  readonly updates: readonly CatalogShard[];
  /** Files that no Location that holds points to, and that are none of their own. */
  readonly unreached: readonly string[];
}

/**
 * Finds the Locations that read a file which is kept out as a whole: they fail, and with them all that only they point to.
 * @param pointers by the URI of the file with the Location
 * @param before what each file contributed the last time: a Location that was good then stays, as in Backstage
 * @param isOwn whether a file comes in by itself
 */
export function failBroken(shards: readonly CatalogShard[], pointers: ReadonlyMap<string, readonly Pointer[]>, before: ReadonlyMap<string, CatalogShard>, isOwn: (uri: string) => boolean): BrokenTargets {
  const byUri = new Map(shards.map((shard) => [shard.uri, shard]));
  const updates = new Map<string, CatalogShard>();
  for (const [from, ofFile] of pointers) {
    const shard = byUri.get(from);
    const failures = ofFile.flatMap(({ uri, location, target }) => {
      const refusal = refusalOf(byUri.get(uri) ?? NOTHING);
      return refusal ? [{ ref: location.ref, problem: toBrokenProblem(location, target, refusal.message, `in ${uri}, line ${refusal.range.start.line + 1}`) }] : [];
    });
    if (shard && failures.length > 0) {
      const failed = new Set(failures.map(({ ref }) => ref));
      const follows = [...new Set(ofFile.filter(({ location }) => !failed.has(location.ref)).map(({ uri }) => uri))];
      const told = { ...shard, follows, problems: [...shard.problems, ...failures.map(({ problem }) => problem)] };
      updates.set(from, { ...told, ...withoutLocations(told, failed, before.get(from)) });
    }
  }
  const reached = new Set<string>();
  const reach = (uri: string): void => {
    const shard = updates.get(uri) ?? byUri.get(uri);
    if (shard && !reached.has(uri)) {
      reached.add(uri);
      shard.follows.forEach(reach);
    }
  };
  shards.filter(({ uri }) => isOwn(uri)).forEach(({ uri }) => reach(uri));
  return { updates: [...updates.values()].filter(({ uri }) => reached.has(uri)), unreached: updates.size === 0 ? [] : shards.map(({ uri }) => uri).filter((uri) => !reached.has(uri)) };
}

const NOTHING: Pick<CatalogShard, 'problems'> = { problems: [] };
