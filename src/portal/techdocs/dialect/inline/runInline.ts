import type { Element } from '../element';
import type { PageParse } from '../pageParse';
import { ETX, STX } from '../placeholders';
import type { InlineContext, InlineRule } from './inlineRule';

/** A text longer than this stays as it is: some rules look from each of their signs to the end of the text. */
const LONGEST = 30_000;
const PREFIX = `${STX}klzzwxh:`;
const PLACEHOLDER = new RegExp(`${PREFIX}(\\d+)${ETX}`, 'g');

/**
 * Runs inline rules over all texts of a tree. A rule's result leaves a placeholder in the text, so that the rules after it
 * pass it by; in the end the placeholders become elements. Source: `InlineProcessor` of Python-Markdown's `treeprocessors`.
 */
export function runInline(root: Element, rules: readonly InlineRule[], page: PageParse): void {
  new InlineRun(rules, page).run(root, []);
}

class InlineRun {
  readonly #rules: readonly InlineRule[];
  readonly #context: InlineContext;
  readonly #nodes: (Element | string)[] = [];
  #ancestors: string[] = [];

  constructor(rules: readonly InlineRule[], page: PageParse) {
    this.#rules = rules;
    this.#context = { page, unwrap: (text) => this.#unwrap(text), toSource: (text) => this.#unwrap(text, true) };
  }

  /**
   * Works on the children of an element. What a rule made of a tail comes up once more as a child of its own, and so do the
   * children of what it made of a text: nested marks depend on that second look.
   */
  run(element: Element, ancestors: readonly string[]): void {
    const inside = [...ancestors, element.tag.toLowerCase()];
    const later: Element[] = [];
    const inserts: (readonly [Element, readonly Element[]])[] = [];
    // The list grows while it is gone through.
    for (let i = 0; i < element.children.length; i++) {
      const child = element.children[i];
      if (!child) {
        continue;
      }
      if (child.text !== '' && !child.atomic) {
        this.#ancestors = [...inside, child.tag.toLowerCase()];
        const { before, nodes } = this.#toNodes(this.#apply(child.text, 0));
        child.setText(before);
        inserts.push([child, nodes]);
        later.push(...nodes);
      }
      if (child.tail !== '' && !child.tailAtomic) {
        this.#ancestors = [...inside];
        const { before, nodes } = this.#toNodes(this.#apply(child.tail, 0));
        child.tail = before;
        element.children.splice(i + 1, 0, ...nodes);
      }
      if (child.children.length > 0) {
        later.push(child);
      }
    }
    inserts.forEach(([child, nodes]) => child.children.unshift(...nodes));
    this.#context.page.isAtTop = false;
    later.reverse().forEach((child) => this.run(child, inside));
  }

  #apply(text: string, from: number): string {
    let data = text;
    let index = text.length > LONGEST ? this.#rules.length : from;
    let start = 0;
    for (let rule = this.#rules[index]; rule; rule = this.#rules[index]) {
      const next = this.#applyOnce(rule, data, index, start);
      if (next) {
        data = next.data;
        start = next.start;
      } else {
        index++;
        start = 0;
      }
    }
    return data;
  }

  #applyOnce(rule: InlineRule, data: string, index: number, from: number): { readonly data: string; readonly start: number } | undefined {
    if (!data.includes(rule.sign) || rule.notIn?.some((tag) => this.#ancestors.includes(tag))) {
      return undefined;
    }
    rule.pattern.lastIndex = from;
    for (let found = rule.pattern.exec(data); found; found = rule.pattern.exec(data)) {
      const resume = rule.pattern.lastIndex;
      const result = rule.match(found, data, this.#context);
      if (result && 'skipTo' in result) {
        return { data, start: result.skipTo };
      }
      if (result) {
        return { data: data.slice(0, result.start) + this.#stash(result.node, index) + data.slice(result.end), start: 0 };
      }
      rule.pattern.lastIndex = found[0] === '' ? resume + 1 : resume;
    }
    return undefined;
  }

  #stash(node: Element | string, index: number): string {
    if (typeof node !== 'string' && !node.atomic) {
      for (const part of [node, ...node.children]) {
        if (part.text !== '' && !part.atomic) {
          this.#ancestors.push(part.tag.toLowerCase());
          part.setText(this.#apply(part.text, index + 1));
          this.#ancestors.pop();
        }
        if (part !== node && part.tail !== '') {
          part.tail = this.#apply(part.tail, index);
        }
      }
    }
    this.#nodes.push(node);
    return `${PREFIX}${String(this.#nodes.length - 1).padStart(4, '0')}${ETX}`;
  }

  /** Puts what placeholders stand for in their place. */
  #toNodes(data: string): { readonly before: string; readonly nodes: Element[] } {
    const nodes: Element[] = [];
    let before = '';
    const add = (text: string): void => {
      const last = nodes.at(-1);
      if (last) {
        last.tail += text;
      } else {
        before += text;
      }
    };
    let start = 0;
    for (const match of data.matchAll(PLACEHOLDER)) {
      const node = this.#nodes[Number(match[1])];
      add(data.slice(start, match.index));
      start = match.index + match[0].length;
      if (typeof node === 'string') {
        add(node.includes(PREFIX) ? this.#flatten(node) : node);
      } else if (node) {
        this.#expand(node);
        nodes.push(node);
      }
    }
    add(data.slice(start));
    return { before, nodes };
  }

  /** Puts the nodes inside an element that a rule made in their place. */
  #expand(element: Element): void {
    const children = [...element.children];
    const text = this.#toNodes(element.text);
    element.setText(text.before, element.atomic);
    element.children = [...text.nodes];
    for (const child of children) {
      this.#expand(child);
      element.children.push(child);
      const tail = this.#toNodes(child.tail);
      child.tail = tail.before;
      element.children.push(...tail.nodes);
    }
  }

  #flatten(text: string): string {
    return text.replace(PLACEHOLDER, (_all, id: string) => {
      const node = this.#nodes[Number(id)];
      return typeof node === 'string' ? this.#flatten(node) : (node?.innerText() ?? '');
    });
  }

  #unwrap(text: string, asSource = false): string {
    return text.replace(PLACEHOLDER, (all, id: string) => {
      const node = this.#nodes[Number(id)];
      if (node === undefined) {
        return all;
      }
      return typeof node === 'string' ? (asSource ? `\\${node}` : node) : asSource ? toMarkup(node) : this.#flatten(node.innerText());
    });
  }
}

/** An element as HTML, for inside a tag that is kept as written. */
function toMarkup(element: Element): string {
  const attributes = [...element.attributes].map(([name, value]) => ` ${name}="${value.replace(/"/g, '&quot;')}"`).join('');
  return `<${element.tag}${attributes}>${element.innerText()}</${element.tag}>`;
}
