import type { Block } from '../block';
import type { BlockParser, BlockRule } from '../blockParser';
import type { Element } from '../element';

type Align = 'left' | 'center' | 'right' | undefined;

/** Source: `TableProcessor` of Python-Markdown's `tables`. */
export function table(parser: BlockParser): BlockRule {
  const addRow = (parent: Element, row: Block, tag: 'th' | 'td', aligns: readonly Align[], bordered: boolean): void => {
    const line = parser.add(parent, 'tr', row);
    const cells = splitRow(row.text.replace(/^ +| +$/g, ''), bordered);
    aligns.forEach((align, i) => parser.add(line, tag, row, align ? { style: `text-align: ${align};` } : {}).setText((cells[i] ?? '').replace(/^ +| +$/g, '')));
  };
  return {
    test: (_parent, { text }) => text.includes('\n') && readHead(text) !== undefined,
    run: (parent, blocks) => {
      const block = blocks.shift();
      const head = block && readHead(block.text);
      const [header, , ...rows] = block?.rows() ?? [];
      if (!block || !head || !header) {
        return false;
      }
      const element = parser.add(parent, 'table', block);
      addRow(parser.add(element, 'thead', header), header, 'th', head.aligns, head.bordered);
      const body = parser.add(element, 'tbody', rows[0] ?? header);
      if (rows.length === 0) {
        const empty = parser.add(body, 'tr', header);
        head.aligns.forEach(() => empty.add('td'));
      }
      rows.forEach((row) => addRow(body, row, 'td', head.aligns, head.bordered));
      return true;
    },
  };
}

const END_BORDER = /(?<!\\)(?:\\\\)*\|$/;

function readHead(text: string): { readonly aligns: readonly Align[]; readonly bordered: boolean } | undefined {
  const rows = text.split('\n').map((row) => row.replace(/^ +| +$/g, ''));
  const [header = '', separator = ''] = rows;
  const bordered = header.startsWith('|') || END_BORDER.test(header);
  const count = splitRow(header, bordered).length;
  // Each row of a table of one column needs a pipe at one of its ends.
  const isTable = count > 1 || (bordered && rows.slice(1).every((row) => row.startsWith('|') || END_BORDER.test(row)));
  const marks = isTable ? splitRow(separator, bordered) : [];
  if (!isTable || marks.length !== count || !/^[|:\- ]*$/.test(marks.join(''))) {
    return undefined;
  }
  return { aligns: marks.map(toAlign), bordered };
}

function toAlign(mark: string): Align {
  const text = mark.trim();
  return text.startsWith(':') ? (text.endsWith(':') ? 'center' : 'left') : text.endsWith(':') ? 'right' : undefined;
}

function splitRow(row: string, bordered: boolean): readonly string[] {
  // Only the pipe goes; backslashes before it go as well, as Python's expression takes them in.
  return splitCells(bordered ? row.replace(/^\|/, '').replace(END_BORDER, '') : row);
}

/** Splits at pipes that are neither escaped nor inside code. */
function splitCells(row: string): readonly string[] {
  const ticks: { readonly length: number; readonly escape: number; readonly start: number; readonly end: number }[] = [];
  const pipes: number[] = [];
  for (const match of row.matchAll(/\\\\|(\\`+)|(`+)|\\\||(\|)/g)) {
    const [all, escapedTicks, plainTicks, pipe] = match;
    const end = match.index + all.length - 1;
    if (escapedTicks) {
      ticks.push({ length: escapedTicks.length - 1, escape: 1, start: match.index, end });
    } else if (plainTicks) {
      ticks.push({ length: plainTicks.length, escape: 0, start: match.index, end });
    } else if (pipe) {
      pipes.push(match.index);
    }
  }
  const regions: (readonly [number, number])[] = [];
  for (let at = 0; at < ticks.length; at++) {
    const open = ticks[at];
    const size = open ? open.length - open.escape : 0;
    const close = size === 0 ? -1 : ticks.findIndex((tick, i) => i > at && tick.length === size);
    const closing = ticks[close];
    if (open && closing) {
      regions.push([open.start, closing.end]);
      at = close;
    }
  }
  const cells: string[] = [];
  let start = 0;
  for (const pipe of pipes.filter((at) => !regions.some(([from, to]) => from <= at && at <= to))) {
    cells.push(row.slice(start, pipe));
    start = pipe + 1;
  }
  cells.push(row.slice(start));
  return cells;
}
