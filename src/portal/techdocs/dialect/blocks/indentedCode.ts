import { Block } from '../block';
import { detab, TAB, type BlockParser, type BlockRule } from '../blockParser';
import { escapeCode, STASHED, trimCode } from '../placeholders';
import { lastCode } from './plain';

const FENCE = new RegExp(`^([> ]*)${STASHED}$`);

/**
 * Code by indentation. Fences were taken out before blocks were known; one inside indented code is put back as it was.
 * Source: `CodeBlockProcessor`, and `SuperFencesCodeBlockProcessor` of pymdownx.superfences.
 */
export function indentedCode(parser: BlockParser): BlockRule {
  const restore = (block: Block): Block =>
    block.text.includes('wzxhzdk')
      ? Block.ofLines(
          block.rows().flatMap((row) => {
            const [, indent = '', index] = FENCE.exec(row.text) ?? [];
            const fence = index === undefined ? undefined : parser.page.fence(Number(index));
            if (!fence) {
              return [row];
            }
            const cut = fence.indent - indent.length;
            return fence.source.mapRows((line) => (cut >= 0 ? line.slice(cut) : line)).rows();
          }),
        )
      : block;
  return {
    test: (_parent, { text }) => text.startsWith(' '.repeat(TAB)),
    run: (parent, blocks) => {
      const first = blocks.shift();
      if (!first) {
        return false;
      }
      const block = restore(first);
      const before = lastCode(parent);
      const { inner, rest } = detab(block);
      const text = escapeCode(trimCode(inner.text));
      if (before) {
        before.setText(`${before.text}\n${text}\n`, true);
      } else {
        parser.add(parser.add(parent, 'pre', inner), 'code', inner).setText(`${text}\n`, true);
      }
      if (rest) {
        blocks.unshift(rest);
      }
      return true;
    },
  };
}
