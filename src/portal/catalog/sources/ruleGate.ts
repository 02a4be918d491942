import type { CatalogShard } from '../catalogRecord';
import type { LocationRef } from '../locations/locationRef';
import { stringifyLocationRef } from '../locations/locationRef';
import type { DocumentProblem } from '../problem';
import { toNotAllowedMessage } from '../rules/catalogRules';
import type { RulesInForce } from './catalogSource';

const CODE = 'rules/not-allowed';

/**
 * Lets a file in, or keeps it out as a whole where one of its entities is of a kind that the rules do not allow. Only what can
 * be an entity is judged: what is broken says so already. Source: see `CatalogRules`.
 * @param origin what was registered; the file itself where left out
 */
export function admitShard(shard: CatalogShard, inForce: RulesInForce | undefined, origin?: LocationRef): CatalogShard {
  if (!inForce) {
    return shard;
  }
  const from = origin ?? originOf(shard);
  const foreign = shard.records.filter(({ entity }) => !inForce.rules.isAllowed(entity, from));
  if (foreign.length === 0) {
    return shard;
  }
  const place = stringifyLocationRef(originOf(shard));
  const others = shard.records.length - foreign.length;
  const rest = others > 0 ? ` Nothing of this file comes into the catalog, its ${others} other ${others === 1 ? 'entity' : 'entities'} neither.` : '';
  const problems = foreign.map(({ ref, origin: { position } }): DocumentProblem => ({
    code: CODE,
    severity: 'error',
    message: `${toNotAllowedMessage(ref, place, stringifyLocationRef(from))}.${rest} catalog.rules of the app-config decide.`,
    range: { start: position, end: position },
    ref,
  }));
  return { ...shard, records: [], follows: [], problems: [...shard.problems, ...problems] };
}

/** Whether a file was kept out by the rules. */
export function isKeptOut({ problems }: CatalogShard): boolean {
  return problems.some(({ code }) => code === CODE);
}

function originOf({ uri, records }: CatalogShard): LocationRef {
  const location = records[0]?.origin.location;
  return location === undefined ? { type: 'file', target: uri } : { type: 'url', target: location.replace(/^url:/, '') };
}
