import './docs.css';
import type { DocsProtocol, DocsState, PageView } from '../../src/protocol/docs';
import { connectHost } from '../shared/connectHost';
import { registerToolkit } from '../shared/toolkit';
import { wireContentTabs } from './contentTabs';
import { addCopyButtons } from './copyButtons';
import { createDocsLayout } from './docsLayout';
import { highlightCode } from './highlightCode';
import { createNavTree } from './navTree';
import { createArticle } from './patchArticle';
import { createPictures } from './pictures';
import { createSanitizer } from './sanitizePage';
import { createTableOfContents } from './tableOfContents';

registerToolkit();
const root = document.querySelector<HTMLElement>('body > #root') ?? document.body;
const sanitize = createSanitizer();
let page: PageView | undefined;

const host = connectHost<DocsProtocol, DocsState>({
  loading: ({ title }) => layout.showLoading(title),
  site: (site) => {
    saveState({ target: site.target });
    pictures.clear();
    layout.showSite(site);
    nav.show(site.nav);
  },
  page: showPage,
  failure: (failure) => layout.showFailure(failure),
});

const nav = createNavTree(
  (path) => host.notify('navigate', { path }),
  (href) => host.notify('follow', { page: page?.path ?? '', href }),
);
const toc = createTableOfContents(find, scrollToId);
const layout = createDocsLayout(root, nav.node, toc.node, {
  onNavigationToggled: () => {
    saveState({ navigationHidden: !host.getState()?.navigationHidden });
    layout.setNavigationHidden(host.getState()?.navigationHidden ?? false);
  },
  onOpenSource: () => page && host.notify('openSource', { page: page.path }),
  onPage: (path) => host.notify('navigate', { path }),
  onAction: (action) => host.notify('act', { action }),
});
const pictures = createPictures(async (source) => (await host.request('picture', { page: page?.path ?? '', source })).url);
const article = createArticle(layout.article, (element) => {
  wireContentTabs(element);
  highlightCode(element);
  addCopyButtons(element);
});

function showPage(next: PageView): void {
  const again = page?.path === next.path;
  if (!again) {
    pictures.clear(); // the same source may name another file there
  }
  // A page that comes back after a reload of the panel goes to where the reader was.
  const scroll = next.update || again ? layout.main.scrollTop : page === undefined && host.getState()?.page === next.path ? (host.getState()?.scroll ?? 0) : 0;
  page = next;
  article.show(sanitize(next.html));
  pictures.fill(layout.article);
  layout.showPage(next);
  nav.select(next.path);
  toc.show(next.toc);
  if (next.fragment === undefined) {
    layout.main.scrollTop = scroll;
  } else {
    scrollToId(next.fragment);
  }
  if (!next.update && !again && document.hasFocus()) {
    layout.main.focus({ preventScroll: true });
  }
  toc.follow();
  saveState({ page: next.path, scroll: layout.main.scrollTop });
}

/** Ids of pages are foreign: they are looked up inside the article, never in the whole document. */
function find(id: string): Element | undefined {
  return layout.article.querySelector(`[id="${CSS.escape(id)}"], a[name="${CSS.escape(id)}"]`) ?? undefined;
}

function scrollToId(id: string): void {
  if (id === '') {
    layout.main.scrollTop = 0;
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
