import type { Element } from '../element';
import { lastOf, type BlockParser, type BlockRule } from '../blockParser';

/** Blocks that are empty or begin with an empty line. Source: `EmptyBlockProcessor`. */
export function emptyBlock(): BlockRule {
  return {
    test: (_parent, { text }) => text === '' || text.startsWith('\n'),
    run: (parent, blocks) => {
      const block = blocks.shift();
      if (block && block.text.length > 1) {
        blocks.unshift(block.slice(1));
      }
      const code = lastCode(parent);
      if (code) {
        code.text += block?.text ? '\n' : '\n\n';
      }
      return true;
    },
  };
}

/** The `code` of an indented code block that was the last thing of all, to be gone on with. */
export function lastCode(parent: Element): Element | undefined {
  const code = lastOf(parent, 'pre')?.children[0];
  return code?.tag === 'code' ? code : undefined;
}

/** Everything that no other rule takes. Source: `ParagraphProcessor`. */
export function paragraph(parser: BlockParser): BlockRule {
  return {
    test: () => true,
    run: (parent, blocks) => {
      const block = blocks.shift();
      if (!block || block.text.trim() === '') {
        return true;
      }
      if (!parser.isIn('list')) {
        const text = block.trimStart();
        parser.add(parent, 'p', text).setText(text.text);
      } else if (parent.last) {
        // The text of a tight list item has no paragraph of its own: it follows what is there.
        parent.last.tail = `${parent.last.tail}\n${block.text}`;
      } else {
        parent.text = parent.text === '' ? block.text.trimStart() : `${parent.text}\n${block.text}`;
        parent.map ??= [block.line, (block.lines.at(-1) ?? block.line) + 1];
      }
      return true;
    },
  };
}

/** Source: `HRProcessor`. */
export function rule(parser: BlockParser): BlockRule {
  // Each branch is atomic in Python's expression; here no two of them can match the same text in two ways.
  const pattern = /^ {0,3}(?:-(?: {0,2}-){2,}|_(?: {0,2}_){2,}|\*(?: {0,2}\*){2,}) *$/m;
  return {
    test: (_parent, { text }) => pattern.test(text),
    run: (parent, blocks) => {
      const block = blocks.shift();
      const match = block && pattern.exec(block.text);
      if (!block || !match) {
        return false;
      }
      const before = block.slice(0, match.index).trimEnd('\\n');
      if (before.text !== '') {
        parser.parseBlocks(parent, [before]);
      }
      parser.add(parent, 'hr', block.slice(match.index, match.index + match[0].length));
      const after = block.slice(match.index + match[0].length).trimStart('\\n');
      if (after.text !== '') {
        blocks.unshift(after);
      }
      return true;
    },
  };
}

/** Source: `BlockQuoteProcessor`. */
export function quote(parser: BlockParser): BlockRule {
  const start = /(?:^|\n) {0,3}> ?(.*)/;
  const row = /^ {0,3}> ?(.*)/;
  return {
    test: (_parent, { text }) => start.test(text),
    run: (parent, blocks) => {
      const block = blocks.shift();
      const match = block && start.exec(block.text);
      if (!block || !match) {
        return false;
      }
      parser.parseBlocks(parent, [block.slice(0, match.index)]);
      const inner = block.slice(match.index).mapRows((line) => (line.trim() === '>' ? '' : (row.exec(line)?.[1] ?? line)));
      const quoted = lastOf(parent, 'blockquote') ?? parser.add(parent, 'blockquote', inner.text.startsWith('\n') ? inner.slice(1) : inner);
      parser.within('blockquote', () => parser.parseChunk(quoted, inner));
      return true;
    },
  };
}
