import type { Range } from './entity';

/**
 * How far a document got on Backstage's way of ingestion before it was refused:
 * yaml → envelope → preprocess (placeholders) → policy → kind → relations (entity refs that cannot be read).
 */
export type Stage = 'yaml' | 'envelope' | 'preprocess' | 'policy' | 'kind' | 'relations';

export type Severity = 'error' | 'warning' | 'information';

/** Something wrong with a document. */
export interface DocumentProblem {
  /** Stable and searchable: `kind/required`, `envelope/name`. */
  readonly code: string;
  readonly severity: Severity;
  /** In Backstage's own wording where it has one. */
  readonly message: string;
  readonly range: Range;
  /** The entity it is about, as a full ref in lower case, where the document tells one. */
  readonly ref?: string;
}
