import type { Position } from '../catalog/entity';
import { COMPLETION_LIMIT, toYamlScalar, type CompletionItem, type CompletionList } from './completionItem';
import { completeKeys } from './completeKeys';
import { refOffers } from './completeRefs';
import type { CompletionScope } from './completionScope';
import { valueOffers, type ValueOffer } from './completeValues';
import { contextAt, type CursorContext } from './cursorContext';
import { documentSnippets } from './features/documentSnippets';
import { typesOf } from './jsonSchema';
import { columnOf, moveRange, nodeAt, type Path } from './outlineNode';
import { documentAt, type DocumentText, type ParsedText } from './parsedText';
import { isBackstageVersion, isEntityDocument } from './recognize';
import { refFieldOf } from './refFields';

const NOTHING: CompletionList = { items: [], isIncomplete: false };

/** What can be written at a position of a file. */
export function completeAt(base: Omit<CompletionScope, 'document' | 'cursor'>, position: Position): CompletionList {
  const placed = documentAt(base.parsed, position.line) ?? { startLine: 0, document: undefined };
  const { document, startLine } = placed;
  if (!document || !isEntityPlace(base.parsed, document)) {
    return NOTHING;
  }
  const cursor = contextAt(document.lines, document.outline, { line: position.line - startLine, character: position.character });
  if (!cursor) {
    return NOTHING;
  }
  const scope: CompletionScope = { ...base, document, cursor };
  if (cursor.continues && !isWordField(scope, cursor.continues)) {
    return NOTHING;
  }
  const values = completeValue(scope);
  const items = [...documentSnippets(scope), ...completeKeys(scope), ...values.items].map((item) => ({ ...item, range: moveRange(item.range, startLine) }));
  return { items: items.slice(0, COMPLETION_LIMIT), isIncomplete: values.isIncomplete || items.length > COMPLETION_LIMIT };
}

/** Whether a document is an entity, or could become one beside those of its file. */
function isEntityPlace(parsed: ParsedText, document: DocumentText): boolean {
  return isEntityDocument(parsed.source.uri, document) || (document.apiVersion === undefined && document.kind === undefined && parsed.documents.some((other) => isBackstageVersion(other.document.apiVersion)));
}

/** Whether a field holds one word, so that a line below it that is indented too deep is no second line of a text. */
function isWordField(scope: CompletionScope, path: Path): boolean {
  return refFieldOf(scope.schemas.at(scope.document, path)) !== undefined || valueOffers(scope, path).length > 0;
}

function completeValue(scope: CompletionScope): CompletionList {
  const { cursor, document, schemas } = scope;
  if (!cursor.value) {
    return NOTHING;
  }
  const nodes = schemas.at(document, cursor.path);
  const isList = typesOf(nodes).has('array') || (refFieldOf(nodes) === undefined && refFieldOf(schemas.at(document, [...cursor.path, 0])) !== undefined);
  if (isList && cursor.flow) {
    return NOTHING;
  }
  if (isList && nodeAt(document.outline.root, cursor.path)?.children.length && !cursor.value.ownLine) {
    return NOTHING;
  }
  const count = nodeAt(document.outline.root, cursor.path)?.children.length ?? 0;
  const path = isList ? [...cursor.path, count] : cursor.path;
  const field = refFieldOf(schemas.at(document, path));
  const found = field ? refOffers(scope, field, path) : { offers: valueOffers(scope, path), isIncomplete: false };
  const lead = leadFor(document.lines, cursor, isList);
  return { isIncomplete: found.isIncomplete, items: found.offers.map((offer) => toItem(offer, cursor, lead)) };
}

/** What must come before a value so that it is one: a blank, a dash, or a line of its own with a dash. */
function leadFor(lines: readonly string[], cursor: CursorContext, isList: boolean): string {
  if (!isList) {
    return cursor.value?.needsSpace === true ? ' ' : '';
  }
  if (cursor.value?.ownLine === true) {
    return '- ';
  }
  const line = lines[cursor.token.range.start.line] ?? '';
  const dashes = /^\s*((?:-\s+)*)/.exec(line)?.[1] ?? '';
  return `\n${' '.repeat(columnOf(dashes, dashes.length) + 2)}- `;
}

function toItem(offer: ValueOffer, cursor: CursorContext, lead: string): CompletionItem {
  const written = cursor.token.quote ? offer.value : offer.literal === true ? offer.value : toYamlScalar(offer.value, cursor.flow);
  return {
    label: offer.value,
    kind: offer.kind,
    insertText: `${lead}${written}`,
    snippet: false,
    range: cursor.token.range,
    sortText: offer.sortText,
    ...(offer.detail === undefined ? {} : { detail: offer.detail }),
    ...(offer.documentation === undefined ? {} : { documentation: offer.documentation }),
    ...(offer.filterText === undefined ? {} : { filterText: offer.filterText }),
    ...(offer.deprecated === true ? { deprecated: true } : {}),
  };
}
