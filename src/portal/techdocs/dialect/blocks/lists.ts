import { Block } from '../block';
import { lastOf, wrapText, type BlockParser, type BlockRule } from '../blockParser';
import type { Element } from '../element';

/** Blanks of one step of a nested list: `nested_indent` of mdx_truly_sane_lists. */
export const STEP = 2;

/** An item at the level of its list, with at most one blank before it. */
const NUMBERED = /^ ?\d+\. +(.*)/;
const BULLETED = /^ ?[*+-] +(.*)/;
/** An item of a list inside the item before it. */
const NESTED = /^ {2,3}(?:\d+\.|[*+-]) +/;

/**
 * Lists by mdx_truly_sane_lists 1.3: two blanks nest, numbers go on behind a blank line and bullets begin a list of their
 * own, and the first marker decides what kind of list it is.
 */
export function list(parser: BlockParser, tag: 'ol' | 'ul'): BlockRule {
  const start = tag === 'ol' ? NUMBERED : BULLETED;
  return {
    test: (_parent, { text }) => start.test(text),
    run: (parent, blocks) => {
      const block = blocks.shift();
      if (!block) {
        return false;
      }
      const items = toItems(block, start);
      const before = tag === 'ol' ? lastOf(parent, 'ol') : undefined;
      const into = before ?? (parent.tag === 'ol' || parent.tag === 'ul' ? parent : parser.add(parent, tag, block));
      const first = before && items.shift();
      if (before && first) {
        // A blank line before makes both items loose.
        loosen(parser, before);
        const item = parser.add(before, 'li', first);
        parser.within('looselist', () => parser.parseBlocks(item, [first]));
      }
      parser.within('list', () => {
        for (const item of items) {
          const last = into.last;
          if (item.text.startsWith(' '.repeat(STEP)) && last) {
            parser.parseBlocks(last, [item]);
          } else {
            parser.parseBlocks(parser.add(into, 'li', item), [item]);
          }
        }
      });
      return true;
    },
  };
}

/** Puts the text of the last item into paragraphs. */
function loosen(parser: BlockParser, into: Element): void {
  const item = into.last;
  if (item) {
    wrapText(item);
    const last = item.last;
    if (last && last.tail !== '') {
      parser.add(item, 'p', new Block('', [item.map?.[0] ?? 0])).setText(last.tail.trimStart());
      last.tail = '';
    }
  }
}

/** The items of a block, markers cut off; those of a nested list together, with theirs. */
function toItems(block: Block, marker: RegExp): Block[] {
  const items: Block[][] = [];
  for (const row of block.rows()) {
    const item = marker.exec(row.text);
    const last = items.at(-1);
    if (item) {
      items.push([row.slice(row.text.length - (item[1] ?? '').length)]);
    } else if (last && (!NESTED.test(row.text) || last[0]?.text.startsWith(' '.repeat(STEP)))) {
      last.push(row);
    } else {
      items.push([row]);
    }
  }
  return items.map((rows) => Block.ofLines(rows));
}

interface IndentOptions {
  readonly step: number;
  readonly items: readonly string[];
  readonly lists: readonly string[];
  /** What an indented block in a list without an item becomes. */
  readonly item: 'li' | 'dd';
}

export const LIST_INDENT: IndentOptions = { step: STEP, items: ['li'], lists: ['ul', 'ol'], item: 'li' };
/** Source: `TrulySaneDefListIndentProcessor`. */
export const DEFINITION_INDENT: IndentOptions = { step: STEP, items: ['dd', 'li'], lists: ['dl', 'ol', 'ul'], item: 'dd' };

/** Blocks that are indented below a list item and so belong to it. Source: `ListIndentProcessor`. */
export function listIndent(parser: BlockParser, { step, items, lists, item }: IndentOptions): BlockRule {
  const levelOf = (parent: Element, block: Block): { readonly level: number; readonly into: Element } => {
    const indent = Math.floor((/^ */.exec(block.text)?.[0].length ?? 0) / step);
    let level = parser.isIn('list') ? 1 : 0;
    let into = parent;
    for (let child = into.last; indent > level && child && (lists.includes(child.tag) || items.includes(child.tag)); child = into.last) {
      level += lists.includes(child.tag) ? 1 : 0;
      into = child;
    }
    return { level, into };
  };
  return {
    test: (parent, { text }) =>
      text.startsWith(' '.repeat(step)) && !parser.isIn('detabbed') && (items.includes(parent.tag) || (parent.last !== undefined && lists.includes(parent.last.tag))),
    run: (parent, blocks) => {
      const block = blocks.shift();
      if (!block) {
        return false;
      }
      const { level, into } = levelOf(parent, block);
      const indent = ' '.repeat(step * level);
      const inner = block.mapRows((row) => (row.startsWith(indent) ? row.slice(indent.length) : row));
      parser.within('detabbed', () => {
        const [lastItem, lastInto] = [parent.last, into.last];
        if (items.includes(parent.tag)) {
          // The item itself: what follows goes into the list at its end, or into the item.
          parser.parseBlocks(lastItem && lists.includes(lastItem.tag) ? lastItem : parent, [inner]);
        } else if (items.includes(into.tag)) {
          parser.parseBlocks(into, [inner]);
        } else if (lastInto && items.includes(lastInto.tag)) {
          wrapText(lastInto);
          parser.parseChunk(lastInto, inner);
        } else {
          parser.parseBlocks(parser.add(into, item, inner), [inner]);
        }
      });
      return true;
    },
  };
}
