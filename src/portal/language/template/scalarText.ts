import type { Position, Range } from '../../catalog/entity';
import type { DocumentText } from '../parsedText';
import type { OutlineNode } from '../outlineNode';

/** The text of a scalar as the scaffolder gets it, apart from how its lines are folded, and where each of its characters stands. */
export interface ScalarText {
  readonly node: OutlineNode;
  readonly text: string;
  readonly style: 'plain' | 'single' | 'double' | 'block';
  positionAt(offset: number): Position;
  rangeOf(start: number, end: number): Range;
  /** Where a position of the document lies in the text; `undefined` where it lies outside. */
  offsetAt(position: Position): number | undefined;
}

/** A stretch of a line. */
interface Slice {
  readonly line: number;
  readonly start: number;
  readonly raw: string;
}

/** @returns `undefined` of a node without a scalar. Lines count from the start of the document. */
export function scalarTextOf(document: DocumentText, node: OutlineNode): ScalarText | undefined {
  const { value } = node;
  if (!value || value.style === 'flow' || value.style === 'alias') {
    return undefined;
  }
  const slices = value.style === 'block' ? blockSlices(document, node) : inlineSlices(document, value.range);
  return toScalarText(node, value.style, slices);
}

function inlineSlices({ lines }: DocumentText, { start, end }: Range): readonly Slice[] {
  return Array.from({ length: end.line - start.line + 1 }, (_, index) => {
    const line = start.line + index;
    const text = lines[line] ?? '';
    const from = index === 0 ? start.character : leading(text);
    return { line, start: from, raw: text.slice(from, line === end.line ? Math.max(from, end.character) : text.length) };
  });
}

function blockSlices({ lines, outline }: DocumentText, node: OutlineNode): readonly Slice[] {
  const found: { line: number; text: string }[] = [];
  for (let line = (node.value?.range.start.line ?? 0) + 1; line < lines.length; line += 1) {
    const role = outline.roles.get(line);
    if (role?.type !== 'block' || role.owner !== node) {
      break;
    }
    found.push({ line, text: lines[line] ?? '' });
  }
  const indent = leading(found.find(({ text }) => text.trim() !== '')?.text ?? '');
  return found.map(({ line, text }) => ({ line, start: Math.min(indent, text.length), raw: text.slice(indent) }));
}

function toScalarText(node: OutlineNode, style: ScalarText['style'], slices: readonly Slice[]): ScalarText {
  let text = '';
  const columns: number[] = [];
  const starts: { readonly offset: number; readonly slice: Slice }[] = [];
  slices.forEach((slice, index) => {
    starts.push({ offset: text.length, slice });
    for (const { char, at } of decode(slice.raw, style)) {
      text += char;
      columns.push(slice.start + at);
    }
    if (index < slices.length - 1) {
      text += '\n';
      columns.push(slice.start + slice.raw.length);
    }
  });
  const last = slices.at(-1);
  const end: Position = last ? { line: last.line, character: last.start + last.raw.length } : (node.value?.range.end ?? node.range.end);
  const positionAt = (offset: number): Position => {
    const at = starts.findLast((entry) => entry.offset <= offset);
    const character = columns[offset];
    return at && character !== undefined ? { line: at.slice.line, character } : end;
  };
  return {
    node,
    text,
    style,
    positionAt,
    rangeOf: (from, to) => ({ start: positionAt(from), end: to > from ? after(positionAt(to - 1), text, to - 1, columns) : positionAt(to) }),
    offsetAt({ line, character }) {
      const index = starts.findIndex(({ slice }) => slice.line === line && slice.start <= character && character <= slice.start + slice.raw.length);
      const from = starts[index]?.offset;
      if (from === undefined) {
        return undefined;
      }
      const until = starts[index + 1]?.offset ?? text.length + 1;
      let offset = from;
      while (offset < until - 1 && (columns[offset] ?? Infinity) < character) {
        offset += 1;
      }
      return offset;
    },
  };
}

/** Behind a character, which an escape may make longer than one in the file. */
function after({ line, character }: Position, text: string, offset: number, columns: readonly number[]): Position {
  const next = columns[offset + 1];
  return { line, character: next !== undefined && text[offset] !== '\n' && next > character ? next : character + 1 };
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', '0': '\0', ' ': ' ', '"': '"', '/': '/', '\\': '\\' };

/** The characters of a stretch, each with where it begins. */
function decode(raw: string, style: ScalarText['style']): readonly { readonly char: string; readonly at: number }[] {
  const out: { char: string; at: number }[] = [];
  for (let at = 0; at < raw.length; at += 1) {
    const char = raw[at] ?? '';
    const next = raw[at + 1];
    if (style === 'single' && char === "'" && next === "'") {
      out.push({ char, at });
      at += 1;
    } else if (style === 'double' && char === '\\' && next !== undefined) {
      const code = /^(?:x[\da-f]{2}|u[\da-f]{4})/i.exec(raw.slice(at + 1))?.[0];
      out.push({ char: code === undefined ? (ESCAPES[next] ?? next) : String.fromCharCode(Number.parseInt(code.slice(1), 16)), at });
      at += code?.length ?? 1;
    } else {
      out.push({ char, at });
    }
  }
  return out;
}

function leading(text: string): number {
  return /^\s*/.exec(text)?.[0].length ?? 0;
}
