import type { Severity } from '../problem';

/** Everything the page of an entity shows, as plain data. All texts are foreign and are shown as text, never as markup. */
export interface EntityPage {
  /** `component:default/payment-service` */
  readonly ref: string;
  /** Title, else display name, else name. */
  readonly title: string;
  readonly kind: string;
  /** Id of a codicon. */
  readonly icon: string;
  readonly description: string | undefined;
  readonly tags: readonly string[];
  readonly facts: readonly AboutFact[];
  readonly deprecation: Deprecation | undefined;
  readonly links: readonly PageLink[];
  /** Labels as written, by name. */
  readonly labels: readonly { readonly name: string; readonly value: string }[];
  readonly cards: readonly RelationCard[];
  /** Relations to what is not in the catalog. */
  readonly missing: { readonly total: number; readonly shown: readonly MissingRelation[] };
  /** What is wrong with the file that defines it. */
  readonly problems: readonly PageProblem[];
  /** Nothing points to it any more (`backstage.io/orphan`). */
  readonly orphan: boolean;
  readonly place: DefinitionPlace;
  /** The Locations by which it came into the catalog, the outermost first. */
  readonly ancestry: readonly RelatedEntity[];
  readonly definition: { readonly type: string; readonly language: DefinitionLanguage; readonly length: number } | undefined;
  readonly actions: PageActions;
}

export interface PageActions {
  readonly docs: boolean;
  readonly repository: boolean;
  /** `undefined` where entities cannot be starred. */
  readonly starred: boolean | undefined;
}

export interface AboutFact {
  readonly label: string;
  readonly values: readonly FactValue[];
}

export type FactValue = { readonly type: 'text'; readonly text: string } | { readonly type: 'entity'; readonly entity: RelatedEntity } | { readonly type: 'link'; readonly url: string; readonly text: string };

/** An entity in a list on the page of another. */
export interface RelatedEntity {
  readonly ref: string;
  readonly label: string;
  readonly kind: string;
  readonly icon: string;
  /** `service · production` */
  readonly detail: string;
  readonly description: string | undefined;
  /** Not in the catalog: the ref leads nowhere. */
  readonly missing: boolean;
  readonly deprecated: boolean;
}

/** The entities that stand in one relation to this one. */
export interface RelationCard {
  /** Names the card in requests: `dependsOn/component`. */
  readonly id: string;
  readonly title: string;
  readonly total: number;
  /** How many of each kind, where there are several: `40 Components, 2 APIs`. */
  readonly summary: string | undefined;
  /** The first of them. */
  readonly shown: readonly RelatedEntity[];
}

export interface MissingRelation {
  readonly title: string;
  readonly ref: string;
}

export interface PageLink {
  readonly title: string;
  readonly url: string;
  /** Whether it is a web address, which alone can be opened. */
  readonly web: boolean;
  readonly icon: string;
  /** Where it leads: `grafana.example.com`. */
  readonly host: string;
  readonly type: string | undefined;
}

export interface PageProblem {
  readonly severity: Severity;
  readonly message: string;
  readonly code: string;
  /** From 0. */
  readonly line: number;
  readonly character: number;
}

export interface Deprecation {
  /** As written, such as a date. */
  readonly endOfLife: string | undefined;
  readonly replacement: FactValue | undefined;
}

/** Where an entity is written down. */
export interface DefinitionPlace {
  /** `services/payment/catalog-info.yaml` */
  readonly path: string;
  /** From 0. */
  readonly line: number;
  /** `acme/shop`, where it is known. */
  readonly repository: string | undefined;
  readonly branch: string | undefined;
  /** `Workspace`, or the organization. */
  readonly source: string;
  /** Name of the folder that is checked out and goes before GitHub, where the organization is read from there too. */
  readonly insteadOfGitHub: string | undefined;
}

/** Names of highlight.js, and `text`. */
export type DefinitionLanguage = 'yaml' | 'json' | 'graphql' | 'protobuf' | 'typescript' | 'text';
