import type { Position } from '../catalog/entity';
import { columnOf, createNode, rangeOn, type OutlineNode } from './outlineNode';

/** What was being written where the text ended. */
export interface OpenFlow {
  /** The innermost collection that is not closed. */
  readonly container: OutlineNode;
  readonly type: 'map' | 'seq';
  /** The key whose value is awaited. */
  readonly entry: OutlineNode | undefined;
  /** The word at the end, without its opening quote; `undefined` where a word is over and a comma or colon is due. */
  readonly token: { readonly start: Position; readonly text: string; readonly quote: '"' | "'" | undefined } | undefined;
}

export interface FlowEnd {
  /** Behind the last character that belongs to it. */
  readonly end: Position;
  /** Where the text ended before the collection did. */
  readonly open: OpenFlow | undefined;
}

interface Frame {
  readonly container: OutlineNode;
  readonly type: 'map' | 'seq';
  entry: OutlineNode | undefined;
  awaitsValue: boolean;
}

/**
 * Reads a flow collection (`[a, b]`, `{a: b}`) into children of `owner`. Tolerant: an unclosed one ends where a line
 * begins that is indented no deeper than its owner.
 */
export function scanFlow(lines: readonly string[], start: Position, owner: OutlineNode): FlowEnd {
  const frames: Frame[] = [];
  let { line, character } = start;
  let end: Position = start;
  let token: OpenFlow['token'];
  let inComment = false;

  const openContainer = (type: 'map' | 'seq') => {
    const frame = frames.at(-1);
    const container = !frame ? owner : frame.type === 'seq' ? createNode('item', frame.container, { range: rangeOn(line, character, character), column: owner.column + 1 }) : (frame.entry ?? frame.container);
    if (container !== owner) {
      container.value = { style: 'flow', text: '', range: rangeOn(line, character, character + 1), inline: true };
    }
    frames.push({ container, type, entry: undefined, awaitsValue: false });
  };

  const takeWord = (text: string, from: Position, to: number, style: 'plain' | 'single' | 'double') => {
    const frame = frames.at(-1);
    if (!frame) {
      return;
    }
    const range = rangeOn(from.line, from.character, to);
    if (frame.type === 'map' && !frame.awaitsValue) {
      frame.entry = createNode('entry', frame.container, { key: text, range, column: owner.column + 1 });
    } else {
      const target = frame.type === 'seq' ? createNode('item', frame.container, { range, column: owner.column + 1 }) : frame.entry;
      if (target) {
        target.value = { style: style === 'plain' && text.startsWith('*') ? 'alias' : style, text, range, inline: true };
      }
    }
  };

  for (; line < lines.length; line += 1, character = 0) {
    const text = lines[line] ?? '';
    if (line > start.line && endsUnclosedFlow(text, owner.column)) {
      return { end, open: undefined };
    }
    while (character < text.length) {
      const char = text[character] ?? '';
      token = undefined;
      if (/\s/.test(char)) {
        character += 1;
        continue;
      }
      if (char === '#' && (character === 0 || /\s/.test(text[character - 1] ?? ''))) {
        inComment = line === lines.length - 1;
        break;
      }
      end = { line, character: character + 1 };
      if (char === '[' || char === '{') {
        openContainer(char === '[' ? 'seq' : 'map');
        character += 1;
      } else if (char === ']' || char === '}') {
        frames.pop();
        character += 1;
        if (frames.length === 0) {
          return { end, open: undefined };
        }
      } else if (char === ',') {
        const frame = frames.at(-1);
        if (frame) {
          frame.entry = undefined;
          frame.awaitsValue = false;
        }
        character += 1;
      } else if (char === ':') {
        const frame = frames.at(-1);
        if (frame?.type === 'map') {
          frame.awaitsValue = true;
        }
        character += 1;
      } else {
        readWord(text, char);
      }
    }
  }
  return { end, open: openAtEnd() };

  function readWord(text: string, char: string): void {
    const from = { line, character };
    const quote = char === '"' || char === "'" ? char : undefined;
    if (quote) {
      const close = closingQuote(text, character, quote);
      const wordEnd = close ?? text.length;
      const word = text.slice(character + 1, wordEnd);
      const inside = { line, character: character + 1 };
      if (close === undefined) {
        token = { start: inside, text: word, quote };
      }
      takeWord(word, inside, wordEnd, quote === '"' ? 'double' : 'single');
      character = close === undefined ? text.length : close + 1;
    } else {
      const match = /^(?:[^\s,[\]{}:#]|:(?![\s,[\]{}]|$)|#|\s+(?![\s#,[\]{}:]|$))+/.exec(text.slice(character));
      const word = match?.[0] ?? char;
      character += word.length;
      if (character === text.length) {
        token = { start: from, text: word, quote: undefined };
      }
      takeWord(word, from, character, 'plain');
    }
    end = { line, character };
  }

  function openAtEnd(): OpenFlow | undefined {
    const frame = frames.at(-1);
    const last = lines.at(-1) ?? '';
    if (!frame || inComment) {
      return undefined;
    }
    const wordIsOver = token === undefined && /[^\s,[{:]\s*$/.test(last);
    const at: Position = { line: lines.length - 1, character: last.length };
    return {
      container: frame.container,
      type: frame.type,
      entry: frame.awaitsValue ? frame.entry : undefined,
      token: token ?? (wordIsOver ? undefined : { start: at, text: '', quote: undefined }),
    };
  }
}

function endsUnclosedFlow(line: string, ownerColumn: number): boolean {
  const indent = /^\s*/.exec(line)?.[0].length ?? 0;
  return indent < line.length && columnOf(line, indent) <= ownerColumn && !/^\s*[\]}]/.test(line);
}

/** Where the quote that opens at `open` closes on this line. */
export function closingQuote(line: string, open: number, quote: '"' | "'"): number | undefined {
  for (let at = open + 1; at < line.length; at += 1) {
    if (quote === '"' && line[at] === '\\') {
      at += 1;
    } else if (line[at] === quote) {
      if (quote === "'" && line[at + 1] === quote) {
        at += 1;
      } else {
        return at;
      }
    }
  }
  return undefined;
}
