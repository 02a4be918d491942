import type { CatalogQuery } from '../catalog/query';
import type { CursorContext } from './cursorContext';
import type { KindSchemas } from './kindSchemas';
import type { DocumentText, ParsedText } from './parsedText';
import type { Vocabulary } from './vocabulary';

/** All that the parts of completion look at. */
export interface CompletionScope {
  readonly parsed: ParsedText;
  readonly document: DocumentText;
  readonly cursor: CursorContext;
  readonly schemas: KindSchemas;
  readonly graph: CatalogQuery;
  readonly vocabulary: () => Vocabulary;
  /** `owner/name` of the repository the file lives in, where it is known. */
  readonly projectSlug: string | undefined;
}
