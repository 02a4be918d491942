import type { EntityAction, EntityPage } from '../../src/protocol/entity';
import { element } from '../shared/element';
import { icon } from '../shared/icon';
import { entityLink, factValue, plainButton, section, webLink, type PageEvents } from './parts';
import { relationCard, type RelationCardOptions } from './relationCard';
import { warnings } from './warnings';

export interface OverviewOptions extends RelationCardOptions {
  readonly onAction: (action: EntityAction) => void;
}

/** The first tab: about, relations, links, labels, and where it all comes from. */
export function overview(page: EntityPage, options: OverviewOptions): readonly HTMLElement[] {
  const { events } = options;
  const notes = warnings(page, events);
  const relations = page.cards.map((card) => relationCard(card, options));
  const side = [links(page, events), labels(page), place(page, options)].filter((node) => node !== undefined);
  return [
    ...(notes.length === 0 ? [] : [element('div', { class: 'notices' }, ...notes)]),
    element('div', { class: 'columns' }, element('div', { class: 'wide' }, about(page, events), ...relations), element('div', { class: 'narrow' }, ...side)),
  ];
}

function about({ description, facts, tags }: EntityPage, events: PageEvents): HTMLElement {
  const rows = facts.flatMap(({ label, values }) => [element('dt', {}, label), element('dd', {}, ...values.map((value) => element('div', {}, factValue(value, events))))]);
  return section(
    'About',
    'about',
    element('p', { class: description === undefined ? 'description muted' : 'description' }, description ?? 'Its file gives no description.'),
    element('dl', {}, ...rows),
    ...(tags.length === 0 ? [] : [element('ul', { class: 'tags', 'aria-label': 'Tags' }, ...tags.slice(0, 200).map((tag) => element('li', {}, tag)))]),
  );
}

function links({ links: found }: EntityPage, events: PageEvents): HTMLElement | undefined {
  const rows = found.map(({ title, url, web, icon: name, host, type }) =>
    element('li', {}, icon(name), element('span', { class: 'link' }, webLink(url, title, events), element('span', { class: 'muted' }, web ? [host, type].filter(Boolean).join(' · ') : 'not a web address, so it is not opened'))),
  );
  return rows.length === 0 ? undefined : section('Links', 'links', element('ul', {}, ...rows));
}

function labels({ labels: found }: EntityPage): HTMLElement | undefined {
  const rows = found.flatMap(({ name, value }) => [element('dt', {}, name), element('dd', {}, value === '' ? '–' : value)]);
  return rows.length === 0 ? undefined : section('Labels', 'labels', element('dl', {}, ...rows));
}

function place({ place: at, ancestry }: EntityPage, { events, onAction }: OverviewOptions): HTMLElement {
  const facts: readonly (readonly [string, Node | string])[] = [
    ['File', plainButton(`${at.path}:${at.line + 1}`, () => onAction('openDefinition'), { title: 'Open the line that defines it' })],
    ...(at.repository === undefined ? [] : [['Repository', at.branch === undefined ? at.repository : `${at.repository} (${at.branch})`] as const]),
    ['Source', at.source],
  ];
  return section(
    'Where it is defined',
    'place',
    element('dl', {}, ...facts.flatMap(([label, value]) => [element('dt', {}, label), element('dd', {}, value)])),
    ...(at.insteadOfGitHub === undefined ? [] : [element('p', { class: 'muted' }, icon('folder-opened'), ` Shown from the folder ${at.insteadOfGitHub} instead of GitHub.`)]),
    ...(ancestry.length === 0 ? [] : [element('h3', {}, 'It came into the catalog by'), element('ol', { class: 'ancestry' }, ...ancestry.map((location) => element('li', {}, entityLink(location, events))))]),
    element('p', {}, plainButton('Show it as the catalog stores it', () => onAction('inspect'))),
  );
}
