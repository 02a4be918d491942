import type { CatalogModel } from '../../../catalog/checking/catalogModel';
import type { Positions } from '../../../catalog/checking/positions';
import type { YamlDocument } from '../../../catalog/checking/yamlStream';
import type { Entity, JsonObject } from '../../../catalog/entity';
import type { KindSchemas } from '../../kindSchemas';
import type { DocumentText } from '../../parsedText';
import type { LanguageProblem } from '../languageProblem';

/** A document that is an object, with all that can be said of it without a catalog. */
export interface DocumentFacts {
  readonly uri: string;
  readonly document: DocumentText;
  readonly value: JsonObject;
  readonly yaml: YamlDocument;
  readonly positions: Positions;
  /** The entity it makes; `undefined` where it is refused. */
  readonly entity: Entity | undefined;
  /** The Backstage location of the file, where it is known. */
  readonly location: string | undefined;
  /** Texts of placeholder targets by URL, `null` where there is no such file; those that are missing were not read. */
  readonly texts: ReadonlyMap<string, string | null>;
  readonly model: CatalogModel;
  readonly schemas: KindSchemas;
}

/** One thing that is looked for in a document by itself. What it yields besides problems says where it may pause. */
export type DocumentCheck = (facts: DocumentFacts) => Iterable<LanguageProblem | undefined>;
