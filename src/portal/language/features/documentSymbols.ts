import type { Range } from '../../catalog/entity';
import { extentOf } from '../nodeExtent';
import { moveRange, nodeAt, rangeOn, scalarOf, type OutlineNode } from '../outlineNode';
import type { DocumentText, ParsedText } from '../parsedText';
import { isEntityDocument } from '../recognize';

/** A part of a file, for outlines. */
export interface FileSymbol {
  readonly name: string;
  readonly detail: string;
  /** `entity` is a document; its kind stands in `detail`. */
  readonly type: 'entity' | 'mapping' | 'list' | 'value';
  readonly range: Range;
  /** What to go to; lies within `range`. */
  readonly selection: Range;
  readonly children: readonly FileSymbol[];
}

/** Levels below an entity: `metadata` and `spec`, their fields, and the items of these. */
const DEEPEST = 3;
/** What every document has and nobody looks for. */
const LEFT_OUT = new Set(['apiVersion', 'kind']);

/** The entities of a file, each with its fields. */
export function symbolsIn(parsed: ParsedText): readonly FileSymbol[] {
  return parsed.documents.flatMap(({ document, startLine }) => (isEntityDocument(parsed.source.uri, document) && document.outline.nodes.length > 0 ? [toDocumentSymbol(document, startLine)] : []));
}

function toDocumentSymbol(document: DocumentText, startLine: number): FileSymbol {
  const { root } = document.outline;
  const [first] = document.outline.nodes;
  const last = root.children.at(-1);
  const name = nodeAt(root, ['metadata', 'name']);
  const start = first?.range.start ?? { line: 0, character: 0 };
  const range = { start, end: last ? extentOf(last, document).end : start };
  const children = root.children.filter(({ key }) => !LEFT_OUT.has(key)).map((node) => toSymbol(node, document, startLine, 1));
  const selection = name?.value?.range ?? first?.range ?? rangeOn(0, 0, 0);
  return { name: document.name ?? (document.kind === undefined ? 'Document' : `New ${document.kind}`), detail: document.kind ?? '', type: 'entity', range: moveRange(range, startLine), selection: moveRange(selection, startLine), children };
}

function toSymbol(node: OutlineNode, document: DocumentText, startLine: number, depth: number): FileSymbol {
  const below = depth < DEEPEST ? node.children : [];
  const isList = node.children[0]?.kind === 'item';
  return {
    name: nameOf(node),
    detail: node.kind === 'item' ? '' : (scalarOf(node) ?? (isList ? `${node.children.length}` : '')),
    type: node.children.length === 0 ? 'value' : isList ? 'list' : 'mapping',
    range: moveRange(extentOf(node, document), startLine),
    selection: moveRange(node.range, startLine),
    children: below.map((child) => toSymbol(child, document, startLine, depth + 1)),
  };
}

/** Of an item what it says: itself, or what its first fields do. */
function nameOf(node: OutlineNode): string {
  if (node.kind !== 'item') {
    return node.key === '' ? '""' : node.key;
  }
  const telling = ['title', 'name', 'id', 'url'].map((key) => node.children.find((child) => child.key === key));
  const text = scalarOf(node) ?? [...telling, node.children[0]].map((child) => child && scalarOf(child)).find((found) => found !== undefined && found !== '');
  return text === undefined || text === '' ? `${node.index}` : text;
}
