import { Block } from '../block';
import { STEP } from './lists';
import { detab, lastOf, type BlockParser, type BlockRule } from '../blockParser';

/** Definition lists. Source: `DefListProcessor` of Python-Markdown's `def_list`, with the indentation of mdx_truly_sane_lists. */
export function definitionList(parser: BlockParser): BlockRule {
  const pattern = /(?:^|\n) {0,3}: {1,3}(.*?)(?:\n|$)/;
  const unindented = /^ ?[^ :]/;
  return {
    test: (_parent, { text }) => pattern.test(text),
    run: (parent, blocks) => {
      const block = blocks.shift();
      const match = block && pattern.exec(block.text);
      if (!block || !match) {
        return false;
      }
      let terms = block
        .slice(0, match.index)
        .rows()
        .map((row) => row.trimStart().trimEnd())
        .filter(({ text }) => text !== '');
      const end = match.index + match[0].length;
      const start = end - (match[1] ?? '').length - (match[0].endsWith('\n') ? 1 : 0);
      const first = block.slice(start, start + (match[1] ?? '').length);
      const after = end >= block.text.length ? undefined : block.slice(end);
      const { inner, rest } = after === undefined ? { inner: undefined, rest: undefined } : unindented.test(after.text) ? { inner: after, rest: undefined } : detab(after, STEP);
      const definition = inner && inner.text !== '' ? Block.ofLines([first, inner]) : first;
      if (terms.length === 0 && !parent.last) {
        // Most likely a paragraph that begins with a colon.
        blocks.unshift(block);
        return false;
      }
      const paragraph = terms.length === 0 ? lastOf(parent, 'p') : undefined;
      let state: 'list' | 'looselist' = 'list';
      if (paragraph) {
        // The paragraph before holds the terms.
        state = 'looselist';
        terms = Block.of(paragraph.text, paragraph.map?.[0] ?? 0).rows();
        parent.children.pop();
      }
      const known = lastOf(parent, 'dl');
      const into = known ?? parser.add(parent, 'dl', terms[0] ?? first);
      const lastItem = known?.last;
      if (terms.length === 0 && lastItem?.tag === 'dd' && lastItem.children.length > 0) {
        state = 'looselist';
      }
      terms.forEach((term) => parser.add(into, 'dt', term).setText(term.text));
      const item = parser.add(into, 'dd', definition);
      parser.within(state, () => parser.parseBlocks(item, [definition]));
      if (rest) {
        blocks.unshift(rest);
      }
      return true;
    },
  };
}
