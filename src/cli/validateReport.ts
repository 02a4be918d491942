import type { CheckedDocument, CheckedFile } from '../portal/catalog/checkedFile';
import type { DocumentProblem } from '../portal/catalog/problem';
import { toLanguageProblem, type LanguageProblem } from '../portal/language/diagnostics/languageProblem';
import { type Paint, type Style, toPaint, toPrintable } from './terminalText';

/** What became of one file. */
export interface ValidatedFile {
  /** Relative to the argument it was found by, with `/`. */
  readonly file: string;
  /** From the root of the repository. */
  readonly path: string;
  /** A template's skeleton. Nothing was checked then. */
  readonly skipped: boolean;
  readonly checked: CheckedFile | undefined;
  /** What is wrong beyond what ingestion says. */
  readonly more: readonly LanguageProblem[];
}

/** Of files as they are now, the problems that they did not have before, wherever in the file these stood. */
export function onlyNew(now: readonly ValidatedFile[], before: readonly ValidatedFile[]): ValidatedFile[] {
  const left = new Map<string, number>();
  const keyOf = (path: string, { code, message, ref }: Pick<LanguageProblem, 'code' | 'message' | 'ref'>): string => [path, code, message, ref ?? ''].join('\0');
  for (const { path, checked, more } of before) {
    for (const problem of [...(checked?.problems ?? []), ...(checked?.documents.flatMap(({ problems }) => problems) ?? []), ...more]) {
      left.set(keyOf(path, problem), (left.get(keyOf(path, problem)) ?? 0) + 1);
    }
  }
  return now.map((file) => {
    const isNew = (problem: DocumentProblem | LanguageProblem): boolean => {
      const key = keyOf(file.path, problem);
      const count = left.get(key) ?? 0;
      left.set(key, count - 1);
      return count <= 0;
    };
    const checked = file.checked && { problems: file.checked.problems.filter(isNew), documents: file.checked.documents.map((document) => ({ ...document, problems: document.problems.filter(isNew) })) };
    return { ...file, checked, more: file.more.filter(isNew) };
  });
}

/** Whether something is wrong for sure. What depends on an unread remote file is not. */
export function hasFailed(files: readonly ValidatedFile[]): boolean {
  return files.some(({ checked }) => checked?.problems.some(isError) || checked?.documents.some(({ valid }) => valid === false));
}

function isError({ severity }: DocumentProblem): boolean {
  return severity === 'error';
}

/** `[{file, documents: […]}]`; `problems` beside them where a file as a whole has some. Lines and columns count from 1. */
export function toJsonReport(files: readonly ValidatedFile[]): string {
  return `${JSON.stringify(toJsonFiles(files), null, 2)}\n`;
}

/** The report as data; files that were skipped are left out. */
export function toJsonFiles(files: readonly ValidatedFile[]) {
  return files.flatMap((validated) => {
    const { file, checked } = validated;
    if (!checked) {
      return [];
    }
    const { documents, rest } = byDocument(validated, checked);
    const inDocuments = documents.map(({ document: { index, kind, ref, valid, stage, unread }, problems }) => ({ index, kind, ref, valid, stage, unread, problems: problems.map(toJsonProblem) }));
    return [{ file, documents: inDocuments, ...(rest.length > 0 ? { problems: rest.map(toJsonProblem) } : {}) }];
  });
}

/** The problems of a file by its documents; those of none beside them. */
function byDocument({ more }: ValidatedFile, { documents, problems }: CheckedFile) {
  const isIn = ({ range: { start } }: LanguageProblem, { range }: CheckedDocument): boolean => range.start.line <= start.line && start.line <= range.end.line;
  const homes = new Map(more.map((problem) => [problem, documents.findLast((document) => isIn(problem, document))] as const));
  return {
    documents: documents.map((document) => ({ document, problems: [...document.problems.map(toLanguageProblem), ...more.filter((problem) => homes.get(problem) === document)].sort(byLine) })),
    rest: [...problems.map(toLanguageProblem), ...more.filter((problem) => homes.get(problem) === undefined)],
  };
}

function byLine({ range: { start: a } }: LanguageProblem, { range: { start: b } }: LanguageProblem): number {
  return a.line - b.line || a.character - b.character;
}

function toJsonProblem({ code, class: of, severity, message, range: { start, end } }: LanguageProblem) {
  return { code, class: of, severity, message, line: start.line + 1, column: start.character + 1, endLine: end.line + 1, endColumn: end.character + 1 };
}

const SEVERITY_STYLES = { error: 'red', warning: 'yellow', information: 'cyan', hint: 'dim' } as const satisfies Record<LanguageProblem['severity'], Style>;
const SEVERITY_WIDTH = 11;

/** What a person reads: each file with problems, skipped files, and a line with the sum. */
export function toTextReport(files: readonly ValidatedFile[], colour: boolean): string {
  const paint = toPaint(colour);
  const parts = files.flatMap((file) => (file.checked ? toFileSection(file, file.checked, paint) : []));
  const skipped = files.filter(({ skipped: isSkipped }) => isSkipped);
  if (skipped.length > 0) {
    parts.push([paint('bold', 'Skipped, as skeletons of templates'), ...skipped.map(({ file }) => `  ${paint('dim', toPrintable(file))}`)].join('\n'));
  }
  return `${[...parts, toSummary(files, paint)].join('\n\n')}\n`;
}

function toFileSection(validated: ValidatedFile, checked: CheckedFile, paint: Paint): string[] {
  const { documents, rest } = byDocument(validated, checked);
  const lines = [
    ...rest.map((problem) => toProblemLine(problem, paint)),
    ...documents.flatMap(({ document, problems }) => (problems.length > 0 ? [toDocumentLine(document, paint), ...problems.map((problem) => toProblemLine(problem, paint))] : [])),
  ];
  return lines.length > 0 ? [[paint('bold', toPrintable(validated.file)), ...lines].join('\n')] : [];
}

function toDocumentLine({ index, ref, kind }: CheckedDocument, paint: Paint): string {
  return `  ${paint('dim', toPrintable(ref ?? `document ${index}${kind === undefined ? '' : `, ${kind}`}`))}`;
}

function toProblemLine({ severity, message, code, range }: LanguageProblem, paint: Paint): string {
  const position = `${range.start.line + 1}:${range.start.character + 1}`.padEnd(7);
  return `    ${position} ${paint(SEVERITY_STYLES[severity], severity.padEnd(SEVERITY_WIDTH))} ${toPrintable(message)}  ${paint('dim', code)}`;
}

function toSummary(files: readonly ValidatedFile[], paint: Paint): string {
  const documents = files.flatMap(({ checked }) => checked?.documents ?? []);
  const refused = files.filter(({ checked }) => checked?.problems.some(isError)).length;
  const count = (verdict: boolean | null) => documents.filter(({ valid }) => valid === verdict).length;
  const parts = [
    paint('green', `${count(true)} valid`),
    paint(count(false) > 0 ? 'red' : 'dim', `${count(false)} invalid`),
    ...(count(null) > 0 ? [paint('yellow', `${count(null)} undecided, for want of a remote file`)] : []),
    ...(refused > 0 ? [paint('red', `${refused} unreadable ${refused === 1 ? 'file' : 'files'}`)] : []),
  ];
  const checked = files.filter(({ skipped }) => !skipped).length;
  return `${documents.length} ${documents.length === 1 ? 'document' : 'documents'} in ${checked} ${checked === 1 ? 'file' : 'files'}: ${parts.join(', ')}`;
}
