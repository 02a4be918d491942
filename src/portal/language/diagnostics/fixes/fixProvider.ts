import type { Position } from '../../../catalog/entity';
import type { CatalogQuery } from '../../../catalog/query';
import type { KindSchemas } from '../../kindSchemas';
import type { DocumentText } from '../../parsedText';
import type { LanguageProblem, ProblemFix } from '../languageProblem';

/** What a fix can draw on. All positions count from the start of the document. */
export interface FixContext {
  readonly uri: string;
  readonly document: DocumentText;
  /** The other documents of the file. */
  readonly siblings: readonly DocumentText[];
  /** Where the file ends. */
  readonly end: Position;
  readonly graph: CatalogQuery;
  readonly schemas: KindSchemas;
}

/** Ways to mend problems of one sort. */
export type FixProvider = (problem: LanguageProblem, context: FixContext) => Iterable<ProblemFix>;
