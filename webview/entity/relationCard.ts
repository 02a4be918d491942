import type { RelatedEntity, RelationCard } from '../../src/protocol/entity';
import { element } from '../shared/element';
import { entityLink, plainButton, section, type PageEvents } from './parts';

/** Rows that are put on the page at one go. */
const PAGE = 500;

export interface RelationCardOptions {
  readonly events: PageEvents;
  /** Asks the host for all entities of the card. */
  readonly load: (card: string) => Promise<readonly RelatedEntity[]>;
  /** Cards that show all, by id; kept while the page is drawn anew. */
  readonly opened: Set<string>;
}

/** The entities in one relation. The first are shown; the others come when asked for, some hundreds at a time, and can be filtered. */
export function relationCard(card: RelationCard, options: RelationCardOptions): HTMLElement {
  const list = element('ul', { class: 'entities' }, ...card.shown.map((entity) => row(entity, options.events)));
  const rest = element('div', { class: 'rest' });
  const node = section(card.title, `relation ${card.id}`, list, rest);
  node.querySelector('h2')?.append(element('span', { class: 'count' }, card.total.toLocaleString('en')));
  if (card.summary !== undefined) {
    list.before(element('p', { class: 'summary' }, card.summary));
  }
  if (card.total > card.shown.length) {
    const showAll = async (): Promise<void> => {
      rest.replaceChildren(element('p', { class: 'muted', role: 'status' }, 'Reading…'));
      try {
        const all = await options.load(card.id);
        options.opened.add(card.id);
        showFiltered(all, list, rest, card.title, options.events);
      } catch (error) {
        rest.replaceChildren(element('p', { role: 'alert' }, error instanceof Error ? error.message : String(error)), button());
      }
    };
    const button = (): HTMLElement => plainButton(`Show all ${card.total.toLocaleString('en')}`, () => void showAll(), { 'data-focus': `all ${card.id}` });
    rest.append(button());
    if (options.opened.has(card.id)) {
      void showAll();
    }
  }
  return node;
}

function row(entity: RelatedEntity, events: PageEvents): HTMLElement {
  return element(
    'li',
    {},
    entityLink(entity, events),
    ...(entity.missing ? [element('span', { class: 'detail problem' }, 'not in the catalog')] : entity.detail === '' ? [] : [element('span', { class: 'detail' }, entity.detail)]),
    ...(entity.description === undefined ? [] : [element('span', { class: 'description', title: entity.description.slice(0, 1_000) }, entity.description.slice(0, 300))]),
  );
}

function showFiltered(all: readonly RelatedEntity[], list: HTMLElement, rest: HTMLElement, title: string, events: PageEvents): void {
  const field = element('input', { type: 'search', class: 'filter', placeholder: `Filter ${all.length.toLocaleString('en')} entities`, 'aria-label': `Filter: ${title}`, 'data-focus': `filter ${title}` });
  let limit = PAGE;
  const draw = (): void => {
    const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
    const found = all.filter(({ ref, label, detail, description = '' }) => words.every((word) => `${ref} ${label} ${detail} ${description}`.toLowerCase().includes(word)));
    list.replaceChildren(...found.slice(0, limit).map((entity) => row(entity, events)));
    const left = found.length - limit;
    rest.replaceChildren(
      element('p', { class: 'muted', role: 'status' }, words.length > 0 || left > 0 ? `${Math.min(limit, found.length).toLocaleString('en')} of ${found.length.toLocaleString('en')} shown` : ''),
      ...(left > 0
        ? [
            plainButton(`Show ${Math.min(PAGE, left).toLocaleString('en')} more`, () => {
              limit += PAGE;
              draw();
            }),
          ]
        : []),
    );
  };
  field.addEventListener('input', () => {
    limit = PAGE;
    draw();
  });
  list.before(field);
  draw();
}
