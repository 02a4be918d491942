import { Element } from '../element';
import { EDGE } from '../inline/words';

/** Marks abbreviations that the page explains, the longest first. Source: `AbbrTreeprocessor` of Python-Markdown's `abbr`. */
export function markAbbreviations(root: Element, abbreviations: ReadonlyMap<string, string>): void {
  const names = [...abbreviations.keys()].sort((a, b) => b.length - a.length);
  if (names.length === 0) {
    return;
  }
  const pattern = new RegExp(`${EDGE}(?:${names.map((name) => name.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')).join('|')})${EDGE}`, 'gu');
  /** Cuts a text into what comes before the first abbreviation, and abbreviations with what follows them. */
  const cut = (text: string): { readonly before: string; readonly nodes: readonly Element[] } => {
    const matches = [...text.matchAll(pattern)].filter(([name]) => (abbreviations.get(name) ?? '') !== '');
    const nodes = matches.map((match, i) => {
      const element = new Element('abbr', { title: abbreviations.get(match[0]) ?? '' }).setText(match[0], true);
      element.tail = text.slice(match.index + match[0].length, matches[i + 1]?.index);
      return element;
    });
    return { before: text.slice(0, matches[0]?.index), nodes };
  };
  const visit = (element: Element): void => {
    for (const child of [...element.children].reverse()) {
      visit(child);
      if (child.tail !== '' && !child.tailAtomic) {
        const { before, nodes } = cut(child.tail);
        child.tail = before;
        element.children.splice(element.children.indexOf(child) + 1, 0, ...nodes);
      }
    }
    if (element.text !== '' && !element.atomic) {
      const { before, nodes } = cut(element.text);
      element.setText(before);
      element.children.unshift(...nodes);
    }
  };
  visit(root);
}
