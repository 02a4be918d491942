import type { JsonObject } from '../entity';
import type { RelationField } from './relationModel';

/**
 * How a Backstage differs from a default one in what it takes for an entity: the value of the setting `stagedoor.catalog.model`, and
 * what a model file says. Plain data, so that it can be handed from room to room; `toCatalogModel` makes rules of it.
 */
export interface ModelSettings {
  /** Whether the newer model with its AI layers holds: AiResource, API type `mcp-server`. Off in a default Backstage. */
  readonly newer?: boolean;
  /** Layers of its own. Where there are any, kinds are judged as Backstage's ModelProcessor does. */
  readonly layers?: readonly ModelLayer[];
  /**
   * Kinds that processors of its own take care of, or `true` where these may know any: of a kind that is in no layer it is then
   * assumed that they do.
   */
  readonly customProcessors?: boolean | readonly string[];
}

/** What a layer adds. Source: `createCatalogModelLayer` of @backstage/catalog-model/alpha; the keys are its actions, a list each. */
export interface ModelLayer {
  readonly layerId: string;
  readonly addKind?: readonly KindDefinition[];
  readonly addKindVersion?: readonly { readonly kind: string; readonly versions: readonly KindVersion[] }[];
  readonly addAnnotation?: readonly AnnotationDefinition[];
  readonly addRelationPair?: readonly RelationPair[];
}

export interface KindDefinition {
  /** What stands before the slash of `apiVersion`: `acme.com`. */
  readonly group: string;
  readonly names: { readonly kind: string; readonly singular?: string; readonly plural?: string };
  readonly description?: string;
  readonly versions?: readonly KindVersion[];
}

export interface KindVersion {
  /** What stands behind the slash: `v1alpha1`, or several. */
  readonly name: string | readonly string[];
  /** Values of `spec.type` that it is for; left out, it is for all that no other version is for. */
  readonly specType?: string | readonly string[];
  readonly description?: string;
  readonly relationFields?: readonly RelationFieldDefinition[];
  /** JSON Schema (draft 7) of the entity without `apiVersion`, `kind` and `metadata`. */
  readonly schema: { readonly jsonSchema: JsonObject };
}

export type RelationFieldDefinition = Omit<RelationField, 'path'> & { readonly selector: { readonly path: string } };

export interface AnnotationDefinition {
  readonly name: string;
  readonly title?: string;
  readonly description?: string;
  /** What its value must be; a text when left out. */
  readonly schema?: { readonly jsonSchema: JsonObject };
}

export interface RelationPair {
  readonly fromKind: string | readonly string[];
  readonly toKind: string | readonly string[];
  readonly description?: string;
  readonly forward: { readonly type: string; readonly title?: string };
  readonly reverse: { readonly type: string; readonly title?: string };
}

/** A default Backstage. */
export const DEFAULT_MODEL: ModelSettings = {};
