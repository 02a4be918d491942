import type { Position, Range } from '../../catalog/entity';
import type { KindSchemas } from '../kindSchemas';
import type { ParsedText } from '../parsedText';
import { isEntityDocument } from '../recognize';
import { refsIn } from '../references';

/** What a ref leaves out, to be shown where it would stand. */
export interface RefHint {
  readonly position: Position;
  /** `group:default/`, or `default/` behind a kind that is written. */
  readonly label: string;
  /** The whole ref: `group:default/team-payments`. */
  readonly full: string;
}

/** What the refs between two lines leave out: the kind and namespace that they get. */
export function refHintsIn(parsed: ParsedText, { start, end }: Range, schemas: KindSchemas): readonly RefHint[] {
  const ends = (index: number): number => parsed.documents[index + 1]?.startLine ?? Number.POSITIVE_INFINITY;
  return parsed.documents.flatMap(({ document, startLine }, index) => {
    if (startLine > end.line || ends(index) <= start.line || !isEntityDocument(parsed.source.uri, document)) {
      return [];
    }
    return refsIn(document, schemas).flatMap(({ text, ref, range }): RefHint[] => {
      const line = range.start.line + startLine;
      if (!ref || line < start.line || line > end.line || text.includes('/')) {
        // A ref with its namespace is long enough to be understood, also without its kind.
        return [];
      }
      const colon = text.indexOf(':');
      const kind = ref.kind.toLowerCase();
      const full = `${kind}:${ref.namespace}/${ref.name}`;
      return [{ position: { line, character: range.start.character + colon + 1 }, label: colon === -1 ? `${kind}:${ref.namespace}/` : `${ref.namespace}/`, full }];
    });
  });
}
