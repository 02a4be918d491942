import type { Steps } from '../../base/steps';
import type { CatalogModel } from '../../catalog/checking/catalogModel';
import { MAX_DOCUMENTS, MAX_FILE_CHARACTERS } from '../../catalog/checking/limits';
import { parseFileInSteps } from '../../catalog/checking/parsedFile';
import type { PlaceholderRoot } from '../../catalog/placeholderTargets';
import { toRefusal } from '../../catalog/checking/refusal';
import type { DocumentText, ParsedText, PlacedDocument } from '../parsedText';
import { keyOf, type FileAnswers, type FileQuestion } from '../fileAnswers';
import { isEntityDocument } from '../recognize';
import { hasDirectives } from '../yamlSlices';
import { entitiesOf, isSameContext, type CatalogContext } from './catalogContext';
import type { CatalogCheck } from './checks/catalogCheck';
import { findRepeated } from './checks/duplicates';
import { checkWhole, type CheckDocument, type DocumentVerdict } from './documentVerdict';
import { moveProblem, toLanguageProblem, type LanguageProblem } from './languageProblem';
import { withSeverity, type Severities } from './severities';
import { suppress } from './suppressions';

export interface DiagnosticsInput extends Omit<CatalogContext, 'file'> {
  readonly parsed: ParsedText;
  readonly model: CatalogModel;
  /** Texts by URL, `null` where there is no such file; those that are missing were not read. */
  readonly texts: ReadonlyMap<string, string | null>;
  readonly severities: Severities;
  readonly root: PlaceholderRoot | undefined;
  readonly answers: FileAnswers;
}

export interface Diagnosis {
  /** In the order of the lines. */
  readonly problems: readonly LanguageProblem[];
  /** URLs the placeholders of the file point to. */
  readonly reads: readonly string[];
  /** Files that it takes to be there. */
  readonly questions: readonly FileQuestion[];
}

export interface Diagnostician {
  /** Everything that is wrong with a file. */
  diagnose(input: DiagnosticsInput): Steps<Diagnosis>;
  /** Lets go of what is kept for a file. */
  forget(uri: string): void;
}

/** Of a file that is asked for again only the documents that changed are checked again, and all where the catalog did. */
export function createDiagnostician(checkDocument: CheckDocument, checks: readonly CatalogCheck[]): Diagnostician {
  const contexts = new WeakMap<DocumentText, { readonly context: CatalogContext; readonly problems: readonly LanguageProblem[] }>();
  const files = new Map<string, CatalogContext>();

  return { diagnose, forget: (uri) => void files.delete(uri) };

  function* diagnose(input: DiagnosticsInput): Steps<Diagnosis> {
    const { parsed, model, location, texts, severities, root, answers } = input;
    const { uri, text } = parsed.source;
    if (text.length > MAX_FILE_CHARACTERS || parsed.documents.length > MAX_DOCUMENTS) {
      const { problems, reads } = yield* checkWhole(yield* parseFileInSteps(text), input, model);
      return { problems: problems.flatMap((problem) => withSeverity(problem, severities) ?? []), reads, questions: [] };
    }
    const context = yield* contextOf(input);
    // A directive stands outside the document it is for, so that its file is understood as a whole only.
    const whole = hasDirectives(text) ? yield* checkWhole(yield* parseFileInSteps(text), input, model) : undefined;
    const found: LanguageProblem[] = [...(whole?.problems ?? [])];
    const reads = new Set(whole?.reads);
    const entities: PlacedVerdict[] = [];
    const own: PlacedDocument[] = [];
    const questions: FileQuestion[] = [];
    const place = { uri, location, texts, root };
    for (const { document, startLine } of parsed.documents) {
      yield;
      const checked = isEntityDocument(uri, document) ? yield* checkDocument(place, document) : undefined;
      if (checked) {
        own.push({ document, startLine });
        checked.reads.forEach((url) => reads.add(url));
        entities.push(...checked.documents.map((verdict) => ({ ...verdict, index: entities.length, startLine })));
        questions.push(...checked.expectations.flatMap(({ anyOf }) => anyOf));
        const missing = checked.expectations.filter(({ anyOf }) => anyOf.every((question) => answers.get(keyOf(question)) === false)).map(({ problem }) => problem);
        for (const problems of [missing, whole ? [] : checked.problems, checked.advice, yield* checkAgainst(document, context)]) {
          problems.forEach((problem) => found.push(moveProblem(problem, startLine)));
        }
      }
    }
    found.push(...findRepeated(own), ...input.verdicts.filter(({ code }) => OF_THE_CATALOG.has(code)).map(toLanguageProblem));
    const refusal = whole ? undefined : toRefusalOf(entities);
    const isComplete = context.knowledge !== 'none' && [...reads].every((url) => texts.has(url)) && questions.every((question) => answers.has(keyOf(question)));
    const problems = suppress(refusal ? [...found, refusal] : found, parsed.documents, isComplete).flatMap((problem) => withSeverity(problem, severities) ?? []);
    return { problems: problems.sort(byPosition), reads: [...reads], questions };
  }

  /** The context of a file, the same object as before where nothing in it has changed. */
  function* contextOf({ uri, parsed, graph, knowledge, location, verdicts }: DiagnosticsInput): Steps<CatalogContext> {
    const before = files.get(uri);
    const next: CatalogContext = { uri, graph, knowledge, location, verdicts, file: yield* entitiesOf(parsed, before?.file) };
    const context = before && isSameContext(before, next) ? before : next;
    files.set(uri, context);
    return context;
  }

  function* checkAgainst(document: DocumentText, context: CatalogContext): Steps<readonly LanguageProblem[]> {
    const known = contexts.get(document);
    if (known?.context === context) {
      return known.problems;
    }
    const problems: LanguageProblem[] = [];
    for (const check of checks) {
      for (const problem of check(document, context)) {
        if (problem) {
          problems.push(problem);
        } else {
          yield;
        }
      }
    }
    contexts.set(document, { context, problems });
    return problems;
  }
}

/** What the catalog alone finds out, when it follows Locations or reads the file. */
const OF_THE_CATALOG: ReadonlySet<string> = new Set(['location/broken-target', 'location/unread', 'file/unreadable']);

function byPosition({ range: { start: a } }: LanguageProblem, { range: { start: b } }: LanguageProblem): number {
  return a.line - b.line || a.character - b.character;
}

type PlacedVerdict = DocumentVerdict['documents'][number] & { readonly startLine: number };

/** One document that is broken keeps the others of its file out; told at that document. */
function toRefusalOf(verdicts: readonly PlacedVerdict[]): LanguageProblem | undefined {
  const broken = verdicts.filter(({ stage }) => stage === 'yaml' || stage === 'envelope');
  const [first] = broken;
  if (!first || broken.length === verdicts.length) {
    return undefined;
  }
  return moveProblem(toLanguageProblem(toRefusal(first, verdicts.filter((verdict) => !broken.includes(verdict)))), first.startLine);
}
