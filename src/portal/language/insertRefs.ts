import type { Position, Range } from '../catalog/entity';
import { DEFAULT_NAMESPACE, parseEntityRef, shortenEntityRef, type EntityRef } from '../catalog/entityRef';
import type { CatalogQuery } from '../catalog/query';
import { toYamlScalar } from './completionItem';
import { contextAt, type CursorContext } from './cursorContext';
import { typesOf } from './jsonSchema';
import type { KindSchemas } from './kindSchemas';
import { columnOf, moveRange, nodeAt, rangeOn } from './outlineNode';
import { documentAt, type DocumentText, type ParsedText } from './parsedText';
import { isEntityDocument } from './recognize';
import { refFieldOf } from './refFields';

/** A text that takes the place of another. */
export interface RefInsertion {
  readonly newText: string;
  readonly range: Range;
}

/** Where entity refs go: into a field of one, into a list, or behind an item of a list. */
interface Place {
  readonly document: DocumentText;
  readonly cursor: CursorContext;
  /** The kind a ref without one has there. */
  readonly defaultKind: string | undefined;
  readonly isList: boolean;
}

/**
 * What writes entities into the field at a position, as where they are dropped on it: each ref in the shortest form that
 * means it there. A field of one takes the first and loses what it had; a list gets them as further items.
 * @param refs full refs
 * @returns `undefined` where no field of refs is
 */
export function insertRefsAt(parsed: ParsedText, position: Position, schemas: KindSchemas, graph: Pick<CatalogQuery, 'get'>, refs: readonly string[]): RefInsertion | undefined {
  const placed = documentAt(parsed, position.line);
  const document = placed?.document;
  if (!placed || !document || !isEntityDocument(parsed.source.uri, document)) {
    return undefined;
  }
  const at = { line: position.line - placed.startLine, character: position.character };
  const place = placeAt(document, schemas, at) ?? placeAt(document, schemas, endOfLine(document, at.line));
  const forms = place ? refs.flatMap((ref) => formFor(ref, place, graph)) : [];
  if (!place || forms.length === 0) {
    return undefined;
  }
  const insertion = place.isList ? intoList(place, forms) : { newText: `${place.cursor.value?.needsSpace === true ? ' ' : ''}${forms[0] ?? ''}`, range: place.cursor.token.range };
  return { newText: insertion.newText, range: moveRange(insertion.range, placed.startLine) };
}

function placeAt(document: DocumentText, schemas: KindSchemas, position: Position): Place | undefined {
  const cursor = contextAt(document.lines, document.outline, position);
  if (!cursor?.value || cursor.continues) {
    return undefined;
  }
  const nodes = schemas.at(document, cursor.path);
  const own = refFieldOf(nodes);
  const ofItems = own ? undefined : refFieldOf(schemas.at(document, [...cursor.path, 0]));
  const isItem = typeof cursor.path.at(-1) === 'number';
  const field = own ?? (typesOf(nodes).has('array') || ofItems ? ofItems : undefined);
  return field && { document, cursor, defaultKind: field.defaultKind, isList: isItem || ofItems !== undefined };
}

/** A drop on a key means its value. */
function endOfLine(document: DocumentText, line: number): Position {
  return { line, character: (document.lines[line] ?? '').trimEnd().length };
}

function formFor(ref: string, { cursor, defaultKind, document }: Place, graph: Pick<CatalogQuery, 'get'>): readonly string[] {
  const known = graph.get(ref)?.entity;
  const parsed: EntityRef | undefined = known ? { kind: known.kind, namespace: known.metadata.namespace ?? DEFAULT_NAMESPACE, name: known.metadata.name } : parseEntityRef(ref);
  const namespace = document.namespace ?? DEFAULT_NAMESPACE;
  return parsed ? [toYamlScalar(shortenEntityRef(parsed, { ...(defaultKind !== undefined && { kind: defaultKind }), namespace }), cursor.flow)] : [];
}

function intoList({ document, cursor }: Place, forms: readonly string[]): RefInsertion {
  const { token, flow, value } = cursor;
  const { line } = token.range.start;
  const text = document.lines[line] ?? '';
  if (flow) {
    const written = text.slice(token.range.start.character, token.range.end.character);
    const end = token.range.end.character + (token.quote ? 1 : 0);
    return written === '' ? { newText: forms.join(', '), range: token.range } : { newText: `, ${forms.join(', ')}`, range: rangeOn(line, end, end) };
  }
  if (value?.ownLine === true) {
    const indent = text.slice(0, token.range.start.character);
    return { newText: forms.map((form) => `- ${form}`).join(`\n${indent}`), range: token.range };
  }
  const isItem = typeof cursor.path.at(-1) === 'number';
  if (isItem && token.range.start.character === token.range.end.character && /-\s*$/.test(text)) {
    // A dash that waits for its value.
    const space = text.endsWith('-') ? ' ' : '';
    return { newText: space + forms.join(`\n${dashIndent(text)}- `), range: rangeOn(line, text.length, text.length) };
  }
  const first = nodeAt(document.outline.root, cursor.path)?.children[0];
  const indent = isItem ? dashIndent(text) : first ? ' '.repeat(first.column) : `${' '.repeat(columnOf(text, /^\s*(?:-\s+)*/.exec(text)?.[0].length ?? 0))}  `;
  return { newText: forms.map((form) => `\n${indent}- ${form}`).join(''), range: rangeOn(line, text.trimEnd().length, text.length) };
}

function dashIndent(text: string): string {
  return ' '.repeat(columnOf(text, /^\s*/.exec(text)?.[0].length ?? 0));
}
