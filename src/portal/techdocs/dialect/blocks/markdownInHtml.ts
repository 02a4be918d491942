import { Block } from '../block';
import type { BlockParser, BlockRule } from '../blockParser';
import { Element } from '../element';
import { STASHED } from '../placeholders';
import { isHtmlNode, type HtmlNode } from '../preprocess/htmlNode';

const AT_START = new RegExp(`^${STASHED}`);

/** HTML elements whose inside is Markdown find their place in the tree. Source: `MarkdownInHtmlProcessor` of `md_in_html`. */
export function markdownInHtml(parser: BlockParser): BlockRule {
  const indexOf = (block: Block): number => Number(AT_START.exec(block.text)?.[1] ?? -1);
  /** The inside as one text, in which further elements leave placeholders in lines of their own. */
  const flatten = (node: HtmlNode): Block => {
    const parts: Block[] = [];
    node.parts.forEach((part, i) => {
      if (part instanceof Block) {
        // A line break alone behind an element is none of the text.
        const follows = i > 0 && !(node.parts[i - 1] instanceof Block);
        parts.push(follows && part.text === '\n' ? part.slice(0, 0) : follows ? Block.concat([Block.at('\n', part.line), part]) : part);
      } else {
        parts.push(Block.at(`\n${parser.page.stash.store(part)}`, part.line));
      }
    });
    return Block.concat(parts);
  };
  const toElement = (node: HtmlNode): Element => {
    const element = new Element(node.tag, Object.fromEntries(node.attributes));
    element.map = [node.line, node.line + 1];
    if (node.state === 'block') {
      const inside = flatten(node).trimEnd('\\n');
      if (inside.text !== '') {
        parser.parseBlocks(element, inside.split('\n\n'));
      }
      return element;
    }
    for (const part of node.parts) {
      if (part instanceof Block) {
        addText(element, part.text, node.state === 'off');
      } else {
        element.children.push(toElement(part));
      }
    }
    return element;
  };
  return {
    test: (_parent, block) => isHtmlNode(parser.page.stash.get(indexOf(block))),
    run: (parent, blocks) => {
      const block = blocks.shift();
      const index = block ? indexOf(block) : -1;
      const node = parser.page.stash.get(index);
      if (!isHtmlNode(node)) {
        return false;
      }
      parent.children.push(toElement(node));
      parser.page.stash.clear(index);
      return true;
    },
  };
}

function addText(element: Element, text: string, atomic: boolean): void {
  const last = element.last;
  if (last) {
    last.tail += text;
    last.tailAtomic = atomic;
  } else {
    element.setText(element.text + text, atomic);
  }
}
