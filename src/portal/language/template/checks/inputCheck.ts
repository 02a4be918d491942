import type { JsonValue } from '../../../catalog/entity';
import type { ActionSchemas, ActionValueSchema } from '../../../scaffolder/actionSchemas/actionSchema';
import { createProblem, type LanguageProblem, type ProblemFix } from '../../diagnostics/languageProblem';
import { childAt, type OutlineNode } from '../../outlineNode';
import type { DocumentText } from '../../parsedText';
import { didYouMean, nearest } from '../nearest';
import type { Step, TemplateModel } from '../templateModel';
import { removeEntry } from './removeEntry';

/** What is wrong with what steps give to their actions. @param valueAt the parsed value of a step's input */
export function* checkInputs(model: TemplateModel, actions: ActionSchemas | undefined, valueAt: (step: Step) => JsonValue | undefined): Iterable<LanguageProblem> {
  for (const step of model.steps) {
    const action = step.action === undefined ? undefined : actions?.get(step.action);
    const schema = action?.input;
    if (!action || !schema) {
      continue;
    }
    const value = valueAt(step);
    if (step.input && value !== undefined && !isExpression(value) && !step.input.value?.style.includes('alias')) {
      yield* checkValue({ document: model.document, action: action.id }, schema, value, step.input, []);
    } else if (!step.input && step.actionNode?.value) {
      const missing = requiredIn(schema);
      if (missing.length > 0) {
        yield createProblem('template/missing-input', { message: `${action.id} needs ${missing.join(', ')} as input.`, range: step.actionNode.value.range });
      }
    }
    yield* ignoredInputs(model, step);
  }
}

interface Place {
  readonly document: DocumentText;
  readonly action: string;
}


function requiredIn({ required, anyOf }: ActionValueSchema): readonly string[] {
  return required ?? anyOf?.[0]?.required ?? [];
}

