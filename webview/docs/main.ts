import './docs.css';
import type { DocsProtocol, DocsState, PageFrame, PagePatch, PageView } from '../../src/protocol/docs';
import { connectHost } from '../shared/connectHost';
import { element } from '../shared/element';
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
import { createProblemMarks } from './problemMarks';
import { createReportIssue } from './reportIssue';
import { createSanitizer } from './sanitizePage';
import { createScrollSync } from './scrollSync';
import { createSearchBox } from './searchBox';
import { wireArticle } from './wireArticle';
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
  problems: ({ page: path, problems }) => {
    if (page?.path === path) {
      marks.show(problems);
    }
  },
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
const search = createSearchBox({
  search: (query, signal) => host.request('search', { query }, signal),
  onChosen: ({ path, anchor }) => host.notify('navigate', { path, ...(anchor !== '' && { fragment: anchor }) }),
});
const problems = element('details');
const layout = createDocsLayout(root, nav.node, toc.node, { before: search.node, after: more, abovePage: problems }, {
  onNavigationToggled: () => {
    saveState({ navigationHidden: !host.getState()?.navigationHidden });
    layout.setNavigationHidden(host.getState()?.navigationHidden ?? false);
  },
  onOpenSource: openSource,
  onPage: (path) => host.notify('navigate', { path }),
  onAction: (action) => host.notify('act', { action }),
});
const marks = createProblemMarks(problems, layout.article, (line) => page && host.notify('openSource', { page: page.path, line }));
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
const article = createArticle(layout.article, sanitize, (fresh) => {
  wireContentTabs(fresh);
  highlightCode(fresh);
  addCopyButtons(fresh);
  markEnlargeable(fresh);
  diagrams.prepare(fresh);
  pictures.fill(fresh);
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
  marks.show([]);
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

wireArticle(layout.article, {
  onAnchor: scrollToId,
  onLink: (href) => page && host.notify('follow', { page: page.path, href }),
  onPicture: (picture) => lightbox.open(picture),
  onSource: (line) => page && host.notify('openSource', { page: page.path, line }),
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
