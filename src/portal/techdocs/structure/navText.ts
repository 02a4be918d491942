import { isMap, isPair, isScalar, isSeq, LineCounter, parseDocument, stringify, visit, type Node, type Scalar, type YAMLSeq } from 'yaml';
import type { SourcePosition } from '../page/places';
import { joinPath } from '../site/pageUrl';
import type { TextChange } from './docsEdit';

/** The `nav` of an mkdocs.yml as text: changes leave all else of the file, comments too, as it is. */
export class NavText {
  readonly #text: string;
  readonly #lines = new LineCounter();
  readonly #nav: YAMLSeq | undefined;

  constructor(text: string) {
    this.#text = text;
    const { contents } = parseDocument(text, { lineCounter: this.#lines, logLevel: 'silent' });
    const nav: unknown = isMap(contents) ? contents.get('nav', true) : undefined;
    this.#nav = isSeq(nav) ? nav : undefined;
  }

  /** Whether pages are listed; without, the navigation follows the files. */
  get isListed(): boolean {
    return this.#nav !== undefined && this.#nav.items.length > 0;
  }

  /** Lists another path where one is listed. */
  replacePath(from: string, to: string): readonly TextChange[] {
    return this.#scalarsOf(from).map((scalar) => {
      const [start, end] = this.#rangeOf(scalar);
      return { ...this.#between(start, end), text: this.#quoted(to, scalar) };
    });
  }

  /** Lists a page behind another, or at the end of the navigation. @returns nothing where the list is of a form that is better changed by hand */
  add(path: string, title: string, behind: string | undefined): readonly TextChange[] {
    const item = (behind === undefined ? undefined : this.#itemOf(behind)) ?? this.#lastItem();
    if (!item) {
      return [];
    }
    const [start, end] = this.#rangeOf(item.node);
    if (item.list.flow) {
      return [{ ...this.#between(end, end), text: `, ${stringify({ [title]: path }, { collectionStyle: 'flow' }).trim()}` }];
    }
    const lineStart = this.#text.lastIndexOf('\n', start - 1) + 1;
    const indent = /^( *)- /.exec(this.#text.slice(lineStart))?.[1];
    if (indent === undefined) {
      return [];
    }
    // The end of what is on the last line, a comment too.
    const lineEnd = this.#text.indexOf('\n', lastSign(this.#text, end));
    const at = lineEnd < 0 ? this.#text.length : lineEnd;
    return [{ ...this.#between(at, at), text: `\n${indent}- ${stringify({ [title]: path }, { lineWidth: 0 }).trim()}` }];
  }

  #scalarsOf(path: string): readonly Scalar[] {
    const found: Scalar[] = [];
    if (this.#nav) {
      visit(this.#nav, {
        Scalar: (key, node) => {
          if (key !== 'key' && typeof node.value === 'string' && joinPath('', node.value) === path) {
            found.push(node);
          }
        },
      });
    }
    return found;
  }

  /** The entry of a page and the list it stands in. */
  #itemOf(path: string): { readonly node: Node; readonly list: YAMLSeq } | undefined {
    const [scalar] = this.#scalarsOf(path);
    let found: { readonly node: Node; readonly list: YAMLSeq } | undefined;
    if (this.#nav && scalar) {
      visit(this.#nav, {
        Seq: (_key, list) => {
          const node = list.items.find((item) => item === scalar || (isMap(item) && item.items.some((pair) => isPair(pair) && pair.value === scalar)));
          found = isNode(node) ? { node, list } : found;
        },
      });
    }
    return found;
  }

  #lastItem(): { readonly node: Node; readonly list: YAMLSeq } | undefined {
    const node: unknown = this.#nav?.items.at(-1);
    return this.#nav && isNode(node) ? { node, list: this.#nav } : undefined;
  }

  #rangeOf(node: Node): readonly [number, number] {
    const [start = 0, end = start] = node.range ?? [];
    return [start, end];
  }

  #between(start: number, end: number): { readonly start: SourcePosition; readonly end: SourcePosition } {
    return { start: this.#at(start), end: this.#at(end) };
  }

  #at(offset: number): SourcePosition {
    const { line, col } = this.#lines.linePos(offset);
    return { line: line - 1, character: col - 1 };
  }

  #quoted(text: string, like: Scalar): string {
    switch (like.type) {
      case 'QUOTE_DOUBLE':
        return JSON.stringify(text);
      case 'QUOTE_SINGLE':
        return `'${text.replace(/'/g, "''")}'`;
      default:
        return stringify(text, { lineWidth: 0 }).trim();
    }
  }
}

function isNode(value: unknown): value is Node {
  return isMap(value) || isScalar(value) || isSeq(value);
}

/** A list's range may end behind the line breaks that follow it. */
function lastSign(text: string, end: number): number {
  let at = end;
  while (at > 0 && /\s/.test(text.charAt(at - 1))) {
    at--;
  }
  return at;
}
