import type { EntityAction, EntityPage, EntityProtocol, EntityTab, EntityView } from '../../src/protocol/entity';
import { element } from '../shared/element';
import { icon } from '../shared/icon';
import { entityLink, type PageEvents } from './parts';

export interface LayoutEvents extends PageEvents {
  readonly onBack: () => void;
  readonly onForward: () => void;
  readonly onAction: (action: EntityAction) => void;
  readonly onTab: (tab: EntityTab) => void;
}

/** The parts of the page that stay while entities change. */
export interface EntityLayout {
  readonly main: HTMLElement;
  /** What a tab shows, to be filled. */
  readonly panel: HTMLElement;
  showLoading(ref: string): void;
  showUnknown(unknown: EntityProtocol['viewEvents']['unknown']): void;
  showHead(view: EntityView, page: EntityPage, tab: EntityTab): void;
}

const TABS: readonly { readonly id: EntityTab; readonly label: string }[] = [
  { id: 'overview', label: 'Overview' },
  { id: 'definition', label: 'Definition' },
  { id: 'graph', label: 'Relations' },
];

export function createEntityLayout(root: HTMLElement, events: LayoutEvents): EntityLayout {
  const back = historyButton('arrow-left', 'Back', events.onBack);
  const forward = historyButton('arrow-right', 'Forward', events.onForward);
  const ref = element('code', { class: 'ref' });
  const head = element('header', { class: 'head' });
  const tabs = element('div', { class: 'tabs', role: 'tablist', 'aria-label': 'Parts of the page' });
  const panel = element('div', { class: 'panel', role: 'tabpanel', id: 'panel' });
  const message = element('div', { class: 'sd-message', role: 'status' });
  const main = element('main', { tabindex: '-1' }, head, tabs, panel, message);
  const bar = element('nav', { class: 'bar', 'aria-label': 'Entities seen before' }, back, forward, ref);
  root.className = 'entity-page';
  root.replaceChildren(bar, main);

  const showHistory = (view: EntityView): void => {
    setStep(back, 'Back', view.back);
    setStep(forward, 'Forward', view.forward);
    ref.textContent = view.history.ref;
  };
  tabs.addEventListener('keydown', (event) => {
    const all = [...tabs.querySelectorAll<HTMLElement>('[role=tab]')];
    const at = all.findIndex((tab) => tab === document.activeElement);
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    const next = step === 0 || at < 0 ? undefined : all[(at + step + all.length) % all.length];
    if (next) {
      event.preventDefault();
      next.focus();
      next.click();
    }
  });
  const showTabs = (page: EntityPage, selected: EntityTab): void => {
    const shown = TABS.filter(({ id }) => id !== 'definition' || page.definition !== undefined);
    tabs.replaceChildren(
      ...shown.map(({ id, label }) => {
        const tab = element('button', { type: 'button', role: 'tab', id: `tab-${id}`, 'aria-selected': String(id === selected), 'aria-controls': 'panel', tabindex: id === selected ? '0' : '-1', 'data-focus': `tab ${id}` }, label);
        tab.addEventListener('click', () => events.onTab(id));
        return tab;
      }),
    );
    panel.setAttribute('aria-labelledby', `tab-${selected}`);
  };

  return {
    main,
    panel,
    showLoading: (wanted) => {
      root.dataset['state'] = 'loading';
      ref.textContent = wanted;
      message.replaceChildren(element('vscode-progress-ring', { 'aria-hidden': 'true' }), element('p', {}, `Looking for ${wanted}…`));
    },
    showUnknown: (unknown) => {
      root.dataset['state'] = 'unknown';
      showHistory(unknown);
      const suggestions = unknown.suggestions.map((entity) => element('li', {}, entityLink(entity, events), element('span', { class: 'detail' }, entity.kind)));
      message.replaceChildren(
        element('h1', {}, 'Not in the catalog'),
        element('p', {}, element('code', {}, unknown.ref)),
        element('p', {}, unknown.message),
        ...(suggestions.length === 0 ? [] : [element('h2', {}, 'Did you mean'), element('ul', { class: 'suggestions' }, ...suggestions)]),
        element('div', { class: 'actions' }, ...(unknown.signIn ? [action('Sign In', 'signIn', 'primary', events)] : []), action('Search the Catalog', 'search', unknown.signIn ? 'secondary' : 'primary', events), action('Refresh Catalog', 'refresh', 'secondary', events)),
      );
    },
    showHead: (view, page, tab) => {
      root.dataset['state'] = 'page';
      showHistory(view);
      message.replaceChildren();
      head.replaceChildren(...headOf(page, events));
      showTabs(page, tab);
    },
  };
}

function headOf(page: EntityPage, events: LayoutEvents): readonly HTMLElement[] {
  const { docs, repository, starred } = page.actions;
  const badges = [page.kind, ...(page.deprecation ? ['deprecated'] : [])].map((text) => element('span', { class: `badge ${text === 'deprecated' ? 'end' : ''}` }, text));
  return [
    element('div', { class: 'title' }, icon(page.icon), element('h1', {}, page.title), ...badges),
    element(
      'div',
      { class: 'actions', role: 'group', 'aria-label': 'Actions' },
      action('Open Definition', 'openDefinition', 'primary', events),
      ...(docs ? [action('Open Docs', 'openDocs', 'secondary', events)] : []),
      ...(repository ? [action('Open Repository', 'openRepository', 'secondary', events)] : []),
      action('Copy Reference', 'copyRef', 'secondary', events),
      ...(starred === undefined ? [] : [action(starred ? 'Remove Star' : 'Star', starred ? 'unstar' : 'star', 'secondary', events)]),
    ),
  ];
}

function action(label: string, id: EntityAction, appearance: 'primary' | 'secondary', { onAction }: LayoutEvents): HTMLElement {
  const button = element('vscode-button', { appearance, 'data-focus': `action ${label}` }, label);
  button.addEventListener('click', () => onAction(id));
  return button;
}

function historyButton(name: string, label: string, onClick: () => void): HTMLButtonElement {
  const button = element('button', { type: 'button', class: 'step', 'aria-label': label, disabled: true }, icon(name));
  button.addEventListener('click', onClick);
  return button;
}

function setStep(button: HTMLButtonElement, label: string, target: string | undefined): void {
  button.disabled = target === undefined;
  button.title = target === undefined ? label : `${label} to ${target}`;
  button.setAttribute('aria-label', button.title);
}
