import type { CheckedFile } from '../catalog/checkedFile';
import { checkParsedFile, checkText } from '../catalog/checking/checkText';
import { MAX_FILE_CHARACTERS } from '../catalog/checking/limits';
import { parseFile } from '../catalog/checking/parsedFile';
import { isSkeleton } from '../catalog/checking/skeleton';
import type { DocumentProblem } from '../catalog/problem';
import type { CatalogQuery } from '../catalog/query';
import { moveRange } from './outlineNode';
import type { DocumentText, ParsedText } from './parsedText';
import { isEntityDocument } from './recognize';
import { refsDefinedIn, type CatalogKnowledge, type CheckReferences, type LanguageProblem } from './referenceProblems';
import { hasDirectives } from './yamlSlices';

/** What the catalog's ingestion says of a document, lines counted from its start; `undefined` of a part of a skeleton. */
export type CheckDocument = (uri: string, document: DocumentText, location: string | undefined) => readonly DocumentProblem[] | undefined;

/** Documents that are asked for again as they were are not checked again. */
export function createDocumentCheck(model: boolean): CheckDocument {
  const answers = new WeakMap<DocumentText, { readonly uri: string; readonly location: string | undefined; readonly problems: readonly DocumentProblem[] | undefined }>();
  return (uri, document, location) => {
    const known = answers.get(document);
    if (known?.uri === uri && known.location === location) {
      return known.problems;
    }
    const file = parseFile(document.text);
    const problems = isSkeleton(pathOf(uri), document.text, file) ? undefined : problemsOf(checkParsedFile(file, { location, model }));
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
export function diagnose(input: DiagnosticsInput, checkDocument: CheckDocument, checkReferences: CheckReferences): LanguageProblem[] {
  const { parsed, location, model, graph, knowledge } = input;
  const { uri, text } = parsed.source;
  if (text.length > MAX_FILE_CHARACTERS) {
    return problemsOf(checkText(text, { location, model }));
  }
  const defined = refsDefinedIn(parsed);
  // A directive stands outside the document it is for, so that its file is understood as a whole only.
  const whole = hasDirectives(text) ? problemsOf(checkText(text, { location, model })) : undefined;
  const ofDocuments = parsed.documents
    .filter(({ document }) => isEntityDocument(uri, document))
    .flatMap(({ document, startLine }) => {
      const checked = checkDocument(uri, document, location);
      const problems: readonly LanguageProblem[] = checked ? [...(whole ? [] : checked), ...checkReferences(document, graph, knowledge, defined)] : [];
      return problems.map((problem) => (startLine === 0 ? problem : { ...problem, range: moveRange(problem.range, startLine) }));
    });
  return [...(whole ?? []), ...ofDocuments].sort((a, b) => a.range.start.line - b.range.start.line || a.range.start.character - b.range.start.character);
}
