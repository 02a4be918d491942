import type { Heading } from '../../src/protocol/docs';
import { element } from '../shared/element';

export interface TableOfContents {
  readonly node: HTMLElement;
  show(entries: readonly Heading[]): void;
  /** Marks the heading that the reader has reached. */
  follow(): void;
}

/** @param find the heading of an id, in the article alone */
export function createTableOfContents(find: (id: string) => Element | undefined, onEntry: (id: string) => void): TableOfContents {
  const node = element('nav', { class: 'toc-panel', 'aria-label': 'On this page' });
  let known = '';
  let links: { readonly id: string; readonly link: HTMLElement }[] = [];
  return {
    node,
    show: (entries) => {
      const next = JSON.stringify(entries.map(({ id, title, level }) => [id, title, level]));
      if (next === known) {
        return; // most of what is typed changes no heading
      }
      known = next;
      const shown = entries.filter(({ level, title }) => level > 1 && level <= 4 && title !== '');
      links = shown.map((entry) => {
        const link = element('a', { href: `#${entry.id}`, class: `level-${entry.level}` }, entry.title);
        link.addEventListener('click', (event) => {
          event.preventDefault();
          event.stopPropagation();
          onEntry(entry.id);
        });
        return { id: entry.id, link };
      });
      node.hidden = links.length === 0;
      node.replaceChildren(element('h2', {}, 'On this page'), element('ul', {}, ...links.map(({ link }) => element('li', {}, link))));
    },
    follow: () => {
      const reached = links.filter(({ id }) => (find(id)?.getBoundingClientRect().top ?? Infinity) < 120).at(-1) ?? links[0];
      for (const { link } of links) {
        link.toggleAttribute('data-reached', link === reached?.link);
      }
    },
  };
}
