import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Ajv } from 'ajv';
import type { ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import type { Answer } from '../http/answer.ts';
import { isList, isObject, textOf } from '../json.ts';
import { findProjectRoot } from '../projectRoot.ts';
import { isExcepted } from './exceptions.ts';

export interface OpenApiValidator {
  /**
   * What is wrong with an answer, one line each.
   * @param template The path as the description writes it; `undefined` for one it does not know.
   */
  check(template: string | undefined, method: string, answer: Answer): readonly string[];
}

const COMPONENT = '#/components/schemas/';

/** A schema of OpenAPI 3.0 as JSON Schema: `nullable`, with a type or without, becomes a choice with null. */
function toJsonSchema(schema: unknown, needs: (component: string) => void): unknown {
  if (isList(schema)) {
    return schema.map((item) => toJsonSchema(item, needs));
  }
  if (!isObject(schema)) {
    return schema;
  }
  const ref = schema['$ref'];
  if (typeof ref === 'string' && ref.startsWith(COMPONENT)) {
    const name = ref.slice(COMPONENT.length);
    needs(name);
    return { $ref: `component:${name}` };
  }
  // Names of properties may read like keywords: only the values below `properties` are schemas.
  const members = Object.entries(schema).flatMap(([key, value]): [string, unknown][] => {
    if (key === 'nullable' && typeof value === 'boolean') {
      return [];
    }
    if (key === 'example' || key === 'examples' || key === 'discriminator' || key === 'externalDocs' || key === 'deprecated' || key.startsWith('x-')) {
      return [];
    }
    if (key === 'properties' && isObject(value)) {
      return [[key, Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, toJsonSchema(inner, needs)]))]];
    }
    return [[key, key === 'enum' || key === 'required' || key === 'default' ? value : toJsonSchema(value, needs)]];
  });
  const plain = Object.fromEntries(members);
  return schema['nullable'] === true ? { anyOf: [{ type: 'null' }, plain] } : plain;
}

function follow(document: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((at, step) => (isObject(at) ? at[step] : undefined), document);
}

/** Compares answers with GitHub's description of api.github.com. Schemas are compiled when they are first met. */
export function createOpenApiValidator(): OpenApiValidator {
  const document: unknown = JSON.parse(readFileSync(resolve(findProjectRoot(), 'node_modules/@octokit/openapi/generated/api.github.com.json'), 'utf8'));
  const ajv = new Ajv({ strict: false, allErrors: true, validateSchema: false, logger: false });
  addFormats(ajv);
  const known = new Set<string>();
  const compiled = new Map<string, ValidateFunction>();

  function needComponent(name: string): void {
    if (!known.has(name)) {
      known.add(name);
      ajv.addSchema({ $id: `component:${name}`, ...(toJsonSchema(follow(document, ['components', 'schemas', name]), needComponent) as object) });
    }
  }

  function compile(key: string, schema: unknown): ValidateFunction {
    const done = compiled.get(key) ?? ajv.compile(toJsonSchema(schema, needComponent) as object);
    compiled.set(key, done);
    return done;
  }

  /** The response as described, through its reference; `undefined` where this status is not described. */
  function responseOf(template: string, method: string, status: number): unknown {
    const response = follow(document, ['paths', template, method.toLowerCase(), 'responses', String(status)]);
    const ref = textOf(response, '$ref');
    return ref ? follow(document, ref.slice(2).split('/')) : response;
  }

  return {
    check(template, method, answer) {
      const verb = method === 'HEAD' ? 'GET' : method;
      const name = `${verb} ${template ?? '(unknown path)'} ${answer.status}`;
      if (answer.status === 304 || (answer.contentType?.includes('.raw') ?? false)) {
        return [];
      }
      if (template !== undefined && follow(document, ['paths', template, verb.toLowerCase()]) === undefined) {
        return [`${name}: GitHub's description knows no such operation`];
      }
      const response = template === undefined ? undefined : responseOf(template, verb, answer.status);
      if (response === undefined && answer.status < 400) {
        return [`${name}: GitHub's description knows no such status`];
      }
      const contents = follow(response, ['content']);
      const media = answer.contentType?.split(';')[0] ?? 'application/json';
      const described = follow(contents, [media, 'schema']) ?? follow(contents, ['application/json', 'schema']);
      // Any request may be refused; what a path's description does not list has the shape of every error.
      const schema = response === undefined ? { $ref: `${COMPONENT}${answer.status === 422 ? 'validation-error' : 'basic-error'}` } : described;
      if (schema === undefined) {
        return answer.body === undefined ? [] : [`${name}: answered with a body that is not described`];
      }
      if (answer.body === undefined) {
        return [`${name}: answered without the body that is described`];
      }
      const validate = compile(response === undefined ? `error ${answer.status === 422}` : `${name} ${media}`, schema);
      if (validate(JSON.parse(JSON.stringify(answer.body)))) {
        return [];
      }
      return (validate.errors ?? [])
        .filter((error) => !isExcepted(name, error.instancePath, error.message ?? ''))
        .map((error) => `${name} at ${error.instancePath || '/'}: ${error.message ?? error.keyword} (${error.schemaPath})`);
    },
  };
}
