import type { EntityPage, FactValue, MissingRelation, PageLink, PageProblem, RelatedEntity, RelationCard } from '../portal/catalog/entityPage/entityPage';
import type { GraphDirection, LaidOutGraph } from '../portal/catalog/entityPage/layoutGraph';
import type { GraphQuestion } from '../portal/catalog/entityPage/relationGraph';
import type { Protocol } from './message';

// The portal's own words, for webviews, which know the protocol alone.
export type { EntityPage, FactValue, GraphDirection, GraphQuestion, LaidOutGraph, MissingRelation, PageLink, PageProblem, RelatedEntity, RelationCard };

export type EntityTab = 'overview' | 'definition' | 'graph';

/** Where a panel is and was: refs, the oldest first. */
export interface EntityHistory {
  readonly ref: string;
  readonly back: readonly string[];
  readonly forward: readonly string[];
}

/** What a panel keeps across hiding and reloading. */
export interface EntityState extends EntityHistory {
  readonly tab?: EntityTab;
  readonly scroll?: number;
  readonly graph?: GraphState;
}

export interface GraphState extends GraphQuestion {
  readonly direction: GraphDirection;
}

export interface EntityView {
  readonly history: EntityHistory;
  /** Names of what lies one step back and forward. */
  readonly back: string | undefined;
  readonly forward: string | undefined;
}

export type EntityAction = 'openDefinition' | 'openDocs' | 'openRepository' | 'copyRef' | 'star' | 'unstar' | 'inspect' | 'search' | 'refresh' | 'signIn';

export interface DefinitionText {
  readonly text: string;
  /** How many characters there are in all, where `text` is only the beginning. */
  readonly cutAt: number | undefined;
}

export interface EntityProtocol extends Protocol {
  readonly hostRequests: {
    /** All entities of a card. */
    related: [params: { readonly ref: string; readonly card: string }, result: readonly RelatedEntity[]];
    definition: [params: { readonly ref: string }, result: DefinitionText];
    graph: [params: { readonly ref: string; readonly question: GraphState }, result: LaidOutGraph];
  };
  readonly hostEvents: {
    /** The page is up (again) and shows nothing yet. */
    ready: null;
    /** @param aside in a panel of its own */
    navigate: { readonly ref: string; readonly aside: boolean };
    back: null;
    forward: null;
    act: { readonly action: EntityAction };
    openLink: { readonly url: string };
    openProblem: { readonly line: number; readonly character: number };
    writeMail: { readonly address: string };
  };
  readonly viewEvents: {
    loading: { readonly ref: string };
    page: EntityView & { readonly page: EntityPage };
    unknown: EntityView & { readonly ref: string; readonly message: string; readonly signIn: boolean; readonly suggestions: readonly RelatedEntity[] };
  };
}
