import type { Position, Range } from '../../catalog/entity';
import type { ActionSchemas } from '../../scaffolder/actionSchemas/actionSchema';
import { sortKey, type CompletionItem } from '../completionItem';
import { childAt, keysOf, scalarOf } from '../outlineNode';
import { FILTERS, FUNCTIONS } from './filters';
import { describeAction, describeParameter, describeStep, ROOT_TEXTS } from './describe';
import type { Tag } from './expressions/scanTags';
import { textAt, type ExpressionText, type TemplateModel } from './templateModel';

/** One thing that may stand at the cursor. */
export interface Offer {
  readonly name: string;
  readonly detail?: string;
  readonly documentation?: string;
  /** Whether something follows a dot behind it. */
  readonly goesOn?: boolean;
}

/** What of an expression stands before the cursor. */
export interface ExpressionCursor {
  readonly type: 'name' | 'filter' | 'tag';
  /** Parts before the one that is written: `steps`, `fetch`. */
  readonly path: readonly string[];
  readonly prefix: string;
  /** Where that begins, and whether with a dot or a bracket before it. */
  readonly start: number;
  readonly access: 'none' | 'dot' | 'bracket';
}

const CHAIN = /[A-Za-z_$][\w$]*(?:\.(?!\.)[\w$]*|\[(?:'[^'\]]*(?:'\]?)?|"[^"\]]*(?:"\]?)?|\d+\]?)?)*$/;

/** @param before the text of a tag up to the cursor @param offset where that begins */
export function readCursor(before: string, offset: number, isBlock: boolean): ExpressionCursor | undefined {
  if (isBlock && /^-?\s*\w*$/.test(before)) {
    const prefix = /\w*$/.exec(before)?.[0] ?? '';
    return { type: 'tag', path: [], prefix, start: offset + before.length - prefix.length, access: 'none' };
  }
  const filter = /(?<!\|)\|\s*([\w.]*)$/.exec(before);
  if (filter && isOutsideQuotes(before.slice(0, filter.index))) {
    const prefix = filter[1] ?? '';
    return { type: 'filter', path: [], prefix, start: offset + before.length - prefix.length, access: 'none' };
  }
  const chain = CHAIN.exec(before);
  const isChain = chain !== null && isOutsideQuotes(before.slice(0, chain.index)) && before[chain.index - 1] !== '.';
  if (!isChain) {
    return /[\s({[,|~+\-*/=<>!]$|^$/.test(before) && isOutsideQuotes(before) ? { type: 'name', path: [], prefix: '', start: offset + before.length, access: 'none' } : undefined;
  }
  const parts = [...chain[0].matchAll(/(?:^|\.)([\w$]*)|\[(?:'([^'\]]*)'?|"([^"\]]*)"?|(\d+))?\]?/g)].map(({ 0: all, 1: dotted, 2: single, 3: double, 4: number, index }) => ({ name: dotted ?? single ?? double ?? number ?? '', all, at: chain.index + index }));
  const last = parts.at(-1);
  if (!last || last.all.endsWith(']')) {
    return undefined;
  }
  const access = parts.length === 1 ? 'none' : last.all.startsWith('[') ? 'bracket' : 'dot';
  return { type: 'name', path: parts.slice(0, -1).map(({ name }) => name), prefix: last.name, start: offset + last.at, access };
}

function isOutsideQuotes(text: string): boolean {
  const rest = text.replace(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/g, '');
  return !/["']/.test(rest);
}

export function tagAt(tags: readonly Tag[], offset: number): Tag | undefined {
  return tags.find(({ innerStart, innerEnd }) => innerStart <= offset && offset <= innerEnd);
}

/** What can be written inside an expression of a template; `undefined` outside of any. @param position counts from the start of the document */
export function completeExpression(model: TemplateModel, position: Position, actions: ActionSchemas | undefined): readonly CompletionItem[] | undefined {
  const found = textAt(model, position);
  const tag = found && tagAt(found.text.usages.tags, found.offset);
  if (!tag) {
    return undefined;
  }
  const { text, offset } = found;
  const cursor = readCursor(text.scalar.text.slice(tag.innerStart, offset), tag.innerStart, tag.type === 'block');
  if (!cursor) {
    return [];
  }
  const word = /^[\w$]*/.exec(text.scalar.text.slice(offset))?.[0].length ?? 0;
  const quote = text.scalar.style === 'single' ? '"' : "'";
  return toItems(cursor, offersFor(model, text, cursor, actions), (start) => text.scalar.rangeOf(start, offset + word), text.scalar.text.slice(offset), quote);
}

/** @param rest what stands behind the cursor */
export function toItems(cursor: ExpressionCursor, offers: readonly Offer[], rangeFrom: (start: number) => Range, rest: string, quote: '"' | "'"): readonly CompletionItem[] {
  return offers.map((offer, index): CompletionItem => {
    const isWord = /^[A-Za-z_$][\w$]*$/.test(offer.name);
    const bracketed = cursor.access === 'bracket' || (cursor.access === 'dot' && !isWord);
    const mark = cursor.access === 'bracket' ? `[${quote}` : '.';
    const insertText = bracketed ? `[${quote}${offer.name}${quote}]` : cursor.access === 'dot' ? `.${offer.name}` : offer.name;
    const range = rangeFrom(cursor.start);
    const closing = bracketed && cursor.access === 'bracket' ? (/^[\w$-]*["']?\]?/.exec(rest)?.[0].length ?? 0) - (/^[\w$]*/.exec(rest)?.[0].length ?? 0) : 0;
    return {
      label: offer.name,
      kind: 'value',
      insertText,
      snippet: false,
      range: closing > 0 ? { start: range.start, end: { line: range.end.line, character: range.end.character + closing } } : range,
      sortText: sortKey(0, index),
      ...(cursor.access !== 'none' && { filterText: `${mark}${offer.name}` }),
      ...(offer.detail !== undefined && { detail: offer.detail }),
      ...(offer.documentation !== undefined && { documentation: offer.documentation }),
    };
  });
}

export const BLOCK_TAGS = ['if', 'elif', 'else', 'endif', 'for', 'endfor', 'set', 'endset', 'macro', 'endmacro', 'call', 'endcall', 'filter', 'endfilter', 'raw', 'endraw', 'switch', 'case', 'default', 'endswitch', 'block', 'endblock'];

export function filterOffers(cookiecutter: boolean): readonly Offer[] {
  return FILTERS.filter((filter) => cookiecutter || filter.cookiecutter !== true).map(({ name, description, example, backstage }) => ({
    name,
    documentation: [description, ...(example === undefined ? [] : [`\`${example}\``])].join('\n\n'),
    ...(backstage === true && { detail: 'Backstage' }),
  }));
}

function offersFor(model: TemplateModel, text: ExpressionText, cursor: ExpressionCursor, actions: ActionSchemas | undefined): readonly Offer[] {
  if (cursor.type === 'tag') {
    return BLOCK_TAGS.map((name) => ({ name }));
  }
  if (cursor.type === 'filter') {
    return filterOffers(false);
  }
  const [root, ...path] = cursor.path;
  if (root === undefined) {
    return rootOffers(text);
  }
  switch (root) {
    case 'parameters':
      return parameterOffers(model, path);
    case 'steps':
      return stepOffers(model, text, path, actions);
    case 'secrets':
      return path.length === 0 ? secretsOf(model).map((name) => ({ name })) : [];
    case 'each':
      return path.length === 0 ? [{ name: 'key', documentation: 'The index of an item, or the key of an entry.' }, { name: 'value', documentation: 'The item, or the value of an entry.' }] : [];
    case 'user':
      return path.length === 0 ? [{ name: 'ref', documentation: 'Ref of who runs the template.' }, { name: 'entity', documentation: 'The entity of who runs the template.' }] : path.join('.') === 'entity' ? ['metadata', 'spec', 'kind', 'apiVersion'].map((name) => ({ name })) : [];
    case 'context':
      return path.length === 0 ? [{ name: 'task', documentation: 'The run.' }] : path.join('.') === 'task' ? [{ name: 'id', documentation: 'Id of the run.' }] : [];
    case 'environment':
      return path.length === 0 ? [{ name: 'parameters', documentation: 'Values of the configuration.' }, { name: 'secrets', documentation: 'Secrets of the configuration.' }] : [];
    default:
      return [];
  }
}

function rootOffers({ usages, zone, step }: ExpressionText): readonly Offer[] {
  const roots = Object.entries(ROOT_TEXTS).filter(([name]) => (name !== 'each' || (step?.repeats === true && zone !== 'each')) && (name !== 'secrets' || zone === 'input' || zone === 'each'));
  return [
    ...[...usages.locals].map((name) => ({ name, detail: 'here' })),
    ...roots.map(([name, documentation]) => ({ name, documentation })),
    ...FUNCTIONS.filter(({ onlyIn }) => onlyIn === undefined || onlyIn === zone).map(({ name, description }) => ({ name, detail: 'function', documentation: description })),
  ];
}

function parameterOffers({ parameters }: TemplateModel, path: readonly string[]): readonly Offer[] {
  const [name, ...rest] = path;
  if (name === undefined) {
    return [...parameters.byName.values()].map((parameter) => ({ name: parameter.name, documentation: describeParameter(parameter), ...(parameter.type !== undefined && { detail: parameter.type }) }));
  }
  const nested = rest.reduce((node, part) => childAt(childAt(node, 'properties'), part), parameters.byName.get(name)?.node);
  return keysOf(childAt(nested, 'properties')).map((key) => ({ name: key }));
}

function stepOffers({ steps }: TemplateModel, text: ExpressionText, path: readonly string[], actions: ActionSchemas | undefined): readonly Offer[] {
  const [id, output, ...rest] = path;
  if (id === undefined) {
    return steps.filter(({ index }) => text.step === undefined || index < text.step.index).map((step) => ({ name: step.id, documentation: describeStep(step), ...(step.action !== undefined && { detail: step.action }) }));
  }
  const step = steps.find((each) => each.id === id);
  if (output === undefined) {
    return step ? [{ name: 'output', documentation: 'What its action gives.' }] : [];
  }
  const action = step?.action === undefined ? undefined : actions?.get(step.action);
  if (output !== 'output' || rest.length > 0 || !action) {
    return [];
  }
  return Object.entries(action.output?.properties ?? {}).map(([name, { description, type }]) => ({ name, ...(description !== undefined && { documentation: description }), ...(typeof type === 'string' && { detail: type }) }));
}

/** Secrets that the form makes. */
function secretsOf({ parameters }: TemplateModel): readonly string[] {
  return [...parameters.byName.values()].flatMap(({ name, node }) => {
    const key = scalarOf(childAt(childAt(childAt(node, 'ui:options'), 'requestUserCredentials'), 'secretsKey'));
    return [...(scalarOf(childAt(node, 'ui:field')) === 'Secret' ? [name] : []), ...(key === undefined ? [] : [key])];
  });
}

/** Ids of actions, for `action:`. */
export function actionOffers(actions: ActionSchemas): readonly Offer[] {
  return actions.all.map((action) => ({ name: action.id, documentation: describeAction(action), ...(action.supportsDryRun === true && { detail: 'in dry runs too' }) }));
}
