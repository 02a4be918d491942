import { stringifyEntityRef } from '../catalog/entityRef';
import type { EntityOrigin, Position, Range } from '../catalog/entity';
import type { CatalogQuery } from '../catalog/query';
import { declaredRef, entityAt } from './features/entityAt';
import { pathFieldOf, resolvePath } from './features/pathFields';
import type { KindSchemas } from './kindSchemas';
import { nodeBefore, partAt } from './nodeExtent';
import { moveRange, nodeAt, pathOf, scalarOf } from './outlineNode';
import { documentAt, type ParsedText } from './parsedText';

export interface Definition {
  readonly origin: Pick<EntityOrigin, 'uri' | 'position'>;
  /** Of what was asked about. */
  readonly range: Range;
}

/** Where the entity that a position names is written down: in this file as it is now, else where the catalog found it. Of a path, the file. */
export function definitionAt(parsed: ParsedText, position: Position, schemas: KindSchemas, graph: CatalogQuery): Definition | undefined {
  const mention = entityAt(parsed, position, schemas);
  if (!mention) {
    return pathDefinition(parsed, position);
  }
  const origin = ownOrigin(parsed, mention.full) ?? graph.get(mention.full)?.origin;
  return origin && { origin, range: mention.range };
}

function pathDefinition(parsed: ParsedText, position: Position): Definition | undefined {
  const placed = documentAt(parsed, position.line);
  if (!placed) {
    return undefined;
  }
  const { document, startLine } = placed;
  const at = { line: position.line - startLine, character: position.character };
  const node = nodeBefore(document.outline.root, at);
  const text = scalarOf(node);
  const field = partAt(node, at) === 'value' && text !== undefined ? pathFieldOf(document, pathOf(node)) : undefined;
  const uri = field && text !== undefined && field.prefix === '' && field.type !== 'folder' ? resolvePath(text, parsed.source.uri) : undefined;
  return uri !== undefined && node.value ? { origin: { uri, position: { line: 0, character: 0 } }, range: moveRange(node.value.range, startLine) } : undefined;
}

function ownOrigin(parsed: ParsedText, full: string): EntityOrigin | undefined {
  // Most documents do not have the name at all, and are not looked into.
  const named = new RegExp(full.slice(full.indexOf('/') + 1).replace(/[.\\^$*+?()[\]{}|]/g, '\\$&'), 'i');
  const index = parsed.documents.findIndex(({ document }) => {
    const ref = named.test(document.text) ? declaredRef(document) : undefined;
    return ref !== undefined && stringifyEntityRef(ref) === full;
  });
  const placed = parsed.documents[index];
  const name = placed && nodeAt(placed.document.outline.root, ['metadata', 'name']);
  return name && { uri: parsed.source.uri, document: index, position: { line: name.range.start.line + placed.startLine, character: name.range.start.character }, source: 'workspace' };
}
