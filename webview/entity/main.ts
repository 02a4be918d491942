import './entity.css';
import type { EntityPage, EntityProtocol, EntityState, EntityTab, EntityView } from '../../src/protocol/entity';
import { connectHost } from '../shared/connectHost';
import { element } from '../shared/element';
import { registerToolkit } from '../shared/toolkit';
import { definitionTab } from './definition';
import { createEntityLayout } from './entityLayout';
import { FIRST_GRAPH, graphTab } from './graph';
import { overview } from './overview';
import { keepingFocus } from './parts';

registerToolkit();
const root = document.querySelector<HTMLElement>('body > #root') ?? document.body;
let shown: EntityPage | undefined;
/** Cards that show all their entities, of the entity that is shown. */
const opened = new Set<string>();

const host = connectHost<EntityProtocol, EntityState>({
  loading: ({ ref }) => layout.showLoading(ref),
  unknown: (unknown) => {
    shown = undefined;
    layout.showUnknown(unknown);
    saveState({ ...unknown.history });
  },
  page: showPage,
});

const events = {
  onEntity: (ref: string, aside: boolean) => host.notify('navigate', { ref, aside }),
  onLink: (url: string) => host.notify('openLink', { url }),
  onMail: (address: string) => host.notify('writeMail', { address }),
  onProblem: (line: number, character: number) => host.notify('openProblem', { line, character }),
};
const layout = createEntityLayout(root, {
  ...events,
  onBack: () => host.notify('back', null),
  onForward: () => host.notify('forward', null),
  onAction: (action) => host.notify('act', { action }),
  onTab: (tab) => {
    saveState({ tab, scroll: 0 });
    if (view && shown) {
      draw(view, shown);
      layout.main.scrollTop = 0;
    }
  },
});
let view: EntityView | undefined;

function showPage(next: EntityView & { readonly page: EntityPage }): void {
  const before = host.getState();
  const again = shown?.ref === next.page.ref;
  // What comes back after the panel was hidden or loaded again is where the reader left it.
  const returns = shown === undefined && before?.ref === next.page.ref;
  if (!again) {
    opened.clear();
  }
  shown = next.page;
  view = next;
  const scroll = again ? layout.main.scrollTop : returns ? (before.scroll ?? 0) : 0;
  saveState({ ...next.history, ...(again || returns ? {} : { tab: 'overview' as const }), scroll });
  keepingFocus(root, () => draw(next, next.page));
  layout.main.scrollTop = scroll;
  if (!again && !returns && document.hasFocus()) {
    layout.main.focus({ preventScroll: true });
  }
}

function draw(current: EntityView, page: EntityPage): void {
  const tab = tabFor(page);
  const same = layout.panel.dataset['shown'] === `${page.ref} ${tab}`;
  layout.panel.dataset['shown'] = `${page.ref} ${tab}`;
  layout.showHead(current, page, tab);
  switch (tab) {
    case 'overview':
      layout.panel.replaceChildren(
        ...overview(page, { events, opened, load: (card) => host.request('related', { ref: page.ref, card }), onAction: (action) => host.notify('act', { action }) }),
      );
      return;
    case 'definition':
      void drawDefinition(page, same);
      return;
    case 'graph':
      layout.panel.replaceChildren(
        graphTab({ events, load: (question) => host.request('graph', { ref: page.ref, question }), state: host.getState()?.graph ?? FIRST_GRAPH, onChanged: (graph) => saveState({ graph }) }),
      );
  }
}

async function drawDefinition(page: EntityPage, same: boolean): Promise<void> {
  if (!same) {
    layout.panel.replaceChildren(element('p', { class: 'muted', role: 'status' }, 'Reading the definition…'));
  }
  const place = layout.panel.dataset['shown'];
  let nodes: readonly HTMLElement[];
  try {
    const { text, cutAt } = await host.request('definition', { ref: page.ref });
    nodes = definitionTab(page, text, cutAt, () => host.notify('act', { action: 'openDefinition' }));
  } catch (error) {
    nodes = [element('p', { role: 'alert' }, error instanceof Error ? error.message : String(error))];
  }
  if (layout.panel.dataset['shown'] === place) {
    layout.panel.replaceChildren(...nodes);
  }
}

function tabFor({ definition }: EntityPage): EntityTab {
  const tab = host.getState()?.tab ?? 'overview';
  return tab === 'definition' && !definition ? 'overview' : tab;
}

function saveState(change: Partial<EntityState>): void {
  const state = host.getState();
  const ref = change.ref ?? state?.ref;
  if (ref !== undefined) {
    host.setState({ back: [], forward: [], ...state, ...change, ref });
  }
}

let scrolling = 0;
layout.main.addEventListener('scroll', () => {
  cancelAnimationFrame(scrolling);
  scrolling = requestAnimationFrame(() => shown && saveState({ scroll: layout.main.scrollTop }));
});

layout.showLoading('this entity');
host.notify('ready', null);
