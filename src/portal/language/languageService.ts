import type { Slices } from '../base/pause';
import { finish, finishInSlices, type Steps } from '../base/steps';
import type { CatalogService } from '../catalog/catalogService';
import { type CatalogModel, toCatalogModel } from '../catalog/checking/catalogModel';
import type { Position, Range } from '../catalog/entity';
import type { DocumentProblem } from '../catalog/problem';
import { DEFAULT_MODEL, type ModelSettings } from '../catalog/model/modelSettings';
import { CATALOG_SCHEMAS } from './catalogSchemas';
import { completeAt } from './completion';
import type { CompletionList } from './completionItem';
import { knowledgeOf } from './diagnostics/catalogContext';
import { type Definition, definitionAt } from './definition';
import { checkWithTargets } from './features/checkWithTargets';
import { toProcessedText } from './features/processedFile';
import { createEntityFeatures, type EntityFeatures, type FeaturePorts } from './features/entityFeatures';
import { createEntityChecks } from './diagnostics/entityChecks';
import { createDiagnostician, type Diagnosis, type Diagnostician } from './diagnostics/diagnose';
import { createDocumentCheck } from './diagnostics/documentVerdict';
import { NO_SEVERITIES, type Severities } from './diagnostics/severities';
import type { LanguageProblem } from './diagnostics/languageProblem';
import { fixesAt, type FixableProblem } from './diagnostics/fixes/fixesAt';
import { fixesOf } from './diagnostics/fixes/entityFixes';
import type { FileAnswerer, FileAnswers } from './fileAnswers';
import { hoverAt, type HoverText } from './hover';
import { toCustomSchemas } from './customSchemas';
import { insertRefsAt, type RefInsertion } from './insertRefs';
import { createKindSchemas, type KindSchemas } from './kindSchemas';
import { createTextCache, documentAt } from './parsedText';
import type { PlaceholderTexts } from './placeholderTexts';
import type { SourceText } from './sourceText';
import type { ActionSchemas } from '../scaffolder/actionSchemas/actionSchema';
import { createTemplateCheck } from './template/templateCheck';
import { completeInTemplate, definitionInTemplate, hoverInTemplate } from './template/templateFeatures';
import { withTemplate } from './template/templateSchemas';
import { createVocabularyReader } from './vocabulary';

/** What the language service asks of its host. */
export interface LanguagePorts extends Partial<FeaturePorts> {
  readonly catalog: Pick<CatalogService, 'graph' | 'status'>;
  /** The Backstage location of a file (`https://github.com/acme/shop/blob/main/catalog-info.yaml`), where it is known. */
  locationOf(uri: string): string | undefined;
  /** Asked at each call: what is taken for an entity, the same object as long as it is; a default Backstage's model when left out. */
  readonly model?: () => ModelSettings;
  /** What placeholders point to; left out, none of it is read. */
  readonly placeholders?: PlaceholderTexts;
  /** Which files there are beside those that are checked; left out, none is looked for. */
  readonly files?: FileAnswerer;
  /** Asked at each call: what actions of templates take and give, the same object as long as it says the same; `undefined` until that is known. */
  readonly actions?: () => ActionSchemas | undefined;
  /** Asked at each call: severities that somebody chose. */
  readonly severities?: () => Severities;
  /** What the catalog itself says of a file, the same list for as long as it says the same. */
  readonly verdictsOf?: (uri: string) => readonly DocumentProblem[];
}

const NO_VERDICTS: readonly DocumentProblem[] = [];
const NO_ANSWERS: FileAnswers = new Map();
const NO_TEXTS: ReadonlyMap<string, string | null> = new Map();

/** What Stagedoor knows of entity files while they are written. All positions count from 0. */
export interface LanguageService extends EntityFeatures {
  /**
   * Judged by the catalog as it is when the work begins, and by what placeholders were read to point to. Rejects only with
   * `cancelled`, once `slices` or `signal` says so.
   */
  diagnose(source: SourceText, slices: Slices, signal: AbortSignal): Promise<readonly LanguageProblem[]>;
  /** `diagnose` by what of placeholders has been read already. Yields at each document and within long ones. */
  diagnoseInSteps(source: SourceText): Steps<readonly LanguageProblem[]>;
  /** What is wrong at a place, and ways to mend it. */
  fixes(source: SourceText, range: Range): readonly FixableProblem[];
  complete(source: SourceText, position: Position): CompletionList;
  /** The card of the entity that a position names, or what the key there is for. */
  hover(source: SourceText, position: Position): HoverText | undefined;
  /** Where the entity that a position names is written down, or the file that the path there leads to. */
  definition(source: SourceText, position: Position): Definition | undefined;
  /** What writes these entities into the field at a position; `undefined` where no field of refs is. @param refs full refs */
  insertRefs(source: SourceText, position: Position, refs: readonly string[]): RefInsertion | undefined;
  /** The file as Backstage would store it, as YAML, with comments where it would refuse. Rejects only with `cancelled`. */
  process(source: SourceText, slices: Slices, signal: AbortSignal): Promise<string>;
  /** Lets go of what is kept for a file that was closed. */
  forget(uri: string): void;
}

