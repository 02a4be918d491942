import type { Steps } from '../base/steps';
import type { CheckedFile } from '../catalog/checkedFile';
import { checkParsedFileInSteps } from '../catalog/checking/checkText';
import { MAX_DOCUMENTS, MAX_FILE_CHARACTERS } from '../catalog/checking/limits';
import { parseFileInSteps } from '../catalog/checking/parsedFile';
import { isSkeleton } from '../catalog/checking/skeleton';
import type { DocumentProblem } from '../catalog/problem';
import type { CatalogQuery } from '../catalog/query';
import { moveRange } from './outlineNode';
import type { DocumentText, ParsedText } from './parsedText';
import { isEntityDocument } from './recognize';
import { refsDefinedIn, type CatalogKnowledge, type CheckReferences, type LanguageProblem } from './referenceProblems';
import { hasDirectives } from './yamlSlices';

/** What the catalog's ingestion says of a document, lines counted from its start; `undefined` of a part of a skeleton. */
export type CheckDocument = (uri: string, document: DocumentText, location: string | undefined) => Steps<readonly DocumentProblem[] | undefined>;

/** Documents that are asked for again as they were are not checked again. */
export function createDocumentCheck(model: boolean): CheckDocument {
  const answers = new WeakMap<DocumentText, { readonly uri: string; readonly location: string | undefined; readonly problems: readonly DocumentProblem[] | undefined }>();
  return function* (uri, document, location) {
    const known = answers.get(document);
    if (known?.uri === uri && known.location === location) {
      return known.problems;
    }
    const file = yield* parseFileInSteps(document.text);
    const problems = isSkeleton(pathOf(uri), document.text, file) ? undefined : problemsOf(yield* checkParsedFileInSteps(file, { location, model }));
    answers.set(document, { uri, location, problems });
    return problems;
  };
}

function pathOf(uri: string): string {
  return decodeURIComponent(uri.replace(/^[^:]*:(?:\/\/[^/]*)?/, '').replace(/[?#].*$/, ''));
}

function problemsOf(file: CheckedFile): DocumentProblem[] {
  return [...file.problems, ...file.documents.flatMap(({ problems }) => problems)];
}

export interface DiagnosticsInput {
  readonly parsed: ParsedText;
  readonly location: string | undefined;
  readonly model: boolean;
  readonly graph: CatalogQuery;
  readonly knowledge: CatalogKnowledge;
}

/** Everything that is wrong with a file, in the order of its lines. */
export function* diagnose(input: DiagnosticsInput, checkDocument: CheckDocument, checkReferences: CheckReferences): Steps<LanguageProblem[]> {
  const { parsed, location, model, graph, knowledge } = input;
  const { uri, text } = parsed.source;
  const checkWhole = function* (): Steps<readonly DocumentProblem[]> {
    return problemsOf(yield* checkParsedFileInSteps(yield* parseFileInSteps(text), { location, model }));
  };
  if (text.length > MAX_FILE_CHARACTERS || parsed.documents.length > MAX_DOCUMENTS) {
    return [...(yield* checkWhole())];
  }
  const defined = yield* refsDefinedIn(parsed);
  // A directive stands outside the document it is for, so that its file is understood as a whole only.
  const whole = hasDirectives(text) ? yield* checkWhole() : undefined;
  const found: LanguageProblem[] = [...(whole ?? [])];
  for (const { document, startLine } of parsed.documents) {
    yield;
    const checked = isEntityDocument(uri, document) ? yield* checkDocument(uri, document, location) : undefined;
    if (checked) {
      const problems: readonly LanguageProblem[] = [...(whole ? [] : checked), ...(yield* checkReferences(document, graph, knowledge, defined))];
      found.push(...problems.map((problem) => (startLine === 0 ? problem : { ...problem, range: moveRange(problem.range, startLine) })));
    }
  }
  return found.sort((a, b) => a.range.start.line - b.range.start.line || a.range.start.character - b.range.start.character);
}
