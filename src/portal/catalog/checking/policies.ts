import { entity as validateEntity, entityEnvelope as validateEnvelope } from 'stagedoor:validators';
import type { JsonObject, JsonValue } from '../entity';
import type { FieldFormat } from './fieldFormats';
import {
  ANNOTATION_VALUE_FORMAT,
  API_VERSION_FORMAT,
  KEY_FORMAT,
  KIND_FORMAT,
  LABEL_VALUE_FORMAT,
  NAME_FORMAT,
  NAMESPACE_FORMAT,
  TAG_FORMAT,
  TEXT_FORMAT,
  URL_FORMAT,
} from './fieldFormats';
import type { Finding } from './findings';
import { fromSchemaError, toSchemaMessage } from './findings';
import type { ValuePath } from './positions';

/** What a document must be before placeholders are filled in. Source: `entityEnvelopeSchemaValidator`. */
export function checkEnvelope(document: JsonObject): Finding[] {
  if (validateEnvelope(document)) {
    return [];
  }
  return (validateEnvelope.errors ?? []).map((error) => fromSchemaError(error, 'envelope', toSchemaMessage(error)));
}

/**
 * The policies of the catalog: schema of the metadata, no foreign root fields, formats of fields. Where Backstage stops at
 * the first violation all are found; formats are looked at only where the schema fits.
 * Source: SchemaValidEntityPolicy, NoForeignRootFieldsEntityPolicy, FieldFormatEntityPolicy.
 */
export function checkPolicies(document: JsonObject): Finding[] {
  if (!validateEntity(document)) {
    return (validateEntity.errors ?? []).map((error) => {
      const foreign = error.params['additionalProperty'];
      const hint = typeof foreign === 'string' ? ` (Unknown field ${foreign})` : '';
      return fromSchemaError(error, 'policy', `Malformed envelope, ${error.instancePath || '<root>'} ${error.message ?? 'is not valid'}${hint}`);
    });
  }
  return checkFormats(document);
}

function checkFormats(document: JsonObject): Finding[] {
  const findings: Finding[] = [];
  const check = (field: string, value: JsonValue | undefined, format: FieldFormat, rule: string, path: ValuePath, atKey = false) => {
    if (!format.accepts(value)) {
      const message = `"${field}" is not valid; expected ${format.expected} but found "${typeof value === 'object' ? JSON.stringify(value) : value}".`;
      findings.push({ stage: 'policy', rule, message, path, atKey });
    }
  };
  const optional = (...args: Parameters<typeof check>) => {
    if (args[1] !== undefined) {
      check(...args);
    }
  };
  const metadata = asObject(document['metadata']);
  check('apiVersion', document['apiVersion'], API_VERSION_FORMAT, 'api-version', ['apiVersion']);
  check('kind', document['kind'], KIND_FORMAT, 'kind', ['kind']);
  check('metadata.name', metadata['name'], NAME_FORMAT, 'name', ['metadata', 'name']);
  optional('metadata.namespace', metadata['namespace'], NAMESPACE_FORMAT, 'namespace', ['metadata', 'namespace']);
  for (const [key, value] of Object.entries(asObject(metadata['labels']))) {
    check(`labels.${key}`, key, KEY_FORMAT, 'label-key', ['metadata', 'labels', key], true);
    check(`labels.${key}`, value, LABEL_VALUE_FORMAT, 'label-value', ['metadata', 'labels', key]);
  }
  for (const [key, value] of Object.entries(asObject(metadata['annotations']))) {
    check(`annotations.${key}`, key, KEY_FORMAT, 'annotation-key', ['metadata', 'annotations', key], true);
    check(`annotations.${key}`, value, ANNOTATION_VALUE_FORMAT, 'annotation-value', ['metadata', 'annotations', key]);
  }
  asArray(metadata['tags']).forEach((tag, index) => check(`tags.${index}`, tag, TAG_FORMAT, 'tag', ['metadata', 'tags', index]));
  asArray(metadata['links']).forEach((value, index) => {
    const link = asObject(value);
    const path = ['metadata', 'links', index];
    check(`links.${index}.url`, link['url'], URL_FORMAT, 'link-url', [...path, 'url']);
    optional(`links.${index}.title`, link['title'], TEXT_FORMAT, 'link-title', [...path, 'title']);
    optional(`links.${index}.icon`, link['icon'], TEXT_FORMAT, 'link-icon', [...path, 'icon']);
  });
  return findings;
}

export function asObject(value: JsonValue | undefined): JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
}

function asArray(value: JsonValue | undefined): JsonValue[] {
  return Array.isArray(value) ? value : [];
}
