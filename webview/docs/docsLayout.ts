import type { FailureView, PageFrame, SiteView } from '../../src/protocol/docs';
import { element } from '../shared/element';

/** The parts of the panel that stay while pages change. */
export interface DocsLayout {
  readonly main: HTMLElement;
  readonly article: HTMLElement;
  setNavigationHidden(hidden: boolean): void;
  showLoading(title: string): void;
  showSite(site: SiteView): void;
  /** @param isOther whether it is another page than before */
  showPage(page: PageFrame, isOther: boolean): void;
  showFailure(failure: FailureView): void;
}

export interface DocsLayoutEvents {
  /** The user shows or hides the pages, where there is room for both. */
  readonly onNavigationToggled: () => void;
  readonly onOpenSource: () => void;
  readonly onPage: (path: string) => void;
  readonly onAction: (action: FailureView['actions'][number]['id']) => void;
}

/** @param tools what stands in the bar before and after its own button, and above each page */
export function createDocsLayout(root: HTMLElement, nav: HTMLElement, toc: HTMLElement, tools: { readonly before: HTMLElement; readonly after: HTMLElement; readonly abovePage: HTMLElement }, events: DocsLayoutEvents): DocsLayout {
  const siteTitle = element('span', { class: 'site' });
  const version = element('span', { class: 'version', hidden: true });
  const crumbs = element('span', { class: 'crumbs' });
  const toggle = element('button', { type: 'button', class: 'toggle', title: 'Show or hide the pages', 'aria-label': 'Pages', 'aria-expanded': 'true' });
  const source = element('button', { type: 'button', class: 'source', title: 'Open the Markdown source' }, 'Source');
  const notices = element('details', { class: 'notices' });
  const article = element('article', { class: 'article' });
  const footer = element('nav', { class: 'pager', 'aria-label': 'Previous and next page' });
  const message = element('div', { class: 'sd-message', role: 'status' });
  const main = element('main', { tabindex: '-1' }, notices, tools.abovePage, article, footer, message);
  /** Beside an editor: docs.css lays the pages over the page then. */
  const narrow = window.matchMedia('(max-width: 620px)');
  const header = element('header', { class: 'bar' }, toggle, element('nav', { class: 'where', 'aria-label': 'Breadcrumbs' }, siteTitle, version, crumbs), tools.before, source, tools.after);
  root.className = 'docs';
  root.replaceChildren(header, nav, main, toc);
  toggle.addEventListener('click', () => {
    if (narrow.matches) {
      toggle.setAttribute('aria-expanded', String(root.classList.toggle('nav-open')));
    } else {
      events.onNavigationToggled();
    }
  });
  root.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && root.classList.contains('nav-open')) {
      closeDrawer();
      toggle.focus();
    }
  });
  source.addEventListener('click', events.onOpenSource);

  const closeDrawer = (): void => {
    root.classList.remove('nav-open');
    if (narrow.matches) {
      toggle.setAttribute('aria-expanded', 'false');
    }
  };
  const setState = (state: 'loading' | 'page' | 'failure'): void => {
    root.dataset['state'] = state;
  };
  const pagerLink = (kind: 'previous' | 'next', label: string, page: PageFrame['next']): HTMLElement[] => {
    if (!page) {
      return [];
    }
    const link = element('a', { href: '#', class: kind, rel: kind === 'next' ? 'next' : 'prev' }, element('small', {}, label), page.title);
    link.addEventListener('click', (event) => {
      event.preventDefault();
      event.stopPropagation();
      events.onPage(page.path);
    });
    return [link];
  };

  return {
    main,
    article,
    setNavigationHidden: (hidden) => {
      root.classList.toggle('without-nav', hidden);
      toggle.setAttribute('aria-expanded', String(!hidden && !narrow.matches));
    },
    showLoading: (title) => {
      setState('loading');
      message.replaceChildren(element('vscode-progress-ring', { 'aria-hidden': 'true' }), element('p', {}, `Opening the docs of ${title}…`));
    },
    showSite: (site) => {
      root.classList.add('with-site');
      siteTitle.textContent = site.title;
      siteTitle.title = site.source;
      version.hidden = site.version === undefined;
      version.textContent = site.version ?? '';
      notices.hidden = site.notices.length === 0;
      notices.replaceChildren(
        element('summary', {}, site.notices.length === 1 ? 'One note on this site' : `${site.notices.length} notes on this site`),
        element('ul', {}, ...site.notices.map((notice) => element('li', {}, notice))),
      );
    },
    showPage: (page, isOther) => {
      setState('page');
      if (isOther) {
        closeDrawer();
      }
      message.replaceChildren();
      crumbs.replaceChildren(...[...page.sections, page.title].map((part) => element('span', {}, part)));
      footer.replaceChildren(...pagerLink('previous', 'Previous', page.previous), ...pagerLink('next', 'Next', page.next));
    },
    showFailure: (failure) => {
      setState('failure');
      root.classList.toggle('with-site', failure.withSite);
      const buttons = failure.actions.map(({ id, label }, i) => {
        const button = element('vscode-button', { appearance: i === 0 ? 'primary' : 'secondary' }, label);
        button.addEventListener('click', () => events.onAction(id));
        return button;
      });
      message.replaceChildren(element('h1', {}, failure.title), element('p', {}, failure.message), element('div', { class: 'actions' }, ...buttons));
    },
  };
}
