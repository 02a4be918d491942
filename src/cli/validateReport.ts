import type { CheckedDocument, CheckedFile } from '../portal/catalog/checkedFile';
import type { DocumentProblem } from '../portal/catalog/problem';
import { type Paint, type Style, toPaint, toPrintable } from './terminalText';

/** What became of one file. */
export interface ValidatedFile {
  /** Relative to the argument it was found by, with `/`. */
  readonly file: string;
  /** A template's skeleton. Nothing was checked then. */
  readonly skipped: boolean;
  readonly checked: CheckedFile | undefined;
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
  const report = files.flatMap(({ file, checked }) => {
    if (!checked) {
      return [];
    }
    const documents = checked.documents.map(({ index, kind, ref, valid, stage, unread, problems }) => ({ index, kind, ref, valid, stage, unread, problems: problems.map(toJsonProblem) }));
    return [{ file, documents, ...(checked.problems.length > 0 ? { problems: checked.problems.map(toJsonProblem) } : {}) }];
  });
  return `${JSON.stringify(report, null, 2)}\n`;
}

function toJsonProblem({ code, severity, message, range: { start, end } }: DocumentProblem) {
  return { code, severity, message, line: start.line + 1, column: start.character + 1, endLine: end.line + 1, endColumn: end.character + 1 };
}

const SEVERITY_STYLES = { error: 'red', warning: 'yellow', information: 'cyan' } as const satisfies Record<DocumentProblem['severity'], Style>;
const SEVERITY_WIDTH = 11;

/** What a person reads: each file with problems, skipped files, and a line with the sum. */
export function toTextReport(files: readonly ValidatedFile[], colour: boolean): string {
  const paint = toPaint(colour);
  const parts = files.flatMap(({ file, checked }) => (checked ? toFileSection(file, checked, paint) : []));
  const skipped = files.filter(({ skipped: isSkipped }) => isSkipped);
  if (skipped.length > 0) {
    parts.push([paint('bold', 'Skipped, as skeletons of templates'), ...skipped.map(({ file }) => `  ${paint('dim', toPrintable(file))}`)].join('\n'));
  }
  return `${[...parts, toSummary(files, paint)].join('\n\n')}\n`;
}

function toFileSection(file: string, { documents, problems }: CheckedFile, paint: Paint): string[] {
  const lines = [
    ...problems.map((problem) => toProblemLine(problem, paint)),
    ...documents.flatMap((document) => (document.problems.length > 0 ? [toDocumentLine(document, paint), ...document.problems.map((problem) => toProblemLine(problem, paint))] : [])),
  ];
  return lines.length > 0 ? [[paint('bold', toPrintable(file)), ...lines].join('\n')] : [];
}

function toDocumentLine({ index, ref, kind }: CheckedDocument, paint: Paint): string {
  return `  ${paint('dim', toPrintable(ref ?? `document ${index}${kind === undefined ? '' : `, ${kind}`}`))}`;
}

function toProblemLine({ severity, message, code, range }: DocumentProblem, paint: Paint): string {
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
