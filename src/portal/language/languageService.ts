import type { Steps } from '../base/steps';
import type { CatalogService } from '../catalog/catalogService';
import type { EntityOrigin, Position, Range } from '../catalog/entity';
import { CATALOG_SCHEMAS } from './catalogSchemas';
import { completeAt } from './completion';
import type { CompletionList } from './completionItem';
import { definitionAt } from './definition';
import { createDocumentCheck, diagnose } from './diagnostics';
import { hoverAt } from './hover';
import { createKindSchemas } from './kindSchemas';
import { createTextCache } from './parsedText';
import { createReferenceCheck, knowledgeOf, type LanguageProblem } from './referenceProblems';
import type { SourceText } from './sourceText';
import { createVocabularyReader } from './vocabulary';

/** What the language service asks of its host. */
export interface LanguagePorts {
  readonly catalog: Pick<CatalogService, 'graph' | 'status'>;
  /** The Backstage location of a file (`https://github.com/acme/shop/blob/main/catalog-info.yaml`), where it is known. */
  locationOf(uri: string): string | undefined;
  /** Whether the newer catalog model holds (AiResource, API type `mcp-server`); off in a default Backstage. */
  readonly model?: boolean;
}

/** What Stagedoor knows of entity files while they are written. All positions count from 0. */
export interface LanguageService {
  /** Judged by the catalog as it is when the work begins. Yields at each document and within long ones. */
  diagnose(source: SourceText): Steps<readonly LanguageProblem[]>;
  complete(source: SourceText, position: Position): CompletionList;
  /** The card of the entity that the ref at a position names, in Markdown. */
  hover(source: SourceText, position: Position): { readonly markdown: string; readonly range: Range } | undefined;
  /** Where the entity that the ref at a position names is written down. */
  definition(source: SourceText, position: Position): { readonly origin: EntityOrigin; readonly range: Range } | undefined;
  /** Lets go of what is kept for a file that was closed. */
  forget(uri: string): void;
}

export function createLanguageService(ports: LanguagePorts): LanguageService {
  const schemas = createKindSchemas(CATALOG_SCHEMAS, ports.model);
  const texts = createTextCache();
  const readVocabulary = createVocabularyReader();
  const checkDocument = createDocumentCheck(ports.model === true);
  const checkReferences = createReferenceCheck(schemas);
  return {
    diagnose(source) {
      const { graph, status } = ports.catalog;
      const input = { parsed: texts.get(source), location: ports.locationOf(source.uri), model: ports.model === true, graph, knowledge: knowledgeOf(status) };
      return diagnose(input, checkDocument, checkReferences);
    },
    complete(source, position) {
      const { graph } = ports.catalog;
      const projectSlug = /^https?:\/\/[^/]+\/([^/]+\/[^/]+)\/(?:blob|tree)\//.exec(ports.locationOf(source.uri) ?? '')?.[1];
      return completeAt({ parsed: texts.get(source), schemas, graph, vocabulary: () => readVocabulary(graph), projectSlug }, position);
    },
    hover: (source, position) => hoverAt(texts.get(source), position, schemas, ports.catalog.graph),
    definition: (source, position) => definitionAt(texts.get(source), position, schemas, ports.catalog.graph),
    forget: (uri) => texts.forget(uri),
  };
}
