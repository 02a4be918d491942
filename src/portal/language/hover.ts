import { stringifyEntityRef } from '../catalog/entityRef';
import type { Position, Range } from '../catalog/entity';
import type { CatalogQuery } from '../catalog/query';
import { toCard } from './entityCard';
import type { KindSchemas } from './kindSchemas';
import { moveRange } from './outlineNode';
import { documentAt, type ParsedText } from './parsedText';
import { refAt } from './references';

export function hoverAt(parsed: ParsedText, position: Position, schemas: KindSchemas, graph: CatalogQuery): { readonly markdown: string; readonly range: Range } | undefined {
  const placed = documentAt(parsed, position.line);
  if (!placed) {
    return undefined;
  }
  const use = refAt(placed.document, schemas, { line: position.line - placed.startLine, character: position.character });
  const entity = use?.ref && graph.get(stringifyEntityRef(use.ref));
  return entity && { markdown: toCard(entity), range: moveRange(use.range, placed.startLine) };
}
