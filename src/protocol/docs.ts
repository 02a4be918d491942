import type { Heading } from '../portal/techdocs/dialect/tree/headings';
import type { NavNode } from '../portal/techdocs/site/docsSite';

export type { NavNode, Heading };

/** Whose docs a panel shows. */
export type DocsTarget = { readonly type: 'entity'; readonly ref: string } | { readonly type: 'file'; readonly uri: string };

/** What a docs panel keeps across hiding and reloading. */
export interface DocsState {
  readonly target: DocsTarget;
  /** The page shown, by its path below the docs folder. */
  readonly page?: string;
  readonly scroll?: number;
  readonly navigationHidden?: boolean;
}

export interface SiteView {
  readonly target: DocsTarget;
  readonly title: string;
  /** Where the docs come from, in words: `component:default/payment-service`. */
  readonly source: string;
  readonly nav: readonly NavNode[];
  /** What was left out, for the reader to know. */
  readonly notices: readonly string[];
}

export interface PageLink {
  readonly path: string;
  readonly title: string;
}

export interface PageView {
  readonly path: string;
  readonly title: string;
  /** Titles of the sections the page stands in, outermost first. */
  readonly sections: readonly string[];
  /** Foreign content, not sanitized: the panel does that. */
  readonly html: string;
  readonly toc: readonly Heading[];
  readonly previous: PageLink | undefined;
  readonly next: PageLink | undefined;
  /** Whether the page changed under the reader: what is on the screen stays where it is. */
  readonly update: boolean;
  /** Id to scroll to. */
  readonly fragment: string | undefined;
}

export interface FailureView {
  readonly title: string;
  readonly message: string;
  /** Whether the site is there, so that the reader can turn to another page. */
  readonly withSite: boolean;
  readonly actions: readonly { readonly id: DocsAction; readonly label: string }[];
}

export type DocsAction = 'signIn' | 'retry' | 'home' | 'openDefinition';

export type DocsProtocol = {
  hostRequests: {
    /** A picture of a page by what its source says; fails where there is none. */
    picture: readonly [params: { readonly page: string; readonly source: string }, result: { readonly url: string }];
  };
  hostEvents: {
    /** The page is up (again) and shows nothing yet. */
    ready: { readonly state: DocsState | undefined };
    navigate: { readonly path: string };
    /** A link on a page was chosen. */
    follow: { readonly page: string; readonly href: string };
    openSource: { readonly page: string };
    act: { readonly action: DocsAction };
  };
  viewEvents: {
    loading: { readonly title: string };
    site: SiteView;
    page: PageView;
    failure: FailureView;
  };
};
