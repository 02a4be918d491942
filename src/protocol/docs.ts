import type { Heading } from '../portal/techdocs/dialect/tree/headings';
import type { BlockPatch, RenderedBlock } from '../portal/techdocs/page/renderedPage';
import type { PageProblemKind } from '../portal/techdocs/page/pageProblems';
import type { DocsHit } from '../portal/techdocs/search/siteIndex';
import type { NavNode } from '../portal/techdocs/site/docsSite';

export type { NavNode, Heading, BlockPatch, RenderedBlock };

/** Whose docs a panel shows. */
export type DocsTarget = { readonly type: 'entity'; readonly ref: string; readonly at?: DocsVersion } | { readonly type: 'file'; readonly uri: string };

/** A version of an entity's docs other than the one the catalog was read at. */
export interface DocsVersion {
  /** Web address of the GitHub: `https://github.com`. */
  readonly host: string;
  readonly owner: string;
  readonly repository: string;
  /** Branch, tag or commit on GitHub. */
  readonly ref: string;
  /** How a person knows it: `feature/retries`, `#12 Retry refunds`. */
  readonly label: string;
}

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
  /** The version shown, where it is not the one of the catalog. */
  readonly version: string | undefined;
  readonly nav: readonly NavNode[];
  /** What was left out, for the reader to know. */
  readonly notices: readonly string[];
}

/** What the user has set for the panel. */
export interface DocsSettings {
  /** Whether panel and editor scroll together. */
  readonly scrollSync: boolean;
  /** Size of the article's text in percent. */
  readonly textSize: number;
  /** Whether Mermaid diagrams are drawn, as by a portal that has an addon for them. */
  readonly mermaid: boolean;
}

/** A place of the site that was found. */
export type SearchHit = Pick<DocsHit, 'path' | 'pageTitle' | 'section' | 'anchor' | 'excerpt'>;

/** Something wrong with a page, as the panel shows it. */
export interface ProblemMark {
  readonly kind: PageProblemKind;
  readonly message: string;
  /** Of the file, from 0. */
  readonly line: number;
  /** What stands in the source there, such as the address of a link. */
  readonly written: string;
}

/** An issue on a passage, as it would be filed. */
export interface IssueDraft {
  /** `acme/shop` on the GitHub that the docs are on. */
  readonly repository: string;
  readonly title: string;
  readonly body: string;
}

export interface CreatedIssue {
  readonly number: number;
  readonly url: string;
}

export interface PageLink {
  readonly path: string;
  readonly title: string;
}

/** What a page has around its article. */
export interface PageFrame {
  readonly path: string;
  readonly title: string;
  /** Titles of the sections the page stands in, outermost first. */
  readonly sections: readonly string[];
  readonly toc: readonly Heading[];
  readonly previous: PageLink | undefined;
  readonly next: PageLink | undefined;
  /** Whether the page lies in a repository on GitHub, where it can be edited and issues be filed. */
  readonly onGitHub: boolean;
}

export interface PageView extends PageFrame {
  /** Which rendering this is; patches are for the one before. */
  readonly version: number;
  /** Foreign content, not sanitized: the panel does that. */
  readonly blocks: readonly RenderedBlock[];
  /** Id to scroll to. */
  readonly fragment: string | undefined;
}

/** What changed on a page under the reader: all else on the screen stays as it is. */
export interface PagePatch extends PageFrame {
  readonly version: number;
  readonly patch: BlockPatch;
}

/** A page as it stands in the panel, for a file of its own. */
export interface ExportedPage {
  readonly title: string;
  /** Sanitized markup of the article, pictures of the docs folder inside. */
  readonly html: string;
  /** The theme's colours and fonts: declarations of custom properties. */
  readonly theme: string;
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
    /** Looks for words in all pages of the site. */
    search: readonly [params: { readonly query: string }, result: readonly SearchHit[]];
    /** Draws a graph in the host. Foreign content, not sanitized: the panel does that. */
    graphviz: readonly [params: { readonly source: string; readonly engine: string }, result: { readonly svg: string }];
    /** What an issue on a passage of a page would say, for the user to look over. Nothing is sent. */
    issueDraft: readonly [params: { readonly page: string; readonly passage: string }, result: IssueDraft];
    /** Files an issue on the repository of the docs, which the host knows by itself. */
    createIssue: readonly [params: { readonly page: string; readonly title: string; readonly body: string }, result: CreatedIssue];
    /** Saves the page as one file, where the user says. */
    exportPage: readonly [params: ExportedPage, result: { readonly saved: boolean }];
  };
  hostEvents: {
    /** The page is up (again) and shows nothing yet. */
    ready: { readonly state: DocsState | undefined };
    navigate: { readonly path: string; readonly fragment?: string };
    /** A link on a page was chosen. */
    follow: { readonly page: string; readonly href: string };
    /** @param line of the file, from 0 */
    openSource: { readonly page: string; readonly line?: number };
    editOnGitHub: { readonly page: string };
    /** The reader has scrolled: `line` (from 0, with a fraction) of the source stands at the top. */
    scrolled: { readonly page: string; readonly line: number };
    setTextSize: { readonly percent: number };
    openIssue: { readonly url: string };
    act: { readonly action: DocsAction };
  };
  viewEvents: {
    loading: { readonly title: string };
    settings: DocsSettings;
    site: SiteView;
    /** The editor has scrolled: `line` (from 0, with a fraction) of the page's source stands at its top. */
    scrollTo: { readonly page: string; readonly line: number };
    page: PageView;
    patch: PagePatch;
    problems: { readonly page: string; readonly problems: readonly ProblemMark[] };
    failure: FailureView;
  };
};
