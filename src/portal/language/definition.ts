import { DEFAULT_NAMESPACE, stringifyEntityRef } from '../catalog/entityRef';
import type { EntityOrigin, Position, Range } from '../catalog/entity';
import type { CatalogQuery } from '../catalog/query';
import type { KindSchemas } from './kindSchemas';
import { moveRange, nodeAt } from './outlineNode';
import { documentAt, type ParsedText } from './parsedText';
import { refAt } from './references';

/** Where the entity that the ref at a position names is written down: in this file as it is now, else where the catalog found it. */
export function definitionAt(parsed: ParsedText, position: Position, schemas: KindSchemas, graph: CatalogQuery): { readonly origin: EntityOrigin; readonly range: Range } | undefined {
  const placed = documentAt(parsed, position.line);
  if (!placed) {
    return undefined;
  }
  const use = refAt(placed.document, schemas, { line: position.line - placed.startLine, character: position.character });
  if (!use?.ref) {
    return undefined;
  }
  const full = stringifyEntityRef(use.ref);
  const origin = ownOrigin(parsed, full) ?? graph.get(full)?.origin;
  return origin && { origin, range: moveRange(use.range, placed.startLine) };
}

function ownOrigin(parsed: ParsedText, full: string): EntityOrigin | undefined {
  const index = parsed.documents.findIndex(({ document: { kind, namespace, name } }) => kind !== undefined && name !== undefined && stringifyEntityRef({ kind, namespace: namespace ?? DEFAULT_NAMESPACE, name }) === full);
  const placed = parsed.documents[index];
  const name = placed && nodeAt(placed.document.outline.root, ['metadata', 'name']);
  return name && { uri: parsed.source.uri, document: index, position: { line: name.range.start.line + placed.startLine, character: name.range.start.character }, source: 'workspace' };
}
