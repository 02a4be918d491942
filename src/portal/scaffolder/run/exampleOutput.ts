import type { JsonValue } from '../../catalog/entity';
import type { ActionValueSchema } from '../actionSchemas/actionSchema';

/** What a dry run puts in the place of an output that was not made. Source: `generateExampleOutput` of the scaffolder's task helpers. */
export function exampleOutput(schema: ActionValueSchema): JsonValue {
  if (schema.examples) {
    return schema.examples[0] ?? null;
  }
  switch (schema.type) {
    case 'object':
      return Object.fromEntries(Object.entries(schema.properties ?? {}).map(([key, value]) => [key, exampleOutput(value)]));
    case 'array':
      return schema.items ? [exampleOutput(schema.items)] : [];
    case 'string':
      return '<example>';
    case 'number':
      return 0;
    case 'boolean':
      return false;
    default:
      return '<unknown>';
  }
}
