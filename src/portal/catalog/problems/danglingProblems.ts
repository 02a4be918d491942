import type { CatalogEntity, Relation } from '../entity';
import type { CatalogProblem } from './catalogProblem';
import { adviceFor } from './classifyProblem';

/** The fields that make a relation, for people. */
const FIELDS: Readonly<Record<string, string>> = {
  ownedBy: 'spec.owner',
  partOf: 'spec.system, domain or subcomponentOf',
  providesApi: 'spec.providesApis',
  consumesApi: 'spec.consumesApis',
  dependsOn: 'spec.dependsOn',
  dependencyOf: 'spec.dependencyOf',
  childOf: 'spec.parent',
  parentOf: 'spec.children',
  memberOf: 'spec.memberOf',
  hasMember: 'spec.members',
};

/** One problem for each relation whose other end is not in the catalog. @param missing its own relations that lead nowhere */
export function toDanglingProblems({ ref, facets, origin }: CatalogEntity, missing: readonly Pick<Relation, 'type' | 'targetRef'>[]): readonly CatalogProblem[] {
  return missing.map(({ type, targetRef }) => ({
    id: `${ref}#${type}>${targetRef}`,
    class: 'dangling',
    code: 'reference/dangling',
    severity: 'warning',
    message: `${ref} names ${targetRef} in ${FIELDS[type] ?? `a field that makes ${type}`}, which is not in the catalog.`,
    advice: adviceFor('dangling'),
    ref,
    ...(facets.owner !== undefined && { owner: facets.owner }),
    source: origin.source,
    uri: origin.uri,
    range: { start: origin.position, end: origin.position },
    target: targetRef,
    related: [],
  }));
}
