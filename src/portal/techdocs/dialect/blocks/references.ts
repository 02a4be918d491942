import type { BlockParser, BlockRule } from '../blockParser';
import type { Block } from '../block';

/** `[id]: address "title"`. Source: `ReferenceProcessor`. */
export function reference(parser: BlockParser): BlockRule {
  const pattern = /^ {0,3}\[([^[\]]*)\]: *\n? *([^\s]+) *(?:\n *)?(?:(["'])(.*)\3 *|\((.*)\) *)?$/m;
  return definition(pattern, ([, id = '', address = '', , quoted, bracketed]) => {
    parser.page.references.set(id.trim().toLowerCase(), { href: address.replace(/^<+/, '').replace(/>+$/, ''), title: quoted || bracketed || undefined });
  });
}

/** `*[HTML]: Hyper Text Markup Language`. Source: `AbbrBlockprocessor` of Python-Markdown's `abbr`. */
export function abbreviation(parser: BlockParser): BlockRule {
  const pattern = /^[*]\[([^\\]*?)\] ?: *\n? *(.*)$/m;
  return definition(pattern, ([, short = '', title = '']) => {
    const [name, text] = [short.trim(), title.trim()];
    // Two quotes alone take a definition back.
    if (text === "''" || text === '""') {
      parser.page.abbreviations.set(name, undefined);
    } else if (name !== '') {
      parser.page.abbreviations.set(name, text);
    }
  });
}

/** A definition that may stand in any line of a block; what is before and after it goes on as blocks of their own. */
function definition(pattern: RegExp, take: (match: RegExpExecArray) => void): BlockRule {
  return {
    test: (_parent, { text }) => text.includes('[') && pattern.test(text),
    run: (_parent, blocks) => {
      const block = blocks.shift();
      const match = block && pattern.exec(block.text);
      if (!block || !match) {
        return false;
      }
      take(match);
      const after = block.slice(match.index + match[0].length);
      const before = block.slice(0, match.index);
      blocks.unshift(...[before, after].filter(({ text }) => text.trim() !== '').map((part) => trimBreaks(part, part === before)));
      return true;
    },
  };
}

function trimBreaks(part: Block, atEnd: boolean): Block {
  return atEnd ? part.trimEnd('\\n') : part.trimStart('\\n');
}
