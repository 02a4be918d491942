import type { NavNode } from '../../src/protocol/docs';
import { element } from '../shared/element';

export interface NavTree {
  readonly node: HTMLElement;
  show(nav: readonly NavNode[]): void;
  /** Marks the page that is shown and opens the sections around it. */
  select(path: string): void;
}

export function createNavTree(onPage: (path: string) => void, onLink: (href: string) => void): NavTree {
  const node = element('nav', { class: 'nav', 'aria-label': 'Pages' });
  const links = new Map<string, HTMLElement>();
  let selected: string | undefined;

  const toItem = (item: NavNode): HTMLElement => {
    if (item.type === 'section') {
      const details = element('details', {}, element('summary', {}, item.title), toList(item.children));
      details.open = links.size < 40; // long trees begin folded
      return element('li', {}, details);
    }
    const link = element('a', { href: '#', class: item.type === 'page' ? undefined : /^([a-z][a-z0-9+.-]*:|\/\/)/i.test(item.href) ? 'elsewhere' : 'missing' }, item.title);
    link.addEventListener('click', (event) => {
      event.preventDefault();
      event.stopPropagation();
      if (item.type === 'page') {
        onPage(item.path);
      } else {
        onLink(item.href);
      }
    });
    if (item.type === 'page') {
      links.set(item.path, link);
    }
    return element('li', {}, link);
  };
  const toList = (items: readonly NavNode[]): HTMLElement => element('ul', {}, ...items.map(toItem));

  const select = (path: string): void => {
    if (path === selected && links.get(path)?.hasAttribute('aria-current')) {
      return; // a section that the reader has closed stays so while the page changes
    }
    links.get(selected ?? '')?.removeAttribute('aria-current');
    selected = path;
    const link = links.get(path);
    link?.setAttribute('aria-current', 'page');
    for (let parent = link?.parentElement; parent && parent !== node; parent = parent.parentElement) {
      if (parent instanceof HTMLDetailsElement) {
        parent.open = true;
      }
    }
    link?.scrollIntoView?.({ block: 'nearest' });
  };

  return {
    node,
    show: (nav) => {
      links.clear();
      node.replaceChildren(toList(nav));
      if (selected !== undefined) {
        select(selected);
      }
    },
    select,
  };
}
