import { type DefaultTreeAdapterTypes, parseFragment } from 'parse5';

type Node = DefaultTreeAdapterTypes.ChildNode;
type Reduced = string | { readonly tag: string; readonly attributes: string; readonly children: readonly Reduced[] };

const BLOCKS = new Set(
  'address article aside blockquote body br center dd details dialog dir div dl dt fieldset figcaption figure footer form frameset h1 h2 h3 h4 h5 h6 header hgroup hr legend li main menu nav noscript ol optgroup option p pre section script select style summary table tbody td template tfoot th thead tr ul input label'.split(' '),
);
const PRESERVED = new Set(['pre', 'textarea', 'script', 'style']);
const IGNORED = /^(rel|role|tabindex|loading|decoding|data-.*|aria-.*)$/;
const BOOLEAN = new Set(['checked', 'disabled', 'open', 'hidden', 'selected', 'controls', 'reversed', 'multiple']);

/**
 * Where two articles differ as a reader would see it, or `undefined`. White space, attribute order, the colouring of
 * code and emoji pictures do not matter.
 */
export function firstDifference(ours: string, theirs: string): string | undefined {
  const [left, right] = [toLines(ours), toLines(theirs)];
  const at = left.findIndex((line, i) => line !== right[i]);
  const i = at < 0 ? Math.min(left.length, right.length) : at;
  return at < 0 && left.length === right.length ? undefined : `expected ${(right[i] ?? 'the end').trim()}, ours ${(left[i] ?? 'the end').trim()}`;
}

function toLines(html: string): string[] {
  const lines: string[] = [];
  const write = (nodes: readonly Reduced[], depth: number): void => {
    for (const node of nodes) {
      if (typeof node === 'string') {
        lines.push('  '.repeat(depth) + JSON.stringify(node));
      } else {
        lines.push(`${'  '.repeat(depth)}<${node.tag}${node.attributes}>`);
        write(node.children, depth + 1);
      }
    }
  };
  write(normalize(reduce(parseFragment(html).childNodes, { highlight: false, code: false, pre: false }), undefined, false), 0);
  return lines;
}

interface Context {
  readonly highlight: boolean;
  readonly code: boolean;
  readonly pre: boolean;
}

function reduce(nodes: readonly Node[], context: Context): Reduced[] {
  const out: Reduced[] = [];
  const add = (part: Reduced): void => {
    const last = out.at(-1);
    if (typeof part === 'string' && typeof last === 'string') {
      out[out.length - 1] = last + part;
    } else {
      out.push(part);
    }
  };
  for (const node of nodes) {
    if ('value' in node) {
      add(node.value);
    } else if ('tagName' in node) {
      const classes = (node.attrs.find(({ name }) => name === 'class')?.value ?? '').split(/\s+/);
      if (node.tagName === 'img' && classes.some((name) => ['emojione', 'twemoji', 'gemoji', 'emoji'].includes(name))) {
        add(node.attrs.find(({ name }) => name === 'alt')?.value ?? '');
        continue;
      }
      const colouring = node.tagName === 'span' ? !classes.includes('hll') : node.tagName === 'a' && textOf(node) === '';
      if (colouring && (context.code || (context.highlight && context.pre))) {
        reduce(node.childNodes, context).forEach(add);
        continue;
      }
      const highlight = context.highlight || classes.includes('highlight');
      const inner = {
        highlight,
        code: context.code || (node.tagName === 'code' && highlight),
        pre: context.pre || PRESERVED.has(node.tagName),
      };
      const content = 'content' in node ? node.content.childNodes : node.childNodes;
      add({ tag: node.tagName, attributes: toAttributes(node.attrs), children: reduce(content, inner) });
    }
  }
  return out;
}

function textOf(node: Node): string {
  return 'value' in node ? node.value : 'childNodes' in node ? node.childNodes.map(textOf).join('') : '';
}

function toAttributes(attributes: readonly { readonly name: string; readonly value: string }[]): string {
  return attributes
    .filter(({ name }) => !IGNORED.test(name))
    .map(({ name, value }) => {
      switch (true) {
        case name === 'class':
          return [name, [...new Set(value.split(/\s+/).filter(Boolean))].sort().join(' ')] as const;
        case name === 'style':
          return [name, value.split(';').map((part) => part.trim().replace(/\s*:\s*/, ': ')).filter(Boolean).sort().join('; ')] as const;
        case BOOLEAN.has(name):
          return [name, ''] as const;
        default:
          return [name, value.trim()] as const;
      }
    })
    .filter(([name, value]) => name !== 'class' || value !== '')
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => ` ${name}=${JSON.stringify(value)}`)
    .join('');
}

const isBlock = (node: Reduced | undefined): boolean => typeof node === 'object' && BLOCKS.has(node.tag);

function normalize(nodes: readonly Reduced[], parent: Reduced | undefined, pre: boolean): Reduced[] {
  const out: Reduced[] = [];
  nodes.forEach((node, i) => {
    if (typeof node !== 'string') {
      const inPre = pre || PRESERVED.has(node.tag);
      const children = normalize(node.children, node, inPre);
      out.push({ ...node, children: PRESERVED.has(node.tag) ? withoutLastBreak(children) : children });
      return;
    }
    if (pre) {
      out.push(node.replace(/\r\n?/g, '\n'));
      return;
    }
    const [before, after] = [nodes[i - 1], nodes[i + 1]];
    let text = node.replace(/[ \t\r\n\f]+/g, ' ');
    if (before === undefined ? parent === undefined || isBlock(parent) : isBlock(before)) {
      text = text.replace(/^ /, '');
    }
    if (after === undefined ? parent === undefined || isBlock(parent) : isBlock(after)) {
      text = text.replace(/ $/, '');
    }
    if (text !== '') {
      out.push(text);
    }
  });
  return out;
}

function withoutLastBreak(nodes: readonly Reduced[]): Reduced[] {
  const rest = nodes.slice(0, -1);
  const last = nodes.at(-1);
  if (typeof last === 'string') {
    const text = last.replace(/\n+$/, '');
    return text === '' ? rest : [...rest, text];
  }
  return last === undefined ? [] : [...rest, { ...last, children: withoutLastBreak(last.children) }];
}
