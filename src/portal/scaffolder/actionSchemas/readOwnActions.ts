import type { ActionSchema, ActionValueSchema } from './actionSchema';

/**
 * Reads actions as somebody configures them: a map of `id: {description, supportsDryRun, input, output}`, or a list with an
 * `id` in each, which is also what Backstage answers to `/api/scaffolder/v2/actions` (`schema.input`, `schema.output`).
 *
 * @returns what can be used of it, and what is wrong with the rest
 */
export function readOwnActions(setting: unknown): { readonly actions: readonly ActionSchema[]; readonly mistakes: readonly string[] } {
  if (setting === undefined || setting === null) {
    return { actions: [], mistakes: [] };
  }
  if (!isRecord(setting) && !Array.isArray(setting)) {
    return { actions: [], mistakes: ['it must be an object of actions by id, or a list of them'] };
  }
  const entries: readonly (readonly [unknown, unknown])[] = isRecord(setting) ? Object.entries(setting) : setting.map((entry: unknown) => [isRecord(entry) ? entry['id'] : undefined, entry] as const);
  const mistakes: string[] = [];
  const actions = entries.flatMap(([id, entry]) => {
    if (typeof id !== 'string' || id === '' || !isRecord(entry)) {
      mistakes.push(`${JSON.stringify(entry)?.slice(0, 60) ?? 'an entry'} must be an object with an id`);
      return [];
    }
    const schema = isRecord(entry['schema']) ? entry['schema'] : entry;
    const wrong = ['input', 'output'].filter((key) => schema[key] !== undefined && schema[key] !== null && !isSchema(schema[key]));
    mistakes.push(...wrong.map((key) => `the ${key} of ${id} is no JSON Schema of an object`));
    return [{ id, ...textsOf(entry), ...(isSchema(schema['input']) && { input: schema['input'] }), ...(isSchema(schema['output']) && { output: schema['output'] }) }];
  });
  return { actions, mistakes };
}

function textsOf(entry: Readonly<Record<string, unknown>>): Omit<ActionSchema, 'id' | 'input' | 'output'> {
  const { description, supportsDryRun, package: from, version } = entry;
  return {
    ...(typeof description === 'string' && { description }),
    ...(typeof from === 'string' && { package: from }),
    ...(typeof version === 'string' && { version }),
    ...(typeof supportsDryRun === 'boolean' && { supportsDryRun }),
  };
}

const LISTS = ['allOf', 'anyOf', 'oneOf'];

/** Whether a value has the form of a schema in all that is read of it. */
function isSchema(value: unknown): value is ActionValueSchema {
  if (!isRecord(value)) {
    return false;
  }
  const { type, properties, required, additionalProperties, items } = value;
  return (
    (type === undefined || typeof type === 'string' || isTexts(type)) &&
    (properties === undefined || (isRecord(properties) && Object.values(properties).every(isSchema))) &&
    (required === undefined || isTexts(required)) &&
    (additionalProperties === undefined || typeof additionalProperties === 'boolean' || isSchema(additionalProperties)) &&
    (items === undefined || isSchema(items)) &&
    (value['enum'] === undefined || Array.isArray(value['enum'])) &&
    LISTS.every((key) => value[key] === undefined || (Array.isArray(value[key]) && value[key].every(isSchema)))
  );
}

function isTexts(value: unknown): boolean {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
