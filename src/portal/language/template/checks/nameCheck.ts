import type { ActionSchemas } from '../../../scaffolder/actionSchemas/actionSchema';
import { createProblem, type LanguageProblem } from '../../diagnostics/languageProblem';
import type { Access, Segment } from '../expressions/usages';
import { FUNCTIONS } from '../filters';
import { didYouMean, nearest } from '../nearest';
import type { ExpressionText, Step, TemplateModel } from '../templateModel';
import { withReplacement } from './expressionCheck';

/** What expressions know beside functions. Source: the workflow runner's context of @backstage/plugin-scaffolder-backend 4.2.0. */
export const ROOTS = ['parameters', 'steps', 'secrets', 'each', 'user', 'context', 'environment'] as const;

/** What is wrong with the names that expressions use. */
export function* checkNames(model: TemplateModel, actions: ActionSchemas | undefined): Iterable<LanguageProblem> {
  for (const text of model.texts) {
    if (text.zone !== 'unrendered') {
      for (const access of text.usages.accesses) {
        const problem = text.usages.locals.has(access.root.name) ? undefined : checkAccess(model, text, access, actions);
        if (problem) {
          yield problem;
        }
      }
    }
  }
}

function checkAccess(model: TemplateModel, text: ExpressionText, access: Access, actions: ActionSchemas | undefined): LanguageProblem | undefined {
  const { root } = access;
  if (root.name === 'parameters') {
    return checkParameter(model, text, access);
  }
  if (root.name === 'steps') {
    return checkStep(model, text, access, actions);
  }
  if (root.name === 'each') {
    return checkEach(text, access);
  }
  if (root.name === 'secrets' && (text.zone === 'if' || text.zone === 'output')) {
    return createProblem('template/unknown-variable', { message: `Secrets are known to inputs only: here ${root.name} is empty.`, range: rangeOf(text, root) });
  }
  if (ROOTS.some((name) => name === root.name) || FUNCTIONS.some(({ name }) => name === root.name)) {
    return undefined;
  }
  if (text.scalar.text[root.start - 1] === '-' && /\w/.test(text.scalar.text[root.start - 2] ?? '')) {
    // The second half of a name with a hyphen, which is told of at the first.
    return undefined;
  }
  const isParameter = model.parameters.byName.has(root.name);
  const meant = isParameter ? `parameters.${root.name}` : nearest(root.name, ROOTS);
  const escape = root.name === 'github' || root.name === 'matrix' || root.name === 'inputs' ? ' To pass it on as it is, write {% raw %} around it.' : '';
  return withReplacement('template/unknown-variable', { message: `Expressions know nothing called ${root.name}: this is empty.${escape}${didYouMean(meant)}`, range: rangeOf(text, root) }, meant);
}

function checkParameter({ parameters }: TemplateModel, text: ExpressionText, { path }: Access): LanguageProblem | undefined {
  const [segment] = path;
  if (!segment || parameters.open || parameters.byName.has(segment.name)) {
    return undefined;
  }
  const meant = nearest(segment.name, parameters.byName.keys());
  return withReplacement('template/unknown-parameter', { message: `The form has no parameter ${segment.name}: this is empty.${didYouMean(meant)}`, range: rangeOf(text, segment) }, meant);
}

function checkEach({ step, scalar, zone }: ExpressionText, { root, path }: Access): LanguageProblem | undefined {
  const [segment] = path;
  if (!step?.repeats || zone === 'each') {
    return createProblem('template/unknown-variable', { message: `The step does not say each, so that ${root.name} is empty.`, range: scalar.rangeOf(root.start, root.end) });
  }
  if (!segment || segment.name === 'key' || segment.name === 'value') {
    return undefined;
  }
  return withReplacement('template/unknown-variable', { message: `each has a key and a value, and no ${segment.name}: this is empty.`, range: scalar.rangeOf(segment.start, segment.end) }, nearest(segment.name, ['key', 'value']) ?? 'value');
}

function checkStep(model: TemplateModel, text: ExpressionText, access: Access, actions: ActionSchemas | undefined): LanguageProblem | undefined {
  const [id, output, name] = access.path;
  if (!id) {
    return undefined;
  }
  const step = model.steps.find((each) => each.id === id.name);
  if (!step) {
    return unknownStep(model, text, access, id);
  }
  if (text.step && text.step.index <= step.index) {
    const which = text.step.index === step.index ? 'is this step itself, and' : 'comes later, and';
    return createProblem('template/forward-reference', { message: `The step ${step.id} ${which} has no output yet: this is empty.`, range: rangeOf(text, id) });
  }
  if (output && output.name !== 'output') {
    return withReplacement('template/unknown-output', { message: `A step has its output alone: write steps.${step.id}.output. This is empty.`, range: rangeOf(text, output) }, nearest(output.name, ['output']));
  }
  return name && checkOutput(text, step, name, actions);
}

function unknownStep(model: TemplateModel, text: ExpressionText, { root, end }: Access, id: Segment): LanguageProblem {
  // `steps.read-dir.output` is `steps.read` minus `dir.output`.
  const rest = /^[\w-]+/.exec(text.scalar.text.slice(id.start))?.[0] ?? id.name;
  if (rest !== id.name && model.steps.some((step) => step.id === rest)) {
    const newText = `['${rest}']`;
    const range = text.scalar.rangeOf(root.end, id.start + rest.length);
    return createProblem('template/unknown-step', {
      message: `A hyphen is a minus here. Write steps${newText} to reach the step.`,
      range: text.scalar.rangeOf(id.start, Math.max(end, id.start + rest.length)),
      fixes: [{ title: `Write steps${newText}`, edits: [{ range, newText: text.scalar.style === 'single' ? `["${rest}"]` : newText }], preferred: true }],
    });
  }
  const meant = nearest(id.name, model.steps.map((step) => step.id));
  const quoted = meant === undefined || /^[A-Za-z_]\w*$/.test(meant) || text.scalar.text[id.start - 1] !== '.';
  const message = `There is no step ${id.name}: this is empty.${didYouMean(meant)}`;
  return quoted ? withReplacement('template/unknown-step', { message, range: rangeOf(text, id) }, meant) : createProblem('template/unknown-step', { message, range: rangeOf(text, id) });
}

function checkOutput(text: ExpressionText, step: Step, { name, start, end }: Segment, actions: ActionSchemas | undefined): LanguageProblem | undefined {
  const schema = step.action === undefined ? undefined : actions?.get(step.action)?.output;
  const outputs = Object.keys(schema?.properties ?? {});
  // What `each` repeats gives a list of each output.
  if (schema?.additionalProperties !== false || outputs.includes(name)) {
    return undefined;
  }
  const meant = nearest(name, outputs);
  const known = outputs.length === 0 ? 'It gives none.' : `It gives ${outputs.join(', ')}.`;
  return withReplacement('template/unknown-output', { message: `${step.action ?? ''} gives no output ${name}: this is empty. ${known}`, range: text.scalar.rangeOf(start, end) }, meant);
}

function rangeOf({ scalar }: ExpressionText, { start, end }: Segment) {
  return scalar.rangeOf(start, end);
}
