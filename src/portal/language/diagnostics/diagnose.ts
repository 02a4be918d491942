import type { Steps } from '../../base/steps';
import type { CheckedDocument, CheckOptions } from '../../catalog/checkedFile';
import type { CatalogModel } from '../../catalog/checking/catalogModel';
import { checkAgain, unreadOf } from '../../catalog/checking/checkFile';
import { checkParsedFileInSteps } from '../../catalog/checking/checkText';
import { MAX_DOCUMENTS, MAX_FILE_CHARACTERS } from '../../catalog/checking/limits';
import { parseFileInSteps, type ParsedFile } from '../../catalog/checking/parsedFile';
import { toRefusal } from '../../catalog/checking/refusal';
import { isSkeleton } from '../../catalog/checking/skeleton';
import type { DocumentProblem } from '../../catalog/problem';
import type { CatalogQuery } from '../../catalog/query';
import { moveRange } from '../outlineNode';
import type { DocumentText, ParsedText } from '../parsedText';
import { isEntityDocument } from '../recognize';
import { moveProblem, toLanguageProblem, type LanguageProblem } from './languageProblem';
import { refsDefinedIn, type CatalogKnowledge, type CheckReferences } from './referenceProblems';
import { hasDirectives } from '../yamlSlices';

/** A document as the catalog's ingestion sees it. */
export interface DocumentVerdict {
  /** Lines counted from the start of the document. */
  readonly problems: readonly DocumentProblem[];
  /** URLs its placeholders point to. */
  readonly reads: readonly string[];
  /** Of each of its documents, what decides whether others stay out with it. */
  readonly documents: readonly Pick<CheckedDocument, 'ref' | 'index' | 'stage' | 'problems' | 'range'>[];
}

/** Where a file stands, and what its placeholders point to. */
export interface DocumentPlace {
  readonly uri: string;
  readonly location: string | undefined;
  /** Texts by URL, `null` where there is no such file; those that are missing were not read. */
  readonly texts: ReadonlyMap<string, string | null>;
}

/** What the catalog's ingestion says of a document; `undefined` of a part of a skeleton. */
export type CheckDocument = (place: DocumentPlace, document: DocumentText) => Steps<DocumentVerdict | undefined>;

/** Documents that are asked for again as they were are not checked again. */
export function createDocumentCheck(model: CatalogModel): CheckDocument {
  const answers = new WeakMap<DocumentText, { readonly place: DocumentPlace; readonly verdict: DocumentVerdict | undefined }>();
  return function* (place, document) {
    const { uri, location, texts } = place;
    const known = answers.get(document);
    if (known?.place.uri === uri && known.place.location === location && (known.verdict?.reads.every((url) => known.place.texts.get(url) === texts.get(url)) ?? true)) {
      return known.verdict;
    }
    const file = yield* parseFileInSteps(document.text);
    const verdict = isSkeleton(pathOf(uri), document.text, file) ? undefined : yield* check(file, place, model);
    answers.set(document, { place, verdict });
    return verdict;
  };
}

function* check(file: ParsedFile, { location, texts }: Omit<DocumentPlace, 'uri'>, model: CatalogModel): Steps<DocumentVerdict> {
  const options: CheckOptions = { location, model };
  const first = yield* checkParsedFileInSteps(file, options);
  const checked = yield* checkAgain(first, file, { ...options, placeholders: texts });
  return { problems: [...checked.problems, ...checked.documents.flatMap(({ problems }) => problems)], reads: unreadOf(first), documents: checked.documents };
}

function pathOf(uri: string): string {
  return decodeURIComponent(uri.replace(/^[^:]*:(?:\/\/[^/]*)?/, '').replace(/[?#].*$/, ''));
}

export interface DiagnosticsInput extends Omit<DocumentPlace, 'uri'> {
  readonly parsed: ParsedText;
  readonly model: CatalogModel;
  readonly graph: CatalogQuery;
  readonly knowledge: CatalogKnowledge;
}

export interface Diagnosis {
  /** In the order of the lines. */
  readonly problems: readonly LanguageProblem[];
  /** URLs the placeholders of the file point to. */
  readonly reads: readonly string[];
}

/** Everything that is wrong with a file. */
export function* diagnose(input: DiagnosticsInput, checkDocument: CheckDocument, checkReferences: CheckReferences): Steps<Diagnosis> {
  const { parsed, location, texts, model, graph, knowledge } = input;
  const { uri, text } = parsed.source;
  const checkWhole = function* (): Steps<DocumentVerdict> {
    return yield* check(yield* parseFileInSteps(text), { location, texts }, model);
  };
  if (text.length > MAX_FILE_CHARACTERS || parsed.documents.length > MAX_DOCUMENTS) {
    const { problems, reads } = yield* checkWhole();
    return { problems: problems.map(toLanguageProblem), reads };
  }
  const defined = yield* refsDefinedIn(parsed);
  // A directive stands outside the document it is for, so that its file is understood as a whole only.
  const whole = hasDirectives(text) ? yield* checkWhole() : undefined;
  const found: LanguageProblem[] = (whole?.problems ?? []).map(toLanguageProblem);
  const reads = new Set(whole?.reads);
  const place = { uri, location, texts };
  const entities: PlacedVerdict[] = [];
  for (const { document, startLine } of parsed.documents) {
    yield;
    const checked = isEntityDocument(uri, document) ? yield* checkDocument(place, document) : undefined;
    if (checked) {
      checked.reads.forEach((url) => reads.add(url));
      entities.push(...checked.documents.map((verdict) => ({ ...verdict, index: entities.length, startLine })));
      const problems: readonly LanguageProblem[] = [...(whole ? [] : checked.problems.map(toLanguageProblem)), ...(yield* checkReferences(document, graph, knowledge, defined))];
      found.push(...problems.map((problem) => moveProblem(problem, startLine)));
    }
  }
  const refusal = whole ? undefined : toRefusalOf(entities);
  const problems = [...found, ...(refusal ? [toLanguageProblem(refusal)] : [])].sort((a, b) => a.range.start.line - b.range.start.line || a.range.start.character - b.range.start.character);
  return { problems, reads: [...reads] };
}

type PlacedVerdict = DocumentVerdict['documents'][number] & { readonly startLine: number };

/** One document that is broken keeps the others of its file out; told at that document. */
function toRefusalOf(verdicts: readonly PlacedVerdict[]): DocumentProblem | undefined {
  const broken = verdicts.filter(({ stage }) => stage === 'yaml' || stage === 'envelope');
  const others = verdicts.filter((verdict) => !broken.includes(verdict));
  const [first] = broken;
  if (!first || others.length === 0) {
    return undefined;
  }
  const problem = toRefusal(first, others);
  return first.startLine === 0 ? problem : { ...problem, range: moveRange(problem.range, first.startLine) };
}
