import { dirName, isWithin, resolveUri } from '../../../base/uri';
import type { Entity } from '../../../catalog/entity';
import type { Positions } from '../../../catalog/checking/positions';
import { isPattern, planLocation } from '../../../catalog/locationTargets';
import { toMissingProblem, toTypeProblem } from '../../../catalog/locations/failLocation';
import { pathBelow, toUriBelow, type PlaceholderRoot } from '../../../catalog/placeholderTargets';
import type { FileQuestion } from '../../fileAnswers';
import { createProblem, toLanguageProblem, type LanguageProblem } from '../languageProblem';

/** A problem that there is where none of some files is. */
export interface Expectation {
  /** None where nothing can help. */
  readonly anyOf: readonly FileQuestion[];
  readonly problem: LanguageProblem;
}

export interface PlacedEntity {
  readonly uri: string;
  readonly root: PlaceholderRoot;
  readonly entity: Entity;
  readonly ref: string;
  readonly positions: Positions;
}

/** The files that an entity takes to be there. */
export function expectationsOf(placed: PlacedEntity): readonly Expectation[] {
  return [...ofLocation(placed), ...ofTechDocs(placed)];
}

/** Source: `runSpecialLocationStep` of DefaultCatalogProcessingOrchestrator. */
function ofLocation({ uri, root, entity, ref, positions }: PlacedEntity): readonly Expectation[] {
  if (entity.kind !== 'Location' || !isWithin(uri, root.folder)) {
    return [];
  }
  const plan = planLocation(entity, pathBelow(uri, root.folder), root.repository);
  const location = { ref, plan, rangeOf: (path: readonly (string | number)[]) => positions.value(path) };
  const wrongType = toTypeProblem(location);
  if (wrongType) {
    return [{ anyOf: [], problem: toLanguageProblem(wrongType) }];
  }
  return plan.targets.flatMap((target) => {
    const question = isPattern(target.path) ? { folder: root.folder, pattern: target.path } : { uri: toUriBelow(root.folder, target.path) };
    return target.optional ? [] : [{ anyOf: [question], problem: toLanguageProblem(toMissingProblem(location, target)) }];
  });
}

const TECHDOCS_REF = 'backstage.io/techdocs-ref';
/** What TechDocs makes a site of; without a configuration it takes the folder `docs`. */
const SITES = ['mkdocs.yml', 'mkdocs.yaml', 'docs/index.md', 'docs/README.md'];

function ofTechDocs({ uri, root, entity, positions }: PlacedEntity): readonly Expectation[] {
  const written = entity.metadata.annotations?.[TECHDOCS_REF];
  const target = typeof written === 'string' ? /^dir:(.+)$/.exec(written.trim())?.[1]?.trim() : undefined;
  if (target === undefined || target.startsWith('/') || /[?#{]/.test(target)) {
    return [];
  }
  const folder = resolveUri(dirName(uri), `${target.split('/').map(encodeURIComponent).join('/')}/`);
  const range = positions.value(['metadata', 'annotations', TECHDOCS_REF]);
  if (!isWithin(folder, root.folder)) {
    return [{ anyOf: [], problem: createProblem('techdocs/missing', { message: `${target} leads out of the repository, where TechDocs does not read.`, range }) }];
  }
  return [{ anyOf: SITES.map((name) => ({ uri: resolveUri(folder, name) })), problem: createProblem('techdocs/missing', { message: `There is no mkdocs.yml in ${target}, and no folder docs with an index.md: TechDocs has nothing to make a site of.`, range }) }];
}
