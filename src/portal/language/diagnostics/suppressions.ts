import type { DocumentText, PlacedDocument } from '../parsedText';
import { rangeOn } from '../outlineNode';
import type { Range } from '../../catalog/entity';
import { createProblem, moveProblem, type LanguageProblem } from './languageProblem';
import { covers, namesProblems } from './severities';

/** A comment that switches problems off. Lines count from the start of its document. */
interface Suppression {
  readonly scope: 'file' | 'line' | 'next-line';
  readonly line: number;
  /** Codes, parts of codes, or classes; none stands for all. */
  readonly names: readonly { readonly name: string; readonly range: Range }[];
  readonly range: Range;
}

const MARK = 'stagedoor-disable';
const COMMENT = /(^|\s)#\s*stagedoor-disable(?:-(next-line|line|file))?(?![\w-])([^#\n]*)/;

const known = new WeakMap<DocumentText, readonly Suppression[]>();

function suppressionsIn(document: DocumentText): readonly Suppression[] {
  const found = known.get(document) ?? (document.text.includes(MARK) ? document.lines.flatMap((line, index) => readComment(document, line, index)) : []);
  known.set(document, found);
  return found;
}

function readComment({ outline }: DocumentText, line: string, index: number): readonly Suppression[] {
  const match = line.includes(MARK) ? COMMENT.exec(line) : null;
  const role = outline.roles.get(index)?.type;
  if (!match || role === 'block' || role === 'quoted') {
    return [];
  }
  const [whole, space = '', scope = 'file', rest = ''] = match;
  const start = match.index + space.length;
  // What stands behind two hyphens is a reason, for people.
  const names = [...rest.replace(/\s--.*$/, '').matchAll(/[^\s,]+/g)].map(({ 0: name, index: at }) => {
    const from = match.index + whole.length - rest.length + at;
    return { name, range: rangeOn(index, from, from + name.length) };
  });
  return [{ scope: scope === 'line' || scope === 'next-line' ? scope : 'file', line: index, names, range: rangeOn(index, start, match.index + whole.trimEnd().length) }];
}

/**
 * Takes out what comments switch off, and tells of comments that name what does not exist, or switch nothing off.
 * @param isComplete whether everything was looked for that could be found, so that what is not needed now is not needed at all
 */
export function suppress(problems: readonly LanguageProblem[], documents: readonly PlacedDocument[], isComplete: boolean): readonly LanguageProblem[] {
  const all = documents.flatMap(({ document, startLine }) => suppressionsIn(document).map((suppression) => ({ suppression, startLine })));
  if (all.length === 0) {
    return problems;
  }
  const used = new Set<Suppression | Suppression['names'][number]>();
  const kept = problems.filter((problem) => {
    const hits = all.flatMap(({ suppression, startLine }) => matches(suppression, startLine, problem));
    hits.forEach((hit) => used.add(hit));
    return hits.length === 0;
  });
  const told = all.flatMap(({ suppression, startLine }) => tellOf(suppression, used, isComplete).map((problem) => moveProblem(problem, startLine)));
  return [...kept, ...told];
}

function matches(suppression: Suppression, startLine: number, problem: LanguageProblem): readonly (Suppression | Suppression['names'][number])[] {
  const line = startLine + suppression.line + (suppression.scope === 'next-line' ? 1 : 0);
  if (suppression.scope !== 'file' && problem.range.start.line !== line) {
    return [];
  }
  const names = suppression.names.filter(({ name }) => covers(name, problem));
  return suppression.names.length === 0 ? [suppression] : names.slice(0, 1);
}

function tellOf(suppression: Suppression, used: ReadonlySet<unknown>, isComplete: boolean): readonly LanguageProblem[] {
  const { names, range } = suppression;
  const unused = (what: string, at: Range) => createProblem('suppression/unused', { message: `There is no ${what} here to switch off. Remove the comment.`, range: at, tag: 'unnecessary' });
  if (names.length === 0) {
    return isComplete && !used.has(suppression) ? [unused('problem', range)] : [];
  }
  return names.flatMap((entry) => {
    if (!namesProblems(entry.name)) {
      return [createProblem('suppression/unknown', { message: `${entry.name} is neither a code nor a class of problems, so that it switches nothing off.`, range: entry.range })];
    }
    return isComplete && !used.has(entry) ? [unused(entry.name, names.length === 1 ? range : entry.range)] : [];
  });
}
