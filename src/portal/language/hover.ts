import { stringifyEntityRef } from '../catalog/entityRef';
import type { Position, Range } from '../catalog/entity';
import type { CatalogQuery } from '../catalog/query';
import { entityAt } from './features/entityAt';
import { toHover } from './features/entityHover';
import { keyHover } from './features/keyHover';
import type { KindSchemas } from './kindSchemas';
import { nodeBefore, partAt } from './nodeExtent';
import { moveRange } from './outlineNode';
import { documentAt, type ParsedText } from './parsedText';
import { isEntityDocument } from './recognize';

export interface HoverText {
  /** Markdown; holds no commands and no HTML. */
  readonly markdown: string;
  readonly range: Range;
  /** Full ref of the entity that it shows, where it shows one. */
  readonly ref?: string;
}

/** What there is to say of a position: of the entity that is named there, or of the key. Looks at one document alone. */
export function hoverAt(parsed: ParsedText, position: Position, schemas: KindSchemas, graph: CatalogQuery): HoverText | undefined {
  const mention = entityAt(parsed, position, schemas);
  const entity = mention && graph.get(mention.full);
  if (entity) {
    return { markdown: toHover(entity, graph), range: mention.range, ref: stringifyEntityRef(mention.ref) };
  }
  const placed = documentAt(parsed, position.line);
  if (!placed || !isEntityDocument(parsed.source.uri, placed.document)) {
    return undefined;
  }
  const { document, startLine } = placed;
  const at = { line: position.line - startLine, character: position.character };
  const node = nodeBefore(document.outline.root, at);
  const found = partAt(node, at) === 'key' ? keyHover(document, node, schemas) : undefined;
  return found && { markdown: found.markdown, range: moveRange(found.range, startLine) };
}
