import type { ActionSchema, ActionValueSchema } from '../../scaffolder/actionSchemas/actionSchema';
import { escapeMarkdown } from '../markdown';
import { childAt, scalarOf } from '../outlineNode';
import { choicesOf, type Parameter } from './parameters';
import type { Step } from './templateModel';

/** What expressions know, in Markdown. */
export const ROOT_TEXTS: Readonly<Record<string, string>> = {
  parameters: 'What was filled in.',
  steps: 'The steps that have run, by id, each with its `output`.',
  secrets: 'Secrets of the form. Only inputs see them.',
  each: '`key` and `value` of what the step is repeated for.',
  user: 'Who runs the template: `ref` and `entity`.',
  context: 'The run itself: `context.task.id`.',
  environment: '`parameters` and `secrets` that the configuration of Backstage gives to all templates.',
};

export function describeParameter(parameter: Parameter): string {
  const { name, node, type, title } = parameter;
  const text = (key: string) => scalarOf(childAt(node, key));
  const choices = choicesOf(parameter);
  const fallback = text('default');
  const field = text('ui:field');
  return [
    `**${escapeMarkdown(title ?? name)}**${type === undefined ? '' : ` · ${escapeMarkdown(type)}`}${field === undefined ? '' : ` · ${escapeMarkdown(field)}`}`,
    ...(text('description') === undefined ? [] : [escapeMarkdown(text('description') ?? '')]),
    ...(choices.length === 0 ? [] : [`One of ${choices.map((choice) => code(choice)).join(', ')}.`]),
    ...(fallback === undefined ? [] : [`Begins with ${code(fallback)}.`]),
  ].join('\n\n');
}

export function describeStep({ node, index, action }: Step): string {
  const name = scalarOf(childAt(node, 'name'));
  return [`Step ${index + 1}${name === undefined ? '' : `: ${escapeMarkdown(name)}`}`, ...(action === undefined ? [] : [`Runs ${code(action)}.`])].join('\n\n');
}

/** An action with its inputs and outputs, in Markdown. */
export function describeAction(action: ActionSchema): string {
  const { id, description, input, output, supportsDryRun, package: from, version } = action;
  return [
    `**${escapeMarkdown(id)}**${supportsDryRun === true ? ' · in dry runs too' : ''}`,
    ...(description === undefined ? [] : [description]),
    ...(input ? describeForms(input) : []),
    ...(output?.properties && Object.keys(output.properties).length > 0 ? ['Gives', listOf(output)] : []),
    ...(from === undefined ? [] : [`_${escapeMarkdown([from, version].filter(Boolean).join(' '))}_`]),
  ].join('\n\n');
}

function describeForms(input: ActionValueSchema): readonly string[] {
  const forms = input.anyOf ?? [input];
  return forms.flatMap((form, index) => (form.properties && Object.keys(form.properties).length > 0 ? [index === 0 ? 'Takes' : 'or', listOf(form)] : []));
}

function listOf({ properties, required }: ActionValueSchema): string {
  const entries = Object.entries(properties ?? {}).sort(([a], [b]) => Number(required?.includes(b) ?? false) - Number(required?.includes(a) ?? false));
  return entries.map(([name, schema]) => `- ${code(name)}${required?.includes(name) === true ? ' (required)' : ''}${typeNote(schema)}${schema.description === undefined ? '' : ` – ${schema.description}`}`).join('\n');
}

function typeNote({ type, enum: choices, default: fallback }: ActionValueSchema): string {
  const types = choices ? choices.map((choice) => code(typeof choice === 'string' ? choice : JSON.stringify(choice))).join(' | ') : typeof type === 'string' ? type : (type?.join(' or ') ?? '');
  return `${types === '' ? '' : `: ${types}`}${fallback === undefined ? '' : `, ${code(JSON.stringify(fallback))} when left out`}`;
}

/** One input or output of an action. */
export function describeValue(name: string, schema: ActionValueSchema): string {
  return [`**${escapeMarkdown(name)}**${typeNote(schema)}`, ...(schema.description === undefined ? [] : [schema.description])].join('\n\n');
}

export function code(text: string): string {
  return `\`${text.replaceAll('`', "'")}\``;
}
