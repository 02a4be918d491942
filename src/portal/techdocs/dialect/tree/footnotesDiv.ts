import type { BlockParser } from '../blockParser';
import { Element } from '../element';
import { AMPERSAND } from '../placeholders';

/** Where the page says that its footnotes go. */
export const PLACE = '///Footnotes Go Here///';
const BACK = `${AMPERSAND}#8617;`;
const SPACE = `${AMPERSAND}#160;`;

/** Puts the footnotes of a page at its end, or where it says. Runs before inline rules. Source: `FootnoteTreeprocessor`. */
export function addFootnotes(root: Element, parser: BlockParser): void {
  const { footnotes } = parser.page;
  if (footnotes.size === 0) {
    return;
  }
  const box = new Element('div', { class: 'footnote' });
  box.add('hr');
  const list = box.add('ol');
  let number = 0;
  // A footnote may define others, which then follow.
  for (const [id, text] of footnotes) {
    number++;
    const item = parser.add(list, 'li', text, { id: `fn:${id}` });
    // A list item as parent would change how lists in it are read.
    const inside = new Element('div');
    parser.parseChunk(inside, text);
    item.children = inside.children;
    const back = new Element('a', { class: 'footnote-backref', href: `#fnref:${id}`, title: `Jump back to footnote ${number} in the text` }).setText(BACK, true);
    const last = item.last;
    if (last?.tag === 'p') {
      last.text += SPACE;
      last.children.push(back);
    } else if (last) {
      item.add('p').children.push(back);
    }
  }
  const place = findPlace(root);
  if (!place) {
    root.children.push(box);
  } else if (place.inText) {
    place.parent.children.splice(place.index, 1, box);
  } else {
    place.parent.children.splice(place.index + 1, 0, box);
    place.child.tail = '';
  }
}

function findPlace(parent: Element): { readonly parent: Element; readonly child: Element; readonly index: number; readonly inText: boolean } | undefined {
  for (const [index, child] of parent.children.entries()) {
    const inText = child.text.includes(PLACE);
    const found = inText || child.tail.includes(PLACE) ? { parent, child, index, inText } : findPlace(child);
    if (found) {
      return found;
    }
  }
  return undefined;
}

/** A footnote that is referred to several times leads back to each place. Runs after inline rules. Source: `FootnotePostTreeprocessor`. */
export function addBackLinks(root: Element, usesOf: () => ReadonlyMap<string, number>): void {
  const items = [...root.walk()].filter((element) => element.tag === 'li' && element.attributes.get('id')?.startsWith('fn:') === true);
  const uses = items.length > 0 ? usesOf() : new Map<string, number>();
  for (const item of items) {
    const id = (item.attributes.get('id') ?? '').slice('fn:'.length);
    const link = [...item.walk()].find((element) => element.className === 'footnote-backref');
    for (let use = 2; link && use <= (uses.get(id) ?? 0); use++) {
      const further = link.clone();
      further.attributes.set('href', `#fnref${use}:${id}`);
      item.last?.children.push(further);
    }
  }
}
