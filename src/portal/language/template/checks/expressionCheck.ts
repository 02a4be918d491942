import type { Range } from '../../../catalog/entity';
import { syntaxErrorOf } from '../../../scaffolder/expressions/templateSyntax';
import { createProblem, type LanguageProblem, type ProblemDetails } from '../../diagnostics/languageProblem';
import type { ProblemCode } from '../../diagnostics/problemCatalogue';
import type { Segment } from '../expressions/usages';
import { FILTERS } from '../filters';
import { didYouMean, nearest } from '../nearest';
import type { ScalarText } from '../scalarText';
import type { ExpressionText, TemplateModel } from '../templateModel';

/** What is wrong with the expressions of a template by themselves: their syntax, their filters, and where they stand. */
export function* checkExpressions(model: TemplateModel): Iterable<LanguageProblem> {
  for (const text of model.texts) {
    if (text.zone === 'unrendered') {
      yield* tellUnrendered(text);
      continue;
    }
    const syntax = syntaxProblem(text.scalar);
    if (syntax) {
      yield syntax;
    } else {
      yield* filterProblems(text.scalar, text.usages.filters);
    }
  }
}

function* tellUnrendered({ scalar, usages }: ExpressionText): Iterable<LanguageProblem> {
  const tag = usages.tags.find(({ type }) => type === 'variable');
  if (tag) {
    const key = scalar.node.key;
    yield createProblem('template/not-rendered', { message: `Expressions are evaluated in the input, the condition and the repetition of a step. In \`${key}\` this text is taken as it stands.`, range: scalar.rangeOf(tag.start, tag.end) });
  }
}

const TEMPLATE_LOADING = /^Unsupported template-loading tag "(\w+)"|^Unknown template tag/;

function syntaxProblem(scalar: ScalarText): LanguageProblem | undefined {
  const error = syntaxErrorOf(scalar.text);
  if (!error) {
    return undefined;
  }
  const at = offsetOf(scalar.text, error);
  const offset = scalar.text[at] === '|' && scalar.text[at - 1] === '|' ? at - 1 : at;
  const isTag = TEMPLATE_LOADING.test(error.message);
  return createProblem(isTag ? 'template/unsupported-tag' : 'template/syntax', {
    message: `${asSentence(error.message)} Backstage does not tell of it and passes the text on as it is.${hintFor(scalar.text, offset)}`,
    range: scalar.rangeOf(offset, Math.max(offset + 1, endOfWord(scalar.text, offset))),
  });
}

/** The engine counts lines by `\n` alone. */
export function offsetOf(text: string, { line, column }: { readonly line: number; readonly column: number }): number {
  let start = 0;
  for (let at = 0; at < line; at += 1) {
    const next = text.indexOf('\n', start);
    start = next === -1 ? start : next + 1;
  }
  return Math.min(start + column, text.length);
}

export function endOfWord(text: string, offset: number): number {
  const rest = /^(?:\$\{\{|\{%|[\w.]+|[^\w\s]+)/.exec(text.slice(offset))?.[0] ?? '';
  return offset + rest.length;
}

export function asSentence(message: string): string {
  return /[.?!]$/.test(message) ? message : `${message}.`;
}

const HINTS: readonly (readonly [RegExp, string])[] = [
  [/^&/, ' Write `and` in place of `&&`.'],
  [/^\|\|/, ' Write `or` in place of `||`.'],
  [/^!(?!=)/, ' Write `not` in place of `!`.'],
  [/^\?/, ' Write `a if condition else b` in place of `condition ? a : b`.'],
  [/^\}\}\}/, ' Put a blank between the brace of the object and the two of the expression.'],
];

export function hintFor(text: string, offset: number): string {
  const rest = text.slice(offset);
  return HINTS.find(([sign]) => sign.test(rest))?.[1] ?? '';
}

function filterProblems(scalar: ScalarText, filters: readonly Segment[]): readonly LanguageProblem[] {
  return filters.flatMap((filter) => unknownFilter(filter, false, 'template/unknown-filter', (start, end) => scalar.rangeOf(start, end)) ?? []);
}

/** Filters of an engine's own are named with dots at times; those are let be. */
export function unknownFilter({ name, start, end }: Segment, cookiecutter: boolean, code: ProblemCode, rangeOf: (start: number, end: number) => Range): LanguageProblem | undefined {
  const names = FILTERS.filter((filter) => cookiecutter || filter.cookiecutter !== true).map((filter) => filter.name);
  if (names.includes(name)) {
    return undefined;
  }
  const meant = nearest(name, names);
  const effect = code === 'template/unknown-filter' ? 'Backstage passes the expression on as it is, unless the filter is added to it.' : 'The step fails, unless the filter is added to Backstage.';
  return withReplacement(code, { message: `There is no filter ${name}. ${effect}${didYouMean(meant)}`, range: rangeOf(start, end) }, meant);
}

/** A problem whose range may be replaced by what was meant. */
export function withReplacement(code: ProblemCode, details: ProblemDetails, meant: string | undefined): LanguageProblem {
  return createProblem(code, meant === undefined ? details : { ...details, suggestions: [meant], fixes: [{ title: `Replace with ${meant}`, edits: [{ range: details.range, newText: meant }], preferred: true }] });
}
