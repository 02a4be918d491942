import { Block } from '../block';
import { TAB, type BlockParser, type BlockRule } from '../blockParser';

const PATTERN = /^ {0,3}\[\^([^\]]*)\]: *(.*)$/m;

/** `[^id]: text`, kept aside until the end of the page. Source: `FootnoteBlockProcessor` of Python-Markdown's `footnotes`. */
export function footnoteDefinition(parser: BlockParser): BlockRule {
  return {
    test: (_parent, { text }) => PATTERN.test(text),
    run: (_parent, blocks) => {
      const block = blocks.shift();
      const match = block && PATTERN.exec(block.text);
      if (!block || !match) {
        return false;
      }
      const [all, id = '', text = ''] = match;
      const end = match.index + all.length;
      let first = block.slice(end - text.length, end);
      const rest = block.slice(end).trimStart('\\n');
      const next = PATTERN.exec(rest.text);
      const further: Block[] = [];
      if (next) {
        // The lines up to the next definition go on with this one, indented or not.
        first = Block.ofLines([first, dedent(rest.slice(0, next.index).trimEnd('\\n'))]).trimStart('\\n');
        blocks.unshift(rest.slice(next.index));
      } else {
        first = Block.ofLines([first, dedent(rest)]).trimStart('\\n').trimEnd('\\n');
        further.push(...takeIndented(blocks));
      }
      // A blank line lies between blocks; it stands on no line of the file that matters.
      const parts = [first, ...further].flatMap((part, i) => (i === 0 ? [part] : [new Block('', [part.line]), part]));
      parser.page.footnotes.set(id, Block.ofLines(parts).trimEnd());
      const before = block.slice(0, match.index);
      if (before.text.trim() !== '') {
        blocks.unshift(before.trimEnd('\\n'));
      }
      return true;
    },
  };
}

function takeIndented(blocks: Block[]): readonly Block[] {
  const taken: Block[] = [];
  for (let block = blocks[0]; block?.text.startsWith(' '.repeat(TAB)); block = blocks[0]) {
    blocks.shift();
    const next = PATTERN.exec(block.text);
    if (next) {
      taken.push(dedent(block.slice(0, next.index).trimEnd('\\n')));
      blocks.unshift(block.slice(next.index));
      break;
    }
    taken.push(dedent(block));
  }
  return taken;
}

function dedent(block: Block): Block {
  return block.mapRows((row) => (row.startsWith(' '.repeat(TAB)) ? row.slice(TAB) : row));
}
