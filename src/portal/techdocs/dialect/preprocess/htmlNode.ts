import { Block } from '../block';

/** How the inside of an HTML element is read: as blocks, as one line of text, or not at all. */
export type MarkdownState = 'block' | 'span' | 'off';

/** An HTML element whose inside is Markdown, before that is parsed. */
export interface HtmlNode {
  readonly tag: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly state: MarkdownState;
  readonly line: number;
  /** Text and elements as they follow one another; neighbouring texts are one. */
  readonly parts: (Block | HtmlNode)[];
}

export function isHtmlNode(value: unknown): value is HtmlNode {
  return typeof value === 'object' && value !== null && 'parts' in value && 'state' in value;
}

/** As HTML, unparsed: for one that ended up where no block can be. */
export function toHtml({ tag, attributes, parts, state }: HtmlNode): string {
  const written = [...attributes, ['markdown', state] as const].map(([name, value]) => ` ${name}="${value.replace(/"/g, '&quot;')}"`).join('');
  return `<${tag}${written}>${parts.map((part) => (part instanceof Block ? part.text : toHtml(part))).join('')}</${tag}>`;
}
