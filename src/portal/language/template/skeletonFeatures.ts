import type { Position, Range } from '../../catalog/entity';
import { syntaxErrorOf } from '../../scaffolder/expressions/templateSyntax';
import type { CompletionItem } from '../completionItem';
import { createProblem, type LanguageProblem } from '../diagnostics/languageProblem';
import { moveRange, scalarOf } from '../outlineNode';
import { asSentence, endOfWord, hintFor, offsetOf, unknownFilter, withReplacement } from './checks/expressionCheck';
import { BLOCK_TAGS, filterOffers, readCursor, tagAt, toItems, type Offer } from './completeExpressions';
import { code } from './describe';
import { usagesIn } from './expressions/usages';
import { FUNCTIONS } from './filters';
import { didYouMean, nearest } from './nearest';
import type { SkeletonUse } from './skeletonUse';

/** Where the characters of a text stand. */
interface Places {
  readonly rangeOf: (start: number, end: number) => Range;
  readonly offsetAt: (position: Position) => number;
}

function placesIn(text: string): Places {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) {
    starts.push(at + 1);
  }
  const positionAt = (offset: number): Position => {
    const line = starts.findLastIndex((start) => start <= offset);
    return { line, character: offset - (starts[line] ?? 0) };
  };
  return { rangeOf: (start, end) => ({ start: positionAt(start), end: positionAt(end) }), offsetAt: ({ line, character }) => (starts[line] ?? text.length) + character };
}

const rootOf = ({ cookiecutter }: SkeletonUse): string => (cookiecutter ? 'cookiecutter' : 'values');

/** What is wrong with a file of a skeleton. */
export function checkSkeleton(text: string, use: SkeletonUse): readonly LanguageProblem[] {
  const { rangeOf } = placesIn(text);
  const error = syntaxErrorOf(text, use.cookiecutter ? { cookiecutterCompat: true } : undefined);
  if (error) {
    const offset = offsetOf(text, error);
    return [createProblem('skeleton/syntax', { message: `${asSentence(error.message)} The step fails at this file.${hintFor(text, offset)} What belongs to another tool can stand between {% raw %} and {% endraw %}, or the file in copyWithoutTemplating.`, range: rangeOf(offset, Math.max(offset + 1, endOfWord(text, offset))) })];
  }
  const { accesses, filters, locals } = usagesIn(text, { cookiecutter: use.cookiecutter });
  const problems = filters.flatMap((filter) => unknownFilter(filter, use.cookiecutter, 'skeleton/unknown-filter', rangeOf) ?? []);
  const root = rootOf(use);
  for (const { root: name, path } of accesses) {
    const [value] = path;
    if (name.name === root) {
      if (value && !use.open && !use.values.has(value.name) && value.name !== '_extensions') {
        const meant = nearest(value.name, use.values.keys());
        const passed = use.values.size === 0 ? 'It passes none.' : `It passes ${[...use.values.keys()].join(', ')}.`;
        problems.push(withReplacement('skeleton/unknown-value', { message: `The step ${use.steps[0]?.id ?? ''} of the template passes no value ${value.name}: this is empty. ${passed}${didYouMean(meant)}`, range: rangeOf(value.start, value.end) }, meant));
      }
    } else if (!locals.has(name.name) && !FUNCTIONS.some((known) => known.name === name.name && known.onlyIn === undefined)) {
      const isValue = use.values.has(name.name);
      const meant = isValue ? `${root}.${name.name}` : nearest(name.name, [root]);
      const escape = isValue || meant !== undefined ? '' : ' What belongs to another tool can stand between {% raw %} and {% endraw %}.';
      problems.push(withReplacement('skeleton/unknown-variable', { message: `Files of a skeleton know ${root} alone: ${name.name} is empty.${escape}${didYouMean(meant)}`, range: rangeOf(name.start, name.end) }, meant));
    }
  }
  return problems;
}

/** What can be written inside an expression of a skeleton; `undefined` outside of any. */
export function completeSkeleton(text: string, position: Position, use: SkeletonUse): readonly CompletionItem[] | undefined {
  const places = placesIn(text);
  const offset = places.offsetAt(position);
  const { tags, locals } = usagesIn(text, { cookiecutter: use.cookiecutter });
  const tag = tagAt(tags, offset);
  const cursor = tag && readCursor(text.slice(tag.innerStart, offset), tag.innerStart, tag.type === 'block');
  if (!tag || !cursor) {
    return tag && [];
  }
  const word = /^[\w$]*/.exec(text.slice(offset))?.[0].length ?? 0;
  return toItems(cursor, offersFor(use, cursor.type, cursor.path, locals), (start) => places.rangeOf(start, offset + word), text.slice(offset), "'");
}

function offersFor(use: SkeletonUse, type: 'name' | 'filter' | 'tag', path: readonly string[], locals: ReadonlySet<string>): readonly Offer[] {
  if (type === 'tag') {
    return BLOCK_TAGS.map((name) => ({ name }));
  }
  if (type === 'filter') {
    return filterOffers(use.cookiecutter);
  }
  if (path.length === 0) {
    return [...[...locals].map((name) => ({ name, detail: 'here' })), { name: rootOf(use), documentation: 'What the step of the template passes.' }, ...FUNCTIONS.filter(({ onlyIn }) => onlyIn === undefined).map(({ name, description }) => ({ name, documentation: description }))];
  }
  return path.length === 1 && path[0] === rootOf(use) ? [...use.values].map(([name, node]) => ({ name, ...(scalarOf(node) !== undefined && { detail: scalarOf(node) ?? '' }) })) : [];
}

/** The value at a position: what it is given, and where in the template. */
export function valueAt(text: string, position: Position, use: SkeletonUse): { readonly range: Range; readonly target: Range; readonly markdown: string } | undefined {
  const { offsetAt, rangeOf } = placesIn(text);
  const offset = offsetAt(position);
  const { accesses } = usagesIn(text, { cookiecutter: use.cookiecutter });
  const access = accesses.find(({ root, path: [value] }) => root.name === rootOf(use) && value && root.start <= offset && offset <= value.end);
  const value = access?.path[0];
  const node = value && use.values.get(value.name);
  if (!value || !node) {
    return undefined;
  }
  const given = scalarOf(node);
  return { range: rangeOf(value.start, value.end), target: moveRange(node.range, use.startLine), markdown: [`Passed by the step ${code(use.steps[0]?.id ?? '')} of the template.`, ...(given === undefined ? [] : [code(given)])].join('\n\n') };
}
