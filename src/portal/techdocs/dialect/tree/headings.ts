import { Element, isHeading } from '../element';
import type { PageParse } from '../pageParse';
import { AMPERSAND, pending, STASHED_ALL, STX, unescapeCharacters } from '../placeholders';
import { decodeEntities } from '../entities';
import { slugify } from './slugify';

export interface Heading {
  readonly id: string;
  /** The text a reader sees, entities decoded. */
  readonly title: string;
  /** 1 to 6. */
  readonly level: number;
  /** Line of the file, from 0. */
  readonly line: number;
}

/** A heading of a part of a page, whose id the whole page decides where it has none of its own. */
export interface PartHeading extends Heading {
  /** Empty where the id is made of `slug`. */
  readonly id: string;
  readonly slug: string;
  /** Whether lists of headings name it. */
  readonly isListed: boolean;
}

export interface Anchors {
  readonly headings: readonly PartHeading[];
  /** Ids that elements have already; headings get others. */
  readonly ids: readonly string[];
}

/**
 * Gives headings ids and links to themselves, and gathers them. An id that is made of the heading's text is pending until the
 * whole page is known: `pending('heading', i)`. Source: `TocTreeprocessor` of Python-Markdown's `toc`.
 */
export function anchorHeadings(root: Element, page: PageParse): Anchors {
  const { toc } = page.options;
  const elements = [...root.walk()];
  const ids = elements.flatMap(({ attributes }) => attributes.get('id') ?? []).filter((id) => !id.includes(STX));
  const headings: PartHeading[] = [];
  for (const element of elements.filter(({ tag }) => isHeading(tag))) {
    const level = Math.min(6, Number(element.tag.slice(1)) + toc.baseLevel - 1);
    element.tag = `h${level}`;
    const name = decodeEntities(plainText(withoutFootnotes(element), page));
    const own = element.attributes.get('id');
    const id = own ?? pending('heading', headings.length);
    element.attributes.set('id', id);
    const label = element.attributes.get('data-toc-label');
    element.attributes.delete('data-toc-label');
    headings.push({ id: own ?? '', slug: slugify(name, toc.separator, toc.unicodeSlugs), title: label ?? name, level, line: element.map?.[0] ?? 0, isListed: level >= toc.top && level <= toc.bottom });
    if (toc.anchorLink) {
      const link = new Element('a', { class: 'toclink', href: `#${id}` }).setText(element.text);
      link.children = element.children;
      element.setText('');
      element.children = [link];
    }
    if (toc.permalink !== false) {
      const link = new Element('a', { class: toc.permalinkClass, href: `#${id}`, ...(toc.permalinkTitle && { title: toc.permalinkTitle }) });
      element.children.push(link.setText(toc.permalink === true ? `${AMPERSAND}para;` : toc.permalink));
    }
  }
  if (toc.marker !== '') {
    replaceMarker(root, toc.marker);
  }
  return { headings, ids };
}

/**
 * What a heading says, as HTML without tags: pictures by their alternative text, links to itself left out. Source: mkdocs 1.6
 * `toc.get_heading_text`.
 */
export function headingText(element: Element, page: PageParse): string {
  const copy = withoutFootnotes(element);
  const reduce = (parent: Element): void => {
    parent.children = parent.children.filter((child) => child.tag !== 'a' || !child.className.split(' ').includes(page.options.toc.permalinkClass));
    parent.children.filter(({ tag }) => tag === 'img').forEach((image) => image.setText(image.attributes.get('alt') ?? ''));
    parent.children.forEach(reduce);
  };
  reduce(copy);
  return plainText(copy, page).replace(/&(?!(?:#\d+|#x[\da-f]+|\w+);)/gi, '&amp;');
}

function withoutFootnotes(element: Element): Element {
  const copy = element.clone();
  const clean = (parent: Element): void => {
    parent.children = parent.children.filter((child) => {
      const isMark = child.tag === 'sup' && child.children[0]?.className === 'footnote-ref';
      if (isMark) {
        const before = parent.children[parent.children.indexOf(child) - 1];
        if (before) {
          before.tail += child.tail;
        } else {
          parent.text += child.tail;
        }
      }
      return !isMark;
    });
    parent.children.forEach(clean);
  };
  clean(copy);
  return copy;
}

/** The text of a heading without tags, as HTML: what raw HTML says of it included. */
function plainText(element: Element, page: PageParse): string {
  const restore = (text: string): string =>
    text.replace(STASHED_ALL, (_all, index: string) => {
      const stored = page.stash.get(Number(index));
      return typeof stored === 'string' ? restore(stored) : '';
    });
  const html = restore(element.innerText()).replaceAll(AMPERSAND, '&');
  return unescapeCharacters(html)
    .replace(/<!--[\s\S]*?-->/g, '')
    .replace(/<[^>]*>/g, '')
    .split(/\s+/)
    .filter((word) => word !== '')
    .join(' ');
}

/** Paragraphs of the marker alone become the list of headings, once these are known. */
function replaceMarker(parent: Element, marker: string): void {
  parent.children.forEach((child, i) => {
    if (isHeading(child.tag) || child.tag === 'pre' || child.tag === 'code') {
      return;
    }
    if (child.children.length === 0 && child.text.trim() === marker) {
      const list = new Element('div').setText(pending('toc', child.map?.[0] ?? -1), true);
      list.isPending = true;
      parent.children[i] = list;
    } else {
      replaceMarker(child, marker);
    }
  });
}

/** The list of headings that stands where the marker does. */
export function toTocList(headings: readonly Heading[], title: string): Element {
  const box = new Element('div', { class: 'toc' });
  if (title !== '') {
    box.add('span', { class: 'toctitle' }).setText(title);
  }
  const open: { readonly list: Element; readonly level: number }[] = [];
  for (const { id, title: name, level } of headings) {
    // A heading that is deeper than the one before it goes below it, however much deeper it is.
    while (open.length > 1 && (open.at(-1)?.level ?? 0) > level && (open.at(-2)?.level ?? 0) >= level) {
      open.pop();
    }
    const top = open.at(-1);
    if (!top || level > top.level) {
      open.push({ list: (top?.list.last ?? box).add('ul'), level });
    } else {
      open[open.length - 1] = { list: top.list, level };
    }
    open.at(-1)?.list.add('li').add('a', { href: `#${id}` }).setText(name);
  }
  return open.length === 0 ? withEmptyList(box) : box;
}

function withEmptyList(box: Element): Element {
  box.add('ul');
  return box;
}
