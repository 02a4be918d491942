import type { EntityPage } from '../../src/protocol/entity';
import { element } from '../shared/element';
import { icon } from '../shared/icon';
import { entityLink, factValue, plainButton, type PageEvents } from './parts';

/** What the reader should know before all else: what is wrong with the entity, and what comes to an end. */
export function warnings(page: EntityPage, events: PageEvents): readonly HTMLElement[] {
  return [deprecation(page, events), problems(page, events), missing(page, events), orphan(page)].filter((node) => node !== undefined);
}

function notice(kind: 'error' | 'warning' | 'info', title: string, ...children: readonly (Node | string)[]): HTMLElement {
  const head = element('h2', {}, icon(kind), title);
  return element('section', { class: `notice ${kind}`, 'aria-label': title }, head, ...children);
}

function deprecation({ deprecation: end, facts }: EntityPage, events: PageEvents): HTMLElement | undefined {
  if (!end) {
    return undefined;
  }
  const lifecycle = facts.find(({ label }) => label === 'Lifecycle')?.values[0];
  const deprecated = lifecycle?.type === 'text' && lifecycle.text.toLowerCase() === 'deprecated';
  const lines = [
    ...(end.endOfLife === undefined ? [] : [element('p', {}, 'End of life: ', element('strong', {}, end.endOfLife))]),
    ...(end.replacement === undefined ? [] : [element('p', {}, 'Use instead: ', factValue(end.replacement, events))]),
    ...(end.endOfLife === undefined && end.replacement === undefined ? [element('p', {}, 'Its file names neither an end of life nor a replacement.')] : []),
  ];
  return notice('warning', deprecated ? 'This entity is deprecated' : 'This entity has an end of life', ...lines);
}

function problems({ problems: found, place }: EntityPage, { onProblem }: PageEvents): HTMLElement | undefined {
  if (found.length === 0) {
    return undefined;
  }
  const rows = found.map(({ message, line, character, severity, code }) => {
    const open = plainButton(`Line ${line + 1}`, () => onProblem(line, character), { 'aria-label': `Open line ${line + 1} of ${place.path}`, 'data-focus': `problem ${line} ${code}` });
    return element('li', {}, icon(severity === 'information' ? 'info' : severity), element('span', { class: 'message' }, message), ' ', open);
  });
  const worst = found.some(({ severity }) => severity === 'error') ? 'error' : 'warning';
  return notice(worst, found.length === 1 ? 'One problem' : `${found.length} problems`, element('ul', {}, ...rows));
}

function missing({ missing: { total, shown } }: EntityPage, events: PageEvents): HTMLElement | undefined {
  if (total === 0) {
    return undefined;
  }
  const rows = shown.map(({ title, ref }) => {
    const kind = ref.slice(0, Math.max(0, ref.indexOf(':')));
    return element('li', {}, `${title}: `, entityLink({ ref, label: ref, kind, icon: 'question', detail: '', description: undefined, missing: true, deprecated: false }, events));
  });
  const rest = total - shown.length;
  return notice(
    'warning',
    total === 1 ? 'One relation leads nowhere' : `${total.toLocaleString('en')} relations lead nowhere`,
    element('p', {}, 'These are not in the catalog. They may be misspelt, removed, or stand in a repository that is not read.'),
    element('ul', {}, ...rows, ...(rest > 0 ? [element('li', { class: 'muted' }, `and ${rest.toLocaleString('en')} more`)] : [])),
  );
}

function orphan({ orphan: isOrphan }: EntityPage): HTMLElement | undefined {
  return isOrphan ? notice('warning', 'This entity is an orphan', element('p', {}, 'No Location leads to it any more, so nothing keeps it up to date, and a clean-up may remove it.')) : undefined;
}
