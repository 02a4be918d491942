import { PROBLEM_CLASSES, type CatalogProblem } from './catalogProblem';
import { groupProblems } from './groupProblems';

export interface ReportContext {
  /** What a source is called. */
  readonly labelOf: (source: string) => string;
  /** How a file is shown to people: its address on the web, or its path. */
  readonly placeOf: (uri: string) => string;
}

/** The problems as Markdown: a section a class, an item a problem. */
export function toMarkdown(problems: readonly CatalogProblem[], context: ReportContext): string {
  const lines = ['# Problems in the catalog', '', problems.length === 0 ? 'None.' : `${problems.length} in all.`];
  for (const { label, problems: group } of groupProblems(problems, 'class', context.labelOf)) {
    lines.push('', `## ${label} (${group.length})`, '');
    for (const problem of group) {
      const facts = [problem.code, problem.owner === undefined ? '' : `owner ${problem.owner}`, locate(problem, context)].filter(Boolean);
      lines.push(`- ${escapeMarkdown(problem.message)} ${escapeMarkdown(problem.advice)} (${facts.map(escapeMarkdown).join(', ')})`);
    }
  }
  return `${lines.join('\n')}\n`;
}

const COLUMNS = ['class', 'code', 'severity', 'entity', 'owner', 'source', 'file', 'line', 'message', 'advice'] as const;

/** The problems as CSV by RFC 4180, a line a problem. */
export function toCsv(problems: readonly CatalogProblem[], context: ReportContext): string {
  const rows = problems.map((problem) => [
    PROBLEM_CLASSES[problem.class],
    problem.code,
    problem.severity,
    problem.ref ?? '',
    problem.owner ?? '',
    context.labelOf(problem.source),
    problem.uri === undefined ? '' : context.placeOf(problem.uri),
    problem.range === undefined ? '' : String(problem.range.start.line + 1),
    problem.message,
    problem.advice,
  ]);
  return [[...COLUMNS], ...rows].map((row) => `${row.map(toCell).join(',')}\r\n`).join('');
}

function locate({ uri, range }: CatalogProblem, { placeOf }: ReportContext): string {
  return uri === undefined ? '' : `${placeOf(uri)}${range === undefined ? '' : `, line ${range.start.line + 1}`}`;
}

/** A cell that begins like a formula would be one in a spreadsheet: what stands in a catalog file must not run there. */
function toCell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

function escapeMarkdown(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/[\\`*_[\]<>|]/g, '\\$&');
}
