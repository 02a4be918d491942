import type { BlockParser, BlockRule } from '../blockParser';

/** `# Heading`, which may stand in the middle of a block. Source: `HashHeaderProcessor`. */
export function hashHeading(parser: BlockParser): BlockRule {
  const pattern = /(?:^|\n)(#{1,6})((?:\\.|[^\\])*?)#*(?:\n|$)/;
  return {
    // Most blocks have no line that begins so; the expression itself would look at every character.
    test: (_parent, { text }) => (text.startsWith('#') || text.includes('\n#')) && pattern.test(text),
    run: (parent, blocks) => {
      const block = blocks.shift();
      const match = block && pattern.exec(block.text);
      if (!block || !match) {
        return false;
      }
      const [all, hashes = '#', title = ''] = match;
      if (match.index > 0) {
        parser.parseBlocks(parent, [block.slice(0, match.index)]);
      }
      const start = all.startsWith('\n') ? match.index + 1 : match.index;
      parser.add(parent, `h${hashes.length}`, block.slice(start, start + hashes.length)).setText(title.trim());
      const end = match.index + all.length;
      if (end < block.text.length) {
        blocks.unshift(block.slice(end));
      }
      return true;
    },
  };
}

/** A heading underlined with `=` or `-`. Source: `SetextHeaderProcessor`. */
export function underlinedHeading(parser: BlockParser): BlockRule {
  const pattern = /^.*?\n[=-]+ *(?:\n|$)/;
  return {
    test: (_parent, { text }) => pattern.test(text),
    run: (parent, blocks) => {
      const block = blocks.shift();
      const [title, underline, ...rest] = block?.rows() ?? [];
      if (!block || !title || !underline) {
        return false;
      }
      parser.add(parent, underline.text.startsWith('=') ? 'h1' : 'h2', title).setText(title.text.trim());
      const start = title.text.length + underline.text.length + 2;
      if (rest.length > 0 && block.text.length > start) {
        blocks.unshift(block.slice(start));
      }
      return true;
    },
  };
}
