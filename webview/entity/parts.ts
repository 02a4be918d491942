import type { FactValue, RelatedEntity } from '../../src/protocol/entity';
import { element } from '../shared/element';
import { icon } from '../shared/icon';

/** What happens when something on the page is chosen. */
export interface PageEvents {
  readonly onEntity: (ref: string, aside: boolean) => void;
  readonly onLink: (url: string) => void;
  readonly onMail: (address: string) => void;
  readonly onProblem: (line: number, character: number) => void;
}

/** A part of the page with a heading. */
export function section(title: string, name: string, ...children: readonly (Node | string)[]): HTMLElement {
  const id = `heading-${name.replace(/\W+/g, '-')}`;
  return element('section', { class: `card ${name.replace(/\W.*$/, '')}`, 'aria-labelledby': id }, element('h2', { id }, title), ...children);
}

/** Shows an entity by its icon and name; chosen, it is walked to. */
export function entityLink(entity: RelatedEntity, { onEntity }: PageEvents): HTMLElement {
  const classes = ['entity', entity.missing && 'missing', entity.deprecated && 'deprecated'].filter(Boolean).join(' ');
  const state = entity.missing ? 'not in the catalog' : entity.deprecated ? 'deprecated' : undefined;
  const link = element('a', { class: classes, href: '#', title: entity.ref, 'data-focus': entity.ref }, icon(entity.icon), element('span', { class: 'name' }, entity.label), ...(state === undefined ? [] : [element('span', { class: 'sd-hidden-text' }, `(${state})`)]));
  link.addEventListener('click', (event) => {
    event.preventDefault();
    onEntity(entity.ref, event.ctrlKey || event.metaKey);
  });
  return link;
}

/** A web address, opened outside; anything else stays text. */
export function webLink(url: string, text: string, { onLink }: PageEvents): HTMLElement {
  if (!/^https?:\/\//i.test(url)) {
    return element('span', { class: 'no-link' }, text);
  }
  const link = element('a', { class: 'web', href: '#', title: url, 'data-focus': url }, text);
  link.addEventListener('click', (event) => {
    event.preventDefault();
    onLink(url);
  });
  return link;
}

export function factValue(value: FactValue, events: PageEvents): Node {
  switch (value.type) {
    case 'entity':
      return entityLink(value.entity, events);
    case 'link':
      return webLink(value.url, value.text, events);
    case 'text':
      return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value.text) ? mailLink(value.text, events) : element('span', {}, value.text);
  }
}

function mailLink(address: string, { onMail }: PageEvents): HTMLElement {
  const link = element('a', { href: '#', title: `Write to ${address}`, 'data-focus': address }, address);
  link.addEventListener('click', (event) => {
    event.preventDefault();
    onMail(address);
  });
  return link;
}

export function plainButton(label: string, onClick: () => void, attributes: Readonly<Record<string, string | boolean | undefined>> = {}): HTMLButtonElement {
  const button = element('button', { type: 'button', class: 'plain', 'data-focus': label, ...attributes }, label);
  button.addEventListener('click', onClick);
  return button;
}

/** Draws anew and gives the focus back to what had it, if it is still there. */
export function keepingFocus(root: HTMLElement, draw: () => void): void {
  const active = document.activeElement;
  const key = active instanceof HTMLElement && root.contains(active) ? active.dataset['focus'] : undefined;
  draw();
  if (key !== undefined) {
    [...root.querySelectorAll<HTMLElement>('[data-focus]')].find((node) => node.dataset['focus'] === key)?.focus({ preventScroll: true });
  }
}
