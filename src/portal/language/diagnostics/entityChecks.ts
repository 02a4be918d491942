import type { KindSchemas } from '../kindSchemas';
import type { CatalogCheck } from './checks/catalogCheck';
import { checkCycles } from './checks/cycles';
import { createDeprecatedTargetCheck } from './checks/deprecatedTargets';
import { checkDuplicates } from './checks/duplicates';
import { createReferenceCheck, createRefsOf } from './checks/references';
import { checkRules } from './checks/rules';

/** What is looked for in an entity with a catalog at hand. */
export function createEntityChecks(schemas: KindSchemas): readonly CatalogCheck[] {
  const refsOf = createRefsOf(schemas);
  return [createReferenceCheck(refsOf), createDeprecatedTargetCheck(refsOf), checkCycles, checkDuplicates, checkRules];
}
