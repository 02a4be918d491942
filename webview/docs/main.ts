import './docs.css';
import type { DocsProtocol, DocsState, PageFrame, PagePatch, PageView } from '../../src/protocol/docs';
import { connectHost } from '../shared/connectHost';
import { registerToolkit } from '../shared/toolkit';
import { wireContentTabs } from './contentTabs';
import { addCopyButtons } from './copyButtons';
import { createDiagrams } from './diagrams';
import { createDocsLayout } from './docsLayout';
import { toExportedPage } from './exportPage';
import { highlightCode } from './highlightCode';
import { createChunkLoader } from './lazy/chunks';
import { createLightbox, markEnlargeable } from './lightbox';
import { createMoreMenu } from './moreMenu';
import { createNavTree } from './navTree';
import { createArticle } from './patchArticle';
import { createPictures } from './pictures';
import { createReportIssue } from './reportIssue';
import { createSanitizer } from './sanitizePage';
import { createScrollSync } from './scrollSync';
import { lineOf } from './sourceLines';
import { createTableOfContents } from './tableOfContents';
import { nextSize, showSize } from './textSize';

registerToolkit();
const root = document.querySelector<HTMLElement>('body > #root') ?? document.body;
const sanitize = createSanitizer();
const own = document.currentScript instanceof HTMLScriptElement ? document.currentScript : undefined;
const nonce = own?.nonce ?? '';
let page: PageFrame | undefined;
let version = 0;
let textSize = 100;

const host = connectHost<DocsProtocol, DocsState>({
  loading: ({ title }) => layout.showLoading(title),
  settings: (settings) => {
    scroll.enable(settings.scrollSync);
    diagrams.enableMermaid(settings.mermaid);
    textSize = showSize(root, settings.textSize);
  },
  scrollTo: ({ page: path, line }) => {
    if (page?.path === path) {
      scroll.follow(line);
    }
  },
  site: (site) => {
    saveState({ target: site.target });
    pictures.clear();
    layout.showSite(site);
    nav.show(site.nav);
  },
  page: showPage,
  patch: patchPage,
  failure: (failure) => layout.showFailure(failure),
});

const nav = createNavTree(
  (path) => host.notify('navigate', { path }),
  (href) => host.notify('follow', { page: page?.path ?? '', href }),
);
const toc = createTableOfContents(find, scrollToId);
const resize = (by: -1 | 0 | 1): void => {
  textSize = showSize(root, nextSize(textSize, by));
  host.notify('setTextSize', { percent: textSize });
};
const more = createMoreMenu([
  { label: 'Open Source', run: openSource },
  { label: 'Edit on GitHub', isShown: () => page?.onGitHub === true, run: () => page && host.notify('editOnGitHub', { page: page.path }) },
  { label: 'Report an Issue…', isShown: () => page?.onGitHub === true, run: () => void issues.report() },
  { label: 'Larger Text', stays: true, run: () => resize(1) },
  { label: 'Smaller Text', stays: true, run: () => resize(-1) },
  { label: 'Usual Text Size', run: () => resize(0) },
  { label: 'Export to HTML…', isShown: () => page !== undefined, run: () => void exportPage() },
]);
const layout = createDocsLayout(root, nav.node, toc.node, [more], {
  onNavigationToggled: () => {
    saveState({ navigationHidden: !host.getState()?.navigationHidden });
    layout.setNavigationHidden(host.getState()?.navigationHidden ?? false);
  },
  onOpenSource: openSource,
  onPage: (path) => host.notify('navigate', { path }),
  onAction: (action) => host.notify('act', { action }),
});
const scroll = createScrollSync(layout.main, layout.article, (line) => page && host.notify('scrolled', { page: page.path, line }));
const lightbox = createLightbox(layout.article);
const issues = createReportIssue({
  article: layout.article,
  draft: (passage) => host.request('issueDraft', { page: page?.path ?? '', passage }),
  create: (title, body) => host.request('createIssue', { page: page?.path ?? '', title, body }),
  onOpen: (url) => host.notify('openIssue', { url }),
});
root.append(lightbox.node, ...issues.nodes);
const pictures = createPictures(async (source) => (await host.request('picture', { page: page?.path ?? '', source })).url);
const diagrams = createDiagrams({
  article: layout.article,
  load: createChunkLoader(own?.src ?? '', nonce),
  nonce,
  graphviz: async (source, engine) => (await host.request('graphviz', { source, engine })).svg,
});
// Drawings are made in the colours of the theme.
new MutationObserver(() => diagrams.repaint()).observe(document.body, { attributes: true, attributeFilter: ['data-vscode-theme-id', 'data-vscode-theme-kind'] });
const article = createArticle(layout.article, sanitize, (element) => {
  wireContentTabs(element);
  highlightCode(element);
  addCopyButtons(element);
  markEnlargeable(element);
  diagrams.prepare(element);
  pictures.fill(element);
});

