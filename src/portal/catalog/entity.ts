/** A JSON value, as YAML documents become after parsing. */
export type JsonValue = string | number | boolean | null | JsonValue[] | { [key: string]: JsonValue };
export type JsonObject = { [key: string]: JsonValue };

/** The envelope every catalog entity shares. Source: @backstage/catalog-model `Entity`. */
export interface Entity {
  apiVersion: string;
  kind: string;
  metadata: JsonObject & {
    name: string;
    namespace?: string;
    title?: string;
    description?: string;
    labels?: Record<string, string>;
    annotations?: Record<string, string>;
    tags?: string[];
    links?: EntityLink[];
  };
  spec?: JsonObject;
}

export type EntityLink = { url: string; title?: string; icon?: string; type?: string };

/** A position in a text: both count from 0, characters in UTF-16 code units (as VS Code has them). */
export interface Position {
  readonly line: number;
  readonly character: number;
}

export interface Range {
  readonly start: Position;
  readonly end: Position;
}

/** Where an entity is written down. */
export interface EntityOrigin {
  /** What to open: `file:…`, `vscode-remote:…`, or `stagedoor-github:…` for a file that only lives on GitHub. */
  readonly uri: string;
  /** Index of the YAML document in the file, from 0, counted as Backstage does. */
  readonly document: number;
  /** The line that defines it (`name:` in metadata, or the document's first line). */
  readonly position: Position;
  /** What Backstage would put in `backstage.io/managed-by-location`, where it is known. */
  readonly location?: string;
  /** The id of the source it came from: `workspace`, or `github:<host>/<organization>`. */
  readonly source: string;
  /** The repository it lives in, where it is known. */
  readonly repository?: RepositoryInfo;
}

export interface RepositoryInfo {
  /** Web address of the host, without a slash at the end: `https://github.com`. */
  readonly host: string;
  readonly owner: string;
  readonly name: string;
  /** The branch it was read at. */
  readonly branch: string;
  readonly private: boolean;
}

/** An entity in the catalog together with what is known of it. */
export interface CatalogEntity {
  /** `kind:namespace/name`, lower case. Unique in a graph. */
  readonly ref: string;
  readonly entity: Entity;
  /** What lists are made of, at hand without reading the entity itself, which may still lie in a snapshot. */
  readonly facets: EntityFacets;
  readonly origin: EntityOrigin;
  /** What its own fields make, unsorted; absent where only the graph knows them. */
  readonly relations?: readonly Relation[];
  /** By what lists are ordered: title or name, in lower case. */
  readonly sortKey: string;
}

/** What lists, filters and searches need of an entity. */
export interface EntityFacets {
  /** The name as written, where it has capitals, which the ref has not. */
  readonly name?: string;
  readonly title?: string;
  readonly description?: string;
  /** `spec.type` as written. */
  readonly type?: string;
  /** `spec.lifecycle` as written. */
  readonly lifecycle?: string;
  readonly tags: readonly string[];
  /** Full ref of the first owner, in lower case; may dangle. */
  readonly owner?: string;
  /** Full refs of the system, domain or component it is part of by its own fields, in lower case; may dangle. */
  readonly partOf: readonly string[];
}

/** Source: the relation pairs of @backstage/catalog-model. `targetRef` may dangle. */
export interface Relation {
  readonly type: string;
  readonly targetRef: string;
}