export function createLanguageService(ports: LanguagePorts): LanguageService {
  const texts = createTextCache();
  const readVocabulary = createVocabularyReader();
  let known: Rules | undefined;
  const rules = (): Rules => {
    const settings = ports.model?.() ?? DEFAULT_MODEL;
    const actions = ports.actions?.();
    known = known?.settings === settings && known.actions === actions ? known : createRules(settings, actions);
    return known;
  };
  const { placeholders, files } = ports;
  const judge = (source: SourceText): Steps<Diagnosis> => {
    const { graph, status } = ports.catalog;
    const { model, diagnostician } = rules();
    const { uri } = source;
    return diagnostician.diagnose({
      uri,
      location: ports.locationOf(uri),
      texts: placeholders?.of(uri) ?? NO_TEXTS,
      parsed: texts.get(source),
      model,
      graph,
      knowledge: knowledgeOf(status),
      verdicts: ports.verdictsOf?.(uri) ?? NO_VERDICTS,
      root: files?.rootOf(uri),
      answers: files?.of(uri) ?? NO_ANSWERS,
      severities: ports.severities?.() ?? NO_SEVERITIES,
    });
  };
  const scopeOf = (source: SourceText) => ({ parsed: texts.get(source), schemas: rules().schemas, graph: ports.catalog.graph });
  return {
    ...createEntityFeatures(scopeOf, ports),
    async diagnose(source, slices, signal) {
      const { uri } = source;
      const { problems, reads, questions } = await finishInSlices(judge(source), slices);
      const before = { texts: placeholders?.of(uri), answers: files?.of(uri) };
      await Promise.all([reads.length > 0 ? placeholders?.read(uri, reads, signal) : undefined, questions.length > 0 ? files?.read(uri, questions, signal) : undefined]);
      const isAsBefore = placeholders?.of(uri) === before.texts && files?.of(uri) === before.answers;
      return isAsBefore ? problems : (await finishInSlices(judge(source), slices)).problems;
    },
    *diagnoseInSteps(source) {
      return (yield* judge(source)).problems;
    },
    fixes(source, range) {
      const { problems } = finish(judge(source));
      const parsed = texts.get(source);
      const context = { graph: ports.catalog.graph, schemas: rules().schemas };
      return fixesAt(problems, range, (problem) => fixesOf(problem, parsed, context));
    },
    complete(source, position) {
      const { graph } = ports.catalog;
      const projectSlug = /^https?:\/\/[^/]+\/([^/]+\/[^/]+)\/(?:blob|tree)\//.exec(ports.locationOf(source.uri) ?? '')?.[1];
      const parsed = texts.get(source);
      const { schemas, actions } = rules();
      const ofTemplate = completeInTemplate(parsed, position, actions);
      if (ofTemplate?.only === true) {
        return { items: ofTemplate.items, isIncomplete: false };
      }
      const document = documentAt(parsed, position.line)?.document;
      const list = completeAt({ parsed, schemas: document ? withTemplate(schemas, document, actions) : schemas, graph, vocabulary: () => readVocabulary(graph), projectSlug }, position);
      return ofTemplate ? { ...list, items: [...list.items, ...ofTemplate.items] } : list;
    },
    hover: (source, position) => hoverInTemplate(texts.get(source), position, rules().actions) ?? hoverAt(texts.get(source), position, rules().schemas, ports.catalog.graph),
    definition: (source, position) => definitionInTemplate(texts.get(source), position, rules().actions) ?? definitionAt(texts.get(source), position, rules().schemas, ports.catalog.graph),
    insertRefs: (source, position, refs) => insertRefsAt(texts.get(source), position, rules().schemas, ports.catalog.graph, refs),
    async process({ uri, text }, slices, signal) {
      const location = ports.locationOf(uri);
      const { model } = rules();
      const file = await checkWithTargets(text, { location, model }, slices, async (urls) => {
        await placeholders?.read(uri, urls, signal);
        return placeholders?.of(uri) ?? NO_TEXTS;
      });
      return toProcessedText({ uri, location: location?.startsWith('http') === true ? location : undefined, ...file, model, graph: ports.catalog.graph });
    },
    forget(uri) {
      texts.forget(uri);
      known?.diagnostician.forget(uri);
      placeholders?.forget(uri);
      files?.forget(uri);
    },
  };
}

/** What follows from the model settings. */
interface Rules {
  readonly settings: ModelSettings;
  readonly actions: ActionSchemas | undefined;
  readonly model: CatalogModel;
  readonly schemas: KindSchemas;
  readonly diagnostician: Diagnostician;
}

function createRules(settings: ModelSettings, actions: ActionSchemas | undefined): Rules {
  const model = toCatalogModel(settings);
  const files = { ...CATALOG_SCHEMAS, kinds: [...CATALOG_SCHEMAS.kinds, ...toCustomSchemas(settings)] };
  const schemas = createKindSchemas(files, settings.newer);
  return { settings, actions, model, schemas, diagnostician: createDiagnostician(createDocumentCheck(model, schemas, [createTemplateCheck(actions)]), createEntityChecks(schemas)) };
}