function openSource(): void {
  if (page) {
    host.notify('openSource', { page: page.path });
  }
}

/** A failure is told by the host. */
async function exportPage(): Promise<void> {
  await host.request('exportPage', toExportedPage(page?.title ?? '', layout.article));
}

function showPage(next: PageView): void {
  const again = page?.path === next.path;
  if (!again) {
    pictures.clear(); // the same source may name another file there
  }
  // A page that comes back after a reload of the panel goes to where the reader was.
  const top = again ? layout.main.scrollTop : page === undefined && host.getState()?.page === next.path ? (host.getState()?.scroll ?? 0) : 0;
  page = next;
  version = next.version;
  article.show(next.blocks);
  showFrame(next, !again);
  if (next.fragment === undefined) {
    scroll.set(top);
  } else {
    scrollToId(next.fragment);
  }
  if (!again && document.hasFocus()) {
    layout.main.focus({ preventScroll: true });
  }
  toc.follow();
  saveState({ page: next.path, scroll: layout.main.scrollTop });
}

function patchPage(next: PagePatch): void {
  if (page?.path !== next.path || version !== next.version - 1) {
    host.notify('navigate', { path: next.path }); // something was missed while the panel was hidden: the whole page, please
    return;
  }
  page = next;
  version = next.version;
  const top = layout.main.scrollTop;
  article.patch(next.patch);
  showFrame(next, false);
  scroll.set(top);
}

function showFrame(next: PageFrame, isOther: boolean): void {
  issues.enable(next.onGitHub);
  layout.showPage(next, isOther);
  nav.select(next.path);
  toc.show(next.toc);
}

/** Ids of pages are foreign: they are looked up inside the article, never in the whole document. */
function find(id: string): Element | undefined {
  return layout.article.querySelector(`[id="${CSS.escape(id)}"], a[name="${CSS.escape(id)}"]`) ?? undefined;
}

function scrollToId(id: string): void {
  if (id === '') {
    scroll.set(0);
    return;
  }
  const target = find(id);
  for (let parent = target?.parentElement; parent && parent !== layout.article; parent = parent.parentElement) {
    if (parent instanceof HTMLDetailsElement) {
      parent.open = true;
    }
  }
  target?.scrollIntoView({ block: 'start' });
}

function saveState(change: Partial<DocsState>): void {
  const state = host.getState();
  const target = change.target ?? state?.target;
  if (target) {
    host.setState({ ...state, ...change, target });
  }
}

// Every link is followed by the host or inside the page; the frame itself never goes anywhere.
document.addEventListener(
  'click',
  (event) => {
    const link = event.target instanceof Element ? event.target.closest('a, area') : null;
    if (!link || !layout.article.contains(link)) {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
    const href = link.getAttribute('data-href');
    if (href?.startsWith('#')) {
      scrollToId(decodeFragment(href.slice(1)));
    } else if (href && page) {
      host.notify('follow', { page: page.path, href });
    }
  },
  true,
);

function decodeFragment(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // a lone % sign
  }
}

/** A picture that stands for itself is shown large; a double click anywhere leads to the source. */
const pictureOf = (target: EventTarget | null): Element | undefined => (target instanceof Element && target.matches('img.enlargeable, .diagram > svg, .diagram > svg *') ? (target.closest('svg, img') ?? undefined) : undefined);
layout.article.addEventListener('click', ({ target }) => {
  const picture = pictureOf(target);
  if (picture) {
    lightbox.open(picture.closest('.diagram > svg') ?? picture);
  }
});
layout.article.addEventListener('keydown', (event) => {
  const picture = pictureOf(event.target);
  if (picture && (event.key === 'Enter' || event.key === ' ')) {
    event.preventDefault();
    lightbox.open(picture);
  }
});
layout.article.addEventListener('dblclick', ({ target }) => {
  const line = target instanceof Element && !target.closest('a, button, input, label, summary') ? lineOf(target) : undefined;
  if (page && line !== undefined) {
    host.notify('openSource', { page: page.path, line });
  }
});

let scrolling = 0;
layout.main.addEventListener('scroll', () => {
  cancelAnimationFrame(scrolling);
  scrolling = requestAnimationFrame(() => {
    toc.follow();
    saveState({ scroll: layout.main.scrollTop });
  });
});

layout.setNavigationHidden(host.getState()?.navigationHidden ?? false);
layout.showLoading('this page');
host.notify('ready', { state: host.getState() });
