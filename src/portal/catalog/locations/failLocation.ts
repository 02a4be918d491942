import type { CatalogShard } from '../catalogRecord';
import type { DocumentProblem } from '../problem';
import type { LocationPlan, LocationTarget } from '../locationTargets';
import type { PlacedLocation } from './locationsIn';

const OTHERS = ' The other targets of this Location are not read either.';

/** Ends a message with what else fails, where a Location has more than one target. */
function alsoFails({ targets, elsewhere }: LocationPlan): string {
  return targets.length + elsewhere.length > 1 ? OTHERS : '';
}

/** A Location asks for a type that may not be registered. Source: `runSpecialLocationStep`. */
export function toTypeProblem({ plan, rangeOf }: PlacedLocation): DocumentProblem | undefined {
  const message = `Registered locations must be of an allowed type ["url"], not "${plan.refusedType}". Leave \`type\` out, or write url.`;
  return plan.refusedType === undefined ? undefined : { code: 'location/type', severity: 'error', message, range: rangeOf(['spec', 'type']) };
}

/** There is no file, or none that matches. Source: UrlReaderProcessor. */
export function toMissingProblem({ plan, rangeOf }: PlacedLocation, { url, written, at }: LocationTarget): DocumentProblem {
  const message = `Unable to read url, no matching files found for ${url}. Correct ${written}, or set \`presence: optional\`.${alsoFails(plan)}`;
  return { code: 'location/not-found', severity: 'error', message, range: rangeOf(at) };
}

/** A target lies where nothing is read from. */
export function toUnreadProblem({ plan, rangeOf }: PlacedLocation, { url, written, at }: Omit<LocationTarget, 'path'>): DocumentProblem {
  const message = `Unable to read url, ${url} was not read: ${written} lies outside of this folder.${alsoFails(plan)}`;
  return { code: 'location/unread', severity: 'error', message, range: rangeOf(at) };
}

/** A target holds a document that keeps its whole file out. @param place where: `in apis/orders.yaml, line 3` */
export function toBrokenProblem({ plan, rangeOf }: PlacedLocation, { at }: LocationTarget, reason: string, place: string): DocumentProblem {
  const message = `${reason} (${place}). Nothing of that file comes into the catalog, and this Location fails with it.${alsoFails(plan)}`;
  return { code: 'location/broken-target', severity: 'error', message, range: rangeOf(at) };
}

/** Why a file that a Location reads makes the Location fail; `undefined` where it does not. */
export function refusalOf({ problems }: Pick<CatalogShard, 'problems'>): DocumentProblem | undefined {
  return problems.find(({ code, severity }) => severity === 'error' && /^(?:yaml|envelope|file|rules)\//.test(code));
}

/**
 * A file with Locations that fail: they, and what they point to, stay out. As in Backstage, what came in before they failed
 * stays as it was.
 * @param failed refs of the Locations that fail
 */
export function withoutLocations(shard: CatalogShard, failed: ReadonlySet<string>, before: CatalogShard | undefined): Pick<CatalogShard, 'records' | 'follows'> {
  const known = new Set(before?.records.map(({ ref }) => ref));
  const lost = [...failed].some((ref) => known.has(ref));
  const records = shard.records.filter(({ ref }) => !failed.has(ref) || known.has(ref));
  return { records, follows: lost ? [...new Set([...shard.follows, ...(before?.follows ?? [])])] : shard.follows };
}
