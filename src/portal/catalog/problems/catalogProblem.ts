import type { ErrorReason } from '../../base/errors';
import type { Range } from '../entity';
import type { Severity } from '../problem';

/**
 * What kind of thing is wrong, by what one would do about it:
 *
 * - `source`: a source could not be read, or only in part
 * - `file`: a file that cannot be read, or that is refused as a whole with everything in it
 * - `refused`: an entity that Backstage would not take in
 * - `conflict`: one ref that several files define
 * - `placeholder`: a `$text`, `$json` or `$yaml` that leads nowhere or may not be followed
 * - `location`: a Location's target that is not there or not allowed
 * - `dangling`: a relation to something that is not in the catalog
 * - `orphan`: an entity that nothing refers to any more
 * - `hint`: what Backstage takes in, and is worth a look all the same
 */
export type ProblemClass = 'source' | 'file' | 'refused' | 'conflict' | 'placeholder' | 'location' | 'dangling' | 'orphan' | 'hint';

/** Another place that a problem is about. */
export interface RelatedPlace {
  readonly label: string;
  readonly uri: string;
  readonly range: Range;
}

/** Something wrong in the catalog: what happened, to which thing, and what to do. */
export interface CatalogProblem {
  /** The same for as long as it is the same problem. */
  readonly id: string;
  readonly class: ProblemClass;
  /** Stable and searchable: `kind/required`, `reference/dangling`, `source/rate-limited`. */
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  /** What to do about it. */
  readonly advice: string;
  /** The entity it is about, as a full ref in lower case, where it is known. */
  readonly ref?: string;
  /** Its owner, as a full ref in lower case; of a file whose entities are unknown, that of the others in it. */
  readonly owner?: string;
  /** Id of the source it came from. */
  readonly source: string;
  /** The file; absent where it is about a source. */
  readonly uri?: string;
  readonly range?: Range;
  /** Text that stands in the range, where only the line of the entity is known: it is looked for when the file is opened. */
  readonly target?: string;
  readonly related: readonly RelatedPlace[];
  /** Of a source that failed. */
  readonly reason?: ErrorReason;
}

/** Whether it asks for a mark in lists. That something names what the catalog does not have is common, and left to those who look. */
export function isSerious({ class: of, severity }: Pick<CatalogProblem, 'class' | 'severity'>): boolean {
  return of !== 'dangling' && severity !== 'information';
}

/** In the order in which they are shown: what hides most of the catalog first. */
export const PROBLEM_CLASSES: Readonly<Record<ProblemClass, string>> = {
  source: 'Sources not read',
  file: 'Files left out',
  refused: 'Entities refused',
  conflict: 'Defined twice',
  placeholder: 'Placeholders',
  location: 'Locations that lead nowhere',
  dangling: 'Missing relations',
  orphan: 'Orphans',
  hint: 'Hints',
};
