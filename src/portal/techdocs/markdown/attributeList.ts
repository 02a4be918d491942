import type { MarkdownIt, StateCore, Token } from 'markdown-it';

const AFTER_INLINE = /^\{:?[ ]*([^}\n ][^}\n]*)[ ]*\}/;
const AFTER_HEADING = /[ ]+\{:?[ ]*([^}\n ][^}\n]*)[ ]*\}[ ]*$/;
const LAST_LINE = /^[ ]*\{:?[ ]*([^}\n ][^}\n]*)[ ]*\}[ ]*$/;

/** `{: #id .class key=value }` after headings, on the last line of a block, and after inline elements. Source: Python-Markdown's `attr_list`. */
export function attributeList(md: MarkdownIt): void {
  md.core.ruler.after('inline', 'attribute_list', apply);
}

function apply(state: StateCore): void {
  state.tokens.forEach((token, i) => {
    const open = state.tokens[i - 1];
    if (token.type !== 'inline' || !token.children || !open) {
      return;
    }
    applyInline(token.children);
    if (open.type === 'heading_open') {
      applyAtEnd(token.children, open, AFTER_HEADING);
    } else if (open.type === 'paragraph_open' || open.type === 'td_open' || open.type === 'th_open') {
      applyLastLine(token.children, open);
    }
  });
}

function applyInline(children: Token[]): void {
  children.forEach((child, i) => {
    const match = child.type === 'text' && i > 0 ? AFTER_INLINE.exec(child.content) : null;
    const target = match && findElement(children, i - 1);
    if (target) {
      setAttributes(target, match[1] ?? '');
      child.content = child.content.slice(match[0].length);
    }
  });
}

/** The element that ends at a token: itself, or what its closing token opened. */
function findElement(children: readonly Token[], end: number): Token | undefined {
  const last = children[end];
  if (!last || last.type === 'text') {
    return undefined;
  }
  if (last.nesting === 0) {
    return last.type === 'image' || last.type === 'code_inline' ? last : undefined;
  }
  let depth = 0;
  for (let i = end; i >= 0; i--) {
    depth += children[i]?.nesting ?? 0;
    if (depth === 0) {
      return children[i];
    }
  }
  return undefined;
}

function applyAtEnd(children: Token[], open: Token, pattern: RegExp): void {
  const last = children.at(-1);
  const match = last?.type === 'text' ? pattern.exec(last.content) : null;
  if (last && match) {
    setAttributes(open, match[1] ?? '');
    last.content = last.content.slice(0, match.index);
  }
}

function applyLastLine(children: Token[], open: Token): void {
  const last = children.at(-1);
  const match = last?.type === 'text' && children.at(-2)?.type === 'softbreak' ? LAST_LINE.exec(last.content) : null;
  if (match) {
    setAttributes(open, match[1] ?? '');
    children.splice(-2);
  }
}

/** Reads `#id`, `.class`, `key=value`, `key="value"` and bare words, in that parser's sense. */
export function readAttributes(text: string): readonly (readonly [name: string, value: string])[] {
  return [...text.matchAll(/([^\s"'=]+)=(?:"([^"]*)"|'([^']*)'|([^\s}]+))|([^\s"'=]+)/g)].map(([, key, double, single, plain, word = '']) =>
    key !== undefined
      ? [key, double ?? single ?? plain ?? '']
      : word.startsWith('.')
        ? ['class', word.slice(1)]
        : word.startsWith('#')
          ? ['id', word.slice(1)]
          : [word, word],
  );
}

function setAttributes(token: Token, text: string): void {
  for (const [name, value] of readAttributes(text.replace(/^:/, ''))) {
    if (name === 'class') {
      token.attrJoin('class', value);
    } else if (/^[\w:.-]+$/.test(name)) {
      token.attrSet(name, value);
    }
  }
}
