import type { JsonObject, JsonValue } from '../entity';
import type { Finding } from './findings';
import { fromSchemaError, toSchemaMessage } from './findings';
import type { KindRules } from './kinds';
import { rulesOfKind } from './kinds';
import { asObject } from './policies';
import { findReferenceError } from './references';

/**
 * Checks `spec` by the rules of the entity's kind, and, where these are kept, that its entity refs can be read.
 * The envelope has been checked: kind and apiVersion are text.
 * @param ref the entity's own ref, for messages
 */
export function checkKind(document: JsonObject, ref: string, model: boolean): Finding[] {
  const { kind, apiVersion } = document;
  if (typeof kind !== 'string' || typeof apiVersion !== 'string') {
    return [];
  }
  const rules = rulesOfKind(kind, asObject(document['spec'])['type'], model);
  if (!rules) {
    return [unrecognized(ref, 'kind')];
  }
  if (!rules.apiVersions.includes(apiVersion)) {
    return [unrecognized(ref, 'apiVersion')];
  }
  if (rules.validator(document)) {
    return checkReferences(document, rules, model);
  }
  const prefix = model ? `Validation of ${kind} entity failed: ` : '';
  return (rules.validator.errors ?? []).map((error) => fromSchemaError(error, 'kind', prefix + toSchemaMessage(error)));
}

/**
 * The newer model looks at the version before anything else of a kind that it knows. Source: `ModelProcessor.preProcessEntity`.
 * @returns a finding of the stage `preprocess`
 */
export function checkModelVersion({ kind, apiVersion, spec }: JsonObject): Finding[] {
  const rules = typeof kind === 'string' ? rulesOfKind(kind, asObject(spec)['type'], true) : undefined;
  if (!rules || typeof kind !== 'string' || typeof apiVersion !== 'string' || rules.apiVersions.includes(apiVersion)) {
    return [];
  }
  const message = `Kind "${kind}" exists, but has no version matching apiVersion "${apiVersion}"`;
  return [{ stage: 'preprocess', rule: 'api-version', message, path: ['apiVersion'], atKey: false }];
}

function unrecognized(ref: string, field: 'kind' | 'apiVersion'): Finding {
  const message = `No processor recognized the entity ${ref} as valid, possibly caused by a foreign kind or apiVersion`;
  return { stage: 'kind', rule: 'unrecognized', message, path: [field], atKey: false };
}

function checkReferences(document: JsonObject, rules: KindRules, model: boolean): Finding[] {
  const spec = asObject(document['spec']);
  return rules.references.flatMap(({ name, defaultKind }) => {
    const value = spec[name];
    return !value ? [] : listReferences(value, model).flatMap(([ref, path]) => {
      const message = findReferenceError(ref, defaultKind);
      return message === undefined ? [] : [{ stage: 'relations', rule: 'reference', message, path: ['spec', name, ...path], atKey: false } as const];
    });
  });
}

/** The newer model passes over what is no text; the built-in kinds take anything for a ref, and would fail at it. */
function listReferences(value: JsonValue, model: boolean): [ref: JsonValue, path: readonly number[]][] {
  const refs: [JsonValue, readonly number[]][] = Array.isArray(value) ? value.map((ref, index) => [ref, [index]]) : [[value, []]];
  return model ? refs.filter(([ref]) => ref && typeof ref === 'string') : refs;
}
