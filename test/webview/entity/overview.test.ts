// @vitest-environment jsdom
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { RelationCard } from '../../../src/protocol/entity';
import { createEntityLayout } from '../../../webview/entity/entityLayout';
import { graphTab, FIRST_GRAPH } from '../../../webview/entity/graph';
import { overview, type OverviewOptions } from '../../../webview/entity/overview';
import { keepingFocus } from '../../../webview/entity/parts';
import { pageOf, related } from './page';

const events = { onEntity: vi.fn(), onLink: vi.fn(), onMail: vi.fn(), onProblem: vi.fn() };
let options: OverviewOptions;
let root: HTMLElement;

beforeEach(() => {
  vi.clearAllMocks();
  options = { events, opened: new Set(), load: vi.fn(() => Promise.resolve([])), onAction: vi.fn() };
  document.body.innerHTML = '<div id="root"></div>';
  root = document.querySelector<HTMLElement>('#root') ?? document.body;
});

const show = (page: Parameters<typeof overview>[0]): void => root.replaceChildren(...overview(page, options));
const click = (node: Element | null | undefined, init: MouseEventInit = {}): void => void node?.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true, ...init }));
const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

const HOSTILE = '<img src=x onerror="alert(1)"><script>alert(1)</script>';

describe('the overview', () => {
  it('shows what a file says as text, wherever it stands', () => {
    const entity = related(HOSTILE, { ref: HOSTILE, detail: HOSTILE, description: HOSTILE, icon: `"><script>`, kind: HOSTILE });
    show(
      pageOf({
        title: HOSTILE,
        description: HOSTILE,
        tags: [HOSTILE],
        facts: [{ label: HOSTILE, values: [{ type: 'text', text: HOSTILE }, { type: 'entity', entity }, { type: 'link', url: 'javascript:alert(1)', text: HOSTILE }] }],
        labels: [{ name: HOSTILE, value: HOSTILE }],
        links: [{ title: HOSTILE, url: 'javascript:alert(1)', web: false, icon: '"><script>', host: HOSTILE, type: HOSTILE }],
        cards: [{ id: HOSTILE, title: HOSTILE, total: 1, summary: HOSTILE, shown: [entity] }],
        missing: { total: 1, shown: [{ title: HOSTILE, ref: HOSTILE }] },
        problems: [{ severity: 'error', message: HOSTILE, code: HOSTILE, line: 0, character: 0 }],
        deprecation: { endOfLife: HOSTILE, replacement: { type: 'text', text: HOSTILE } },
        place: { path: HOSTILE, line: 0, repository: HOSTILE, branch: HOSTILE, source: HOSTILE, insteadOfGitHub: HOSTILE },
        ancestry: [entity],
        orphan: true,
      }),
    );
    expect(root.querySelectorAll('script, img, iframe, [onerror]')).toHaveLength(0);
    expect(root.textContent?.split(HOSTILE).length).toBeGreaterThan(20);
    expect([...root.querySelectorAll('a')].map((link) => link.getAttribute('href')).filter((href) => href !== '#')).toEqual([]);
  });

  it('opens web addresses alone', () => {
    const link = { title: 'x', icon: 'globe', host: '', type: undefined };
    show(pageOf({ links: [{ ...link, url: 'https://a.example.com', web: true }, { ...link, url: 'command:quit', web: false }, { ...link, url: ' javascript:alert(1)', web: false }] }));
    const found = [...root.querySelectorAll('.links a')];
    found.forEach((node) => click(node));
    expect(events.onLink.mock.calls).toEqual([['https://a.example.com']]);
  });

  it('walks to other entities, and opens them aside with Ctrl or Cmd', () => {
    show(pageOf());
    click(root.querySelector('.about a'));
    click(root.querySelector('.about a'), { ctrlKey: true });
    click(root.querySelector('.about a'), { metaKey: true });
    expect(events.onEntity.mock.calls).toEqual([['group:default/team', false], ['group:default/team', true], ['group:default/team', true]]);
  });

  it('has headings in order, and every part is named by its heading', () => {
    show(pageOf({ cards: [{ id: 'dependsOn/component', title: 'Depends on components', total: 1, summary: undefined, shown: [related('b')] }] }));
    for (const part of root.querySelectorAll('section[aria-labelledby]')) {
      expect(part.querySelector(`[id="${part.getAttribute('aria-labelledby') ?? ''}"]`)?.tagName).toBe('H2');
    }
    const ids = [...root.querySelectorAll('[id]')].map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('tells what is wrong, and opens the line', () => {
    show(pageOf({ problems: [{ severity: 'warning', message: 'm', code: 'c', line: 8, character: 2 }], orphan: true, missing: { total: 60, shown: [{ title: 'Owner', ref: 'group:default/x' }] } }));
    expect([...root.querySelectorAll('.notice h2')].map((node) => node.textContent)).toEqual(['One problem', '60 relations lead nowhere', 'This entity is an orphan']);
    expect(root.textContent).toContain('and 59 more');
    click(root.querySelector('.notice button'));
    expect(events.onProblem).toHaveBeenCalledWith(8, 2);
  });

  it('says that a deprecated entity is, also where no end is named', () => {
    show(pageOf({ deprecation: { endOfLife: undefined, replacement: undefined }, facts: [{ label: 'Lifecycle', values: [{ type: 'text', text: 'Deprecated' }] }] }));
    expect(root.querySelector('.notice')?.textContent).toContain('This entity is deprecated');
    show(pageOf({ deprecation: { endOfLife: '2030', replacement: { type: 'entity', entity: related('next') } } }));
    expect(root.querySelector('.notice')?.textContent).toMatch(/has an end of life.*2030.*next/);
  });
});

describe('a card with thousands of entities', () => {
  const all = Array.from({ length: 5_000 }, (_, index) => related(`c-${index}`));
  const card: RelationCard = { id: 'ownerOf', title: 'Owns', total: 5_000, summary: undefined, shown: all.slice(0, 20) };
  const rows = (): number => root.querySelectorAll('.entities li').length;
  const button = (text: RegExp): HTMLButtonElement | undefined => [...root.querySelectorAll<HTMLButtonElement>('.relation button')].find((node) => text.test(node.textContent ?? ''));

  it('shows the first, then all of them some hundreds at a time', async () => {
    options = { ...options, load: () => Promise.resolve(all) };
    show(pageOf({ cards: [card] }));
    expect(rows()).toBe(20);
    click(button(/Show all 5,000/));
    await settled();
    expect(rows()).toBe(500);
    click(button(/Show 500 more/));
    expect(rows()).toBe(1_000);
  });

  it('can be filtered once all are there, and stays open when the page is drawn anew', async () => {
    options = { ...options, load: () => Promise.resolve(all) };
    show(pageOf({ cards: [card] }));
    click(button(/Show all/));
    await settled();
    const field = root.querySelector<HTMLInputElement>('.filter');
    if (field) {
      field.value = 'C-499 service';
      field.dispatchEvent(new Event('input'));
    }
    expect(rows()).toBe(11);
    expect(root.querySelector('.rest [role=status]')?.textContent).toBe('11 of 11 shown');
    show(pageOf({ cards: [card] }));
    await settled();
    expect(rows()).toBe(500);
  });

  it('says why they could not be read, and can be asked again', async () => {
    options = { ...options, load: () => Promise.reject(new Error('The other side is gone')) };
    show(pageOf({ cards: [card] }));
    click(button(/Show all/));
    await settled();
    expect(root.querySelector('[role=alert]')?.textContent).toBe('The other side is gone');
    expect(button(/Show all/)).toBeDefined();
  });
});

describe('the frame of the page', () => {
  const layoutEvents = { ...events, onBack: vi.fn(), onForward: vi.fn(), onAction: vi.fn(), onTab: vi.fn() };
  const view = { history: { ref: 'component:default/cart', back: ['api:default/x'], forward: [] }, back: 'X', forward: undefined };

  it('has landmarks, and steps back where there is something to go back to', () => {
    const layout = createEntityLayout(root, layoutEvents);
    layout.showHead(view, pageOf(), 'overview');
    expect(root.querySelector('nav')?.getAttribute('aria-label')).toBeTruthy();
    expect(root.querySelectorAll('main h1')).toHaveLength(1);
    const [back, forward] = root.querySelectorAll('nav button');
    expect([back?.getAttribute('aria-label'), back?.hasAttribute('disabled'), forward?.hasAttribute('disabled')]).toEqual(['Back to X', false, true]);
    click(back);
    expect(layoutEvents.onBack).toHaveBeenCalledOnce();
  });

  it('has a tab for the definition of what has one, and arrow keys go from tab to tab', () => {
    const layout = createEntityLayout(root, layoutEvents);
    layout.showHead(view, pageOf(), 'overview');
    expect(root.querySelectorAll('[role=tab]')).toHaveLength(2);
    layout.showHead(view, pageOf({ definition: { type: 'openapi', language: 'yaml', length: 3 } }), 'overview');
    const tabs = [...root.querySelectorAll<HTMLElement>('[role=tab]')];
    expect(tabs.map((tab) => [tab.textContent, tab.getAttribute('aria-selected'), tab.tabIndex])).toEqual([['Overview', 'true', 0], ['Definition', 'false', -1], ['Relations', 'false', -1]]);
    tabs[0]?.focus();
    tabs[0]?.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowLeft', bubbles: true }));
    expect(layoutEvents.onTab).toHaveBeenCalledWith('graph');
    expect(document.activeElement).toBe(tabs[2]);
  });

  it('offers what the entity has, and its star where there are stars', () => {
    const layout = createEntityLayout(root, layoutEvents);
    const buttons = (): (string | null)[] => [...root.querySelectorAll('.head vscode-button')].map((node) => node.textContent);
    layout.showHead(view, pageOf({ actions: { docs: false, repository: false, starred: undefined } }), 'overview');
    expect(buttons()).toEqual(['Open Definition', 'Copy Reference']);
    layout.showHead(view, pageOf({ actions: { docs: true, repository: true, starred: true } }), 'overview');
    expect(buttons()).toEqual(['Open Definition', 'Open Docs', 'Open Repository', 'Copy Reference', 'Remove Star']);
    click([...root.querySelectorAll('.head vscode-button')].at(-1));
    expect(layoutEvents.onAction).toHaveBeenCalledWith('unstar');
  });

  it('says what is not there, and what may have been meant', () => {
    const layout = createEntityLayout(root, layoutEvents);
    layout.showUnknown({ ...view, ref: `component:default/${HOSTILE}`, message: 'It is gone.', signIn: true, suggestions: [related('cart')] });
    expect(root.querySelector('h1')?.textContent).toBeTruthy();
    expect(root.querySelector('.sd-message')?.textContent).toContain(HOSTILE);
    click(root.querySelector('.suggestions a'));
    expect(events.onEntity).toHaveBeenCalledWith('component:default/cart', false);
    click(root.querySelector('.actions vscode-button'));
    expect(layoutEvents.onAction).toHaveBeenCalledWith('signIn');
  });

  it('keeps the focus where it was when it is drawn anew', () => {
    show(pageOf());
    root.querySelector<HTMLElement>('.about a')?.focus();
    keepingFocus(root, () => show(pageOf({ description: 'New' })));
    expect(document.activeElement).toBe(root.querySelector('.about a'));
  });
});

describe('the relations, drawn', () => {
  const nodes = [related('a'), related('b', { missing: true, label: HOSTILE })].map((entity, index) => ({ ...entity, distance: index, x: 100, y: 100 * (index + 1) }));
  const edges = [{ from: 'component:default/a', to: 'component:default/b', type: 'dependsOn', label: HOSTILE, points: [{ x: 1, y: 2 }, { x: 3, y: 4 }] }];
  const graph = { nodes, edges, types: [{ id: 'dependsOn', label: 'depends on' }, { id: 'ownedBy', label: 'owned by' }], left: 7, width: 300, height: 300, nodeWidth: 100, nodeHeight: 40 };

  it('are links that the keyboard reaches, and a list besides', async () => {
    root.append(graphTab({ events, load: () => Promise.resolve(graph), state: FIRST_GRAPH, onChanged: vi.fn() }));
    await settled();
    expect([...root.querySelectorAll('.node')].every((node) => node.tagName === 'A' && node.hasAttribute('href'))).toBe(true);
    expect(root.querySelector('.node.middle')?.textContent).toContain('a');
    expect(root.querySelector('.as-list li')?.textContent).toContain(HOSTILE);
    expect(root.querySelectorAll('script, img')).toHaveLength(0);
    expect(root.querySelector('[role=status]')?.textContent).toBe('One entity around it. 7 more are left out; the cards of the overview have them all.');
    click(root.querySelector('.node.missing'));
    expect(events.onEntity).toHaveBeenCalledWith('component:default/b', false);
  });

  it('are asked for anew with each choice, and the choice is remembered', async () => {
    const load = vi.fn(() => Promise.resolve(graph));
    const onChanged = vi.fn();
    root.append(graphTab({ events, load, state: { ...FIRST_GRAPH, hidden: ['ownedBy'] }, onChanged }));
    await settled();
    const [, owned] = root.querySelectorAll<HTMLInputElement>('.types input');
    expect(owned?.checked).toBe(false);
    owned?.click();
    const [depth] = root.querySelectorAll('select');
    if (depth) {
      depth.value = '3';
      depth.dispatchEvent(new Event('change'));
    }
    expect(onChanged).toHaveBeenLastCalledWith({ depth: 3, follow: 'both', direction: 'LR', hidden: [] });
    expect(load).toHaveBeenCalledTimes(3);
  });
});
