import { parseAllDocuments } from 'yaml';
import { messageOf, PortalError } from '../../base/errors';
import type { JsonObject, JsonValue } from '../../catalog/entity';
import type { FormPage, Template, TemplateStep } from './template';

export const TEMPLATE_API = 'scaffolder.backstage.io/v1beta3';

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether a document of YAML calls itself a template of the current form. */
export function isTemplate(value: unknown): value is JsonObject {
  return isObject(value) && value['kind'] === 'Template' && value['apiVersion'] === TEMPLATE_API;
}

/**
 * The documents of a file of YAML as Backstage's parser sees them; `<<` merges nothing.
 * @throws PortalError `invalid`
 */
export function parseDocuments(text: string, where: string): readonly JsonValue[] {
  return parseAllDocuments(text, { merge: false }).map((document) => {
    const [error] = document.errors;
    if (error) {
      throw new PortalError('invalid', `${where} is no YAML: ${error.message}`);
    }
    try {
      return (document.toJS() ?? null) as JsonValue;
    } catch (error) {
      throw new PortalError('invalid', `${where} is no YAML that can be read: ${messageOf(error)}`, { cause: error });
    }
  });
}

/**
 * A template out of its entity.
 * @param url where template.yaml lies
 * @throws PortalError `invalid` where it is none, or has no steps
 */
export function toTemplate(entity: JsonValue, url: string): Template {
  if (!isTemplate(entity)) {
    const apiVersion = isObject(entity) ? entity['apiVersion'] : undefined;
    throw new PortalError('invalid', `${url} holds no Template of ${TEMPLATE_API}${typeof apiVersion === 'string' ? `, but one of ${apiVersion}` : ''}.`);
  }
  const metadata = objectOf(entity['metadata']);
  const spec = objectOf(entity['spec']);
  const name = textOf(metadata['name']) ?? '';
  const presentation = objectOf(spec['presentation']);
  const recovery = objectOf(spec['EXPERIMENTAL_recovery'])['EXPERIMENTAL_strategy'];
  if (!Array.isArray(spec['steps'])) {
    throw new PortalError('invalid', `The template ${name} in ${url} has no list of steps under \`spec.steps\`.`);
  }
  return {
    name,
    title: textOf(metadata['title']) ?? name,
    description: textOf(metadata['description']),
    ref: `template:${(textOf(metadata['namespace']) ?? 'default').toLowerCase()}/${name.toLowerCase()}`,
    type: textOf(spec['type']) ?? '',
    tags: listOf(metadata['tags']).flatMap((tag) => textOf(tag) ?? []),
    owner: textOf(spec['owner']),
    pages: toPages(spec['parameters']),
    steps: spec['steps'].map(toStep),
    output: objectOf(spec['output']),
    secrets: isObject(objectOf(spec['secrets'])['schema']) ? objectOf(objectOf(spec['secrets'])['schema']) : undefined,
    buttonLabels: objectOf(presentation['buttonLabels']),
    recovery: recovery === 'startOver' ? 'startOver' : 'none',
    entity,
    url,
  };
}

function toPages(parameters: JsonValue | undefined): readonly FormPage[] {
  const pages = Array.isArray(parameters) ? parameters : parameters === undefined || parameters === null ? [] : [parameters];
  return pages.filter(isObject).map((schema) => ({ title: textOf(schema['title']) ?? '', description: textOf(schema['description']), schema }));
}

function toStep(value: JsonValue, index: number): TemplateStep {
  const step = objectOf(value);
  const action = textOf(step['action']);
  if (action === undefined) {
    throw new PortalError('invalid', `Step ${index + 1} names no \`action\`.`);
  }
  const optional = Object.fromEntries((['input', 'if', 'each'] as const).flatMap((key) => (step[key] === undefined ? [] : [[key, step[key]]])));
  // Backstage takes any id that is no empty text; one such as `yes` or a number comes as what YAML makes of it.
  const id = step['id'] ?? `step-${index + 1}`;
  return { id: String(isObject(id) || Array.isArray(id) ? `step-${index + 1}` : id), name: textOf(step['name']) ?? action, action, ...optional };
}

function objectOf(value: JsonValue | undefined): JsonObject {
  return isObject(value) ? value : {};
}

function listOf(value: JsonValue | undefined): readonly JsonValue[] {
  return Array.isArray(value) ? value : [];
}

function textOf(value: JsonValue | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