function isExpression(value: JsonValue): boolean {
  return typeof value === 'string' && /\$\{\{|\{%/.test(value);
}

/** Checks a value; of several schemas that may hold, what is said is said by the one that fits best. */
function checkValue(place: Place, schema: ActionValueSchema, value: JsonValue, node: OutlineNode, path: readonly string[]): readonly LanguageProblem[] {
  if (isExpression(value) || node.value?.style === 'alias') {
    return [];
  }
  const branches = schema.anyOf ?? schema.oneOf;
  if (branches) {
    const answers = branches.map((branch) => ({ branch, problems: checkValue(place, branch, value, node, path) }));
    return answers.reduce((best, answer) => (answer.problems.length < best.problems.length ? answer : best), answers[0] ?? { branch: schema, problems: [] }).problems;
  }
  const wrong = typeProblem(schema, value);
  if (wrong !== undefined) {
    const name = path.length === 0 ? 'The input' : path.join('.');
    const quoted = quoteFix(schema, value, node);
    return [createProblem('template/input-value', { message: `${name} of ${place.action} ${wrong}.`, range: node.value?.range ?? node.range, ...(quoted && { fixes: [quoted] }) })];
  }
  if (Array.isArray(value)) {
    const { items } = schema;
    const nodes = node.children.filter(({ kind }) => kind === 'item');
    return items ? value.flatMap((item: JsonValue, index) => (nodes[index] ? checkValue(place, items, item, nodes[index], [...path, String(index)]) : [])) : [];
  }
  return isObject(value) ? checkObject(place, schema, value, node, path) : [];
}


function checkObject(place: Place, schema: ActionValueSchema, value: Readonly<Record<string, JsonValue>>, node: OutlineNode, path: readonly string[]): readonly LanguageProblem[] {
  const known = schema.properties ?? {};
  const problems: LanguageProblem[] = [];
  for (const [key, entry] of Object.entries(value)) {
    const child = childAt(node, key);
    const property = Object.hasOwn(known, key) ? known[key] : undefined;
    if (!child || key === '<<') {
      continue;
    }
    if (property) {
      problems.push(...checkValue(place, property, entry, child, [...path, key]));
    } else if (schema.additionalProperties === false) {
      problems.push(unknownInput(place, Object.keys(known).filter((name) => !Object.hasOwn(value, name)), child, path));
    } else if (typeof schema.additionalProperties === 'object') {
      problems.push(...checkValue(place, schema.additionalProperties, entry, child, [...path, key]));
    }
  }
  const missing = (schema.required ?? []).filter((key) => !Object.hasOwn(value, key));
  if (missing.length > 0 && !Object.hasOwn(value, '<<')) {
    const where = path.length === 0 ? '' : ` in ${path.join('.')}`;
    problems.push(createProblem('template/missing-input', { message: `${place.action} needs ${missing.join(', ')}${where}.`, range: node.range }));
  }
  return problems;
}

function unknownInput({ document, action }: Place, others: readonly string[], child: OutlineNode, path: readonly string[]): LanguageProblem {
  const meant = nearest(child.key, others);
  const what = path.length === 0 ? 'input' : `key in ${path.join('.')},`;
  const remove: ProblemFix = { title: `Remove ${child.key}`, edits: [removeEntry(document, child)], ...(meant === undefined && { preferred: true }) };
  const rename: readonly ProblemFix[] = meant === undefined ? [] : [{ title: `Rename to ${meant}`, edits: [{ range: child.range, newText: meant }], preferred: true }];
  return createProblem('template/unknown-input', {
    message: `${action} takes no ${what} ${child.key}: Backstage refuses the step when it runs.${child.key === 'allowedHosts' ? ' The hosts to choose from belong into `ui:options` of the RepoUrlPicker.' : ''}${didYouMean(meant)}`,
    range: child.range,
    fixes: [...rename, remove],
    ...(meant !== undefined && { suggestions: [meant] }),
  });
}

const NAMES: Readonly<Record<string, string>> = { string: 'a text', number: 'a number', integer: 'a whole number', boolean: 'true or false', array: 'a list', object: 'an object', null: 'empty' };

function typeProblem(schema: ActionValueSchema, value: JsonValue): string | undefined {
  const types = typeof schema.type === 'string' ? [schema.type] : (schema.type ?? []);
  if (types.length > 0 && !types.some((type) => hasType(value, type))) {
    return `must be ${types.map((type) => NAMES[type] ?? type).join(' or ')}, and is ${describe(value)}`;
  }
  const choices = schema.const === undefined ? schema.enum : [schema.const];
  if (choices && !choices.some((choice) => choice === value)) {
    return `must be one of ${choices.map((choice) => JSON.stringify(choice)).join(', ')}, and is ${describe(value)}`;
  }
  return undefined;
}

function hasType(value: JsonValue, type: string): boolean {
  switch (type) {
    case 'string':
    case 'boolean':
      return typeof value === type;
    case 'number':
      return typeof value === 'number';
    case 'integer':
      return Number.isInteger(value);
    case 'array':
      return Array.isArray(value);
    case 'object':
      return isObject(value);
    case 'null':
      return value === null;
    default:
      return true;
  }
}

function isObject(value: JsonValue): value is Readonly<Record<string, JsonValue>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function describe(value: JsonValue): string {
  return value === null ? 'empty' : Array.isArray(value) ? 'a list' : typeof value === 'object' ? 'an object' : JSON.stringify(value);
}

/** A number or boolean where a text is asked for needs quotes; a text that is one needs none. */
function quoteFix({ type }: ActionValueSchema, value: JsonValue, { value: written }: OutlineNode): ProblemFix | undefined {
  if (!written || written.range.start.line !== written.range.end.line) {
    return undefined;
  }
  if (type === 'string' && written.style === 'plain' && (typeof value === 'number' || typeof value === 'boolean')) {
    return { title: 'Put it into quotes', edits: [{ range: written.range, newText: JSON.stringify(written.text) }], preferred: true };
  }
  const isQuoted = written.style === 'single' || written.style === 'double';
  const bare = type === 'boolean' ? /^(?:true|false)$/ : type === 'number' || type === 'integer' ? /^-?\d+(?:\.\d+)?$/ : undefined;
  if (isQuoted && bare?.test(written.text)) {
    const { start, end } = written.range;
    return { title: 'Take the quotes away', edits: [{ range: { start: { line: start.line, character: start.character - 1 }, end: { line: end.line, character: end.character + 1 } }, newText: written.text }], preferred: true };
  }
  return undefined;
}

/** Inputs that the action's schema allows and its handler does not look at. */
function* ignoredInputs({ document }: TemplateModel, { action, input }: Step): Iterable<LanguageProblem> {
  const node = action === 'fetch:template' ? childAt(input, 'copyWithoutRender') : undefined;
  if (!node) {
    return;
  }
  const there = childAt(input, 'copyWithoutTemplating');
  const fix: ProblemFix = there ? { title: 'Remove copyWithoutRender', edits: [removeEntry(document, node)] } : { title: 'Rename to copyWithoutTemplating', edits: [{ range: node.range, newText: 'copyWithoutTemplating' }], preferred: true };
  yield createProblem('template/ignored-input', { message: 'fetch:template takes copyWithoutRender and does nothing with it: these files are rendered. Write copyWithoutTemplating.', range: node.range, tag: 'deprecated', fixes: [fix] });
}
