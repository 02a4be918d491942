import type { CatalogContext } from '../catalogContext';
import type { DocumentText } from '../../parsedText';
import type { LanguageProblem } from '../languageProblem';

/** One thing that only a catalog can know of a document. What it yields besides problems says where it may pause. */
export type CatalogCheck = (document: DocumentText, context: CatalogContext) => Iterable<LanguageProblem | undefined>;
