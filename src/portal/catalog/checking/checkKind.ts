import type { JsonObject } from '../entity';
import { DEFAULT_NAMESPACE } from '../entityRef';
import { valueAt } from '../relations';
import type { CatalogModel } from './catalogModel';
import type { Finding } from './findings';
import { fromSchemaError, toSchemaMessage } from './findings';
import type { KindRules } from './kinds';
import { asObject } from './policies';
import { readReference } from './references';

/**
 * Checks an entity by the rules of its kind, and, where these are kept, that its entity refs can be read.
 * The envelope has been checked: kind and apiVersion are text.
 * @param ref the entity's own ref, for messages
 */
export function checkKind(document: JsonObject, ref: string, model: CatalogModel): Finding[] {
  const { kind, apiVersion } = document;
  if (typeof kind !== 'string' || typeof apiVersion !== 'string') {
    return [];
  }
  const rules = model.rulesOf(kind, apiVersion, asObject(document['spec'])['type']);
  if (rules === 'unknown-kind' || rules === 'unknown-version') {
    return model.assumes(kind) ? [] : [unrecognized(ref, rules === 'unknown-kind' ? 'kind' : 'apiVersion')];
  }
  const errors = [...rules.validate(document), ...(model.isNewer ? model.checkAnnotations(asObject(asObject(document['metadata'])['annotations'])) : [])];
  const prefix = model.isNewer ? `Validation of ${kind} entity failed: ` : '';
  return errors.length === 0 ? checkReferences(document, rules, model) : errors.map((error) => fromSchemaError(error, 'kind', prefix + toSchemaMessage(error)));
}

/** Whether that an entity is valid rests on processors that Stagedoor cannot know. */
export function isAssumed({ kind, apiVersion, spec }: JsonObject, model: CatalogModel): boolean {
  return typeof kind === 'string' && typeof apiVersion === 'string' && typeof model.rulesOf(kind, apiVersion, asObject(spec)['type']) === 'string' && model.assumes(kind);
}

/**
 * The newer model looks at the version before anything else of a kind that it knows. Source: `ModelProcessor.preProcessEntity`.
 * @returns a finding of the stage `preprocess`
 */
export function checkModelVersion({ kind, apiVersion, spec }: JsonObject, model: CatalogModel): Finding[] {
  if (!model.isNewer || typeof kind !== 'string' || typeof apiVersion !== 'string' || model.rulesOf(kind, apiVersion, asObject(spec)['type']) !== 'unknown-version') {
    return [];
  }
  const message = `Kind "${kind}" exists, but has no version matching apiVersion "${apiVersion}"`;
  return [{ stage: 'preprocess', rule: 'api-version', message, path: ['apiVersion'], atKey: false }];
}

function unrecognized(ref: string, field: 'kind' | 'apiVersion'): Finding {
  const message = `No processor recognized the entity ${ref} as valid, possibly caused by a foreign kind or apiVersion`;
  return { stage: 'kind', rule: 'unrecognized', message, path: [field], atKey: false };
}

function checkReferences(document: JsonObject, rules: KindRules, model: CatalogModel): Finding[] {
  return rules.fields.flatMap(({ path, defaultKind }) => {
    const value = valueAt(document, path);
    const refs = !value ? [] : Array.isArray(value) ? value.map((ref, index) => [ref, [index]] as const) : [[value, []] as const];
    return refs.flatMap(([ref, at]): Finding[] => {
      // The newer model passes over what is no text; the built-in kinds take anything for a ref, and would fail at it.
      if (model.textOnly && !(ref && typeof ref === 'string')) {
        return [];
      }
      const read = readReference(ref, { kind: defaultKind, namespace: DEFAULT_NAMESPACE });
      return 'error' in read ? [{ stage: 'relations', rule: 'reference', message: read.error, path: [...path.split('.'), ...at], atKey: false }] : [];
    });
  });
}
