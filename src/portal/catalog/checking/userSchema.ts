import { type OutputUnit, Validator } from '@cfworker/json-schema';
import type { SchemaError } from 'stagedoor:validators';
import type { JsonObject, JsonValue } from '../entity';

/**
 * A JSON Schema (draft 7) that a user gave. It is interpreted: no code is made of it, so that it holds in hosts that forbid
 * this, and a foreign configuration runs nothing. Errors have the form, and as far as they are common the words, of ajv.
 * @throws TypeError where the schema cannot be read, at the first value
 */
export function createUserSchema(schema: JsonObject): (value: JsonValue) => readonly SchemaError[] {
  let validator: Validator | undefined;
  return (value) => {
    validator ??= new Validator(schema, '7', false);
    const { valid, errors } = validator.validate(value);
    // What encloses an error is reported as well; only what is wrong itself says something.
    return valid ? [] : errors.filter((error) => !ENCLOSING.has(error.keyword)).map((error) => toError(error, schema));
  };
}

const ENCLOSING: ReadonlySet<string> = new Set(['properties', 'patternProperties', 'items', 'prefixItems', 'additionalItems', 'allOf', 'if', '$ref', 'dependentSchemas', 'false']);

function toError({ keyword, keywordLocation, instanceLocation, error }: OutputUnit, schema: JsonObject): SchemaError {
  const path = instanceLocation.replace(/^#/, '');
  const wanted = keywordValue(schema, keywordLocation);
  const quoted = /"((?:[^"\\]|\\.)*)"/.exec(error)?.[1] ?? '';
  if (keyword === 'required') {
    return { instancePath: path, keyword, params: { missingProperty: quoted }, message: `must have required property '${quoted}'` };
  }
  if (keyword === 'additionalProperties') {
    return { instancePath: path, keyword, params: { additionalProperty: quoted }, message: 'must NOT have additional properties' };
  }
  if (wanted === undefined) {
    return { instancePath: path, keyword, params: {}, message: error.replace(/\.$/, '') };
  }
  const limit = toWords(wanted);
  switch (keyword) {
    case 'type':
      return { instancePath: path, keyword, params: { type: wanted }, message: `must be ${Array.isArray(wanted) ? wanted.map(toWords).join(',') : limit}` };
    case 'enum':
      return { instancePath: path, keyword, params: { allowedValues: wanted }, message: 'must be equal to one of the allowed values' };
    case 'const':
      return { instancePath: path, keyword, params: { allowedValue: wanted }, message: 'must be equal to constant' };
    case 'pattern':
      return { instancePath: path, keyword, params: { pattern: wanted }, message: `must match pattern "${limit}"` };
    case 'minLength':
      return { instancePath: path, keyword, params: { limit: wanted }, message: `must NOT have fewer than ${limit} characters` };
    case 'maxLength':
      return { instancePath: path, keyword, params: { limit: wanted }, message: `must NOT have more than ${limit} characters` };
    case 'minItems':
      return { instancePath: path, keyword, params: { limit: wanted }, message: `must NOT have fewer than ${limit} items` };
    case 'maxItems':
      return { instancePath: path, keyword, params: { limit: wanted }, message: `must NOT have more than ${limit} items` };
    default:
      return { instancePath: path, keyword, params: {}, message: error.replace(/\.$/, '') };
  }
}

function toWords(value: JsonValue): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** What the schema says at the place of a keyword; `undefined` behind a `$ref`. */
function keywordValue(schema: JsonObject, location: string): JsonValue | undefined {
  let value: JsonValue | undefined = schema;
  for (const segment of location.replace(/^#\/?/, '').split('/')) {
    const key = decodeURIComponent(segment).replaceAll('~1', '/').replaceAll('~0', '~');
    value = Array.isArray(value) ? value[Number(key)] : typeof value === 'object' && value !== null ? value[key] : undefined;
  }
  return value;
}
