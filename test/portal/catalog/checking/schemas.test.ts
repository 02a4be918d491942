import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkText } from '../../../../src/portal/catalog/checking/checkText';
import { KEY_FORMAT } from '../../../../src/portal/catalog/checking/fieldFormats';
import { standardModel } from '../../../../src/portal/catalog/checking/catalogModel';

interface PropertySchema {
  readonly description?: string;
  readonly entityRef?: { readonly defaultKind?: string };
  readonly items?: PropertySchema;
}
interface KindSchema {
  readonly model?: boolean;
  readonly properties: { readonly apiVersion: { readonly enum: string[] }; readonly kind: { readonly enum: string[] }; readonly spec: { readonly properties: Record<string, PropertySchema> } };
  readonly examples: { readonly spec: { readonly type?: string } }[];
}

const folder = resolve(import.meta.dirname, '../../../../schemas');
const read = (file: string): unknown => JSON.parse(readFileSync(resolve(folder, file), 'utf8'));
const kinds = readdirSync(folder).filter((file) => file.endsWith('.schema.json') && !/^(entity|entity-envelope|metadata)\./.test(file));

describe.each(kinds)('%s', (file) => {
  const schema = read(file) as KindSchema;
  const kind = schema.properties.kind.enum[0] ?? '';

  test('describes every field', () => {
    expect(Object.entries(schema.properties.spec.properties).filter(([, { description }]) => !description)).toEqual([]);
  });

  test('holds an example that is valid', () => {
    const placeholders = new Map([['https://github.com/acme/shop/tree/main/openapi.yaml', 'openapi: 3.1.0']]);
    const options = { model: standardModel(schema.model ?? false), location: 'https://github.com/acme/shop/blob/main/catalog-info.yaml', placeholders };
    expect(checkText(JSON.stringify(schema.examples[0]), options).documents[0]).toMatchObject({ valid: true, problems: [] });
  });

  test('names the same entity refs and versions as the check', () => {
    const versions = schema.properties.apiVersion.enum.map((version) => standardModel(schema.model ?? false).rulesOf(kind, version, schema.examples[0]?.spec.type));
    const fields = Object.entries(schema.properties.spec.properties).flatMap(([name, { entityRef, items }]) => {
      const reference = entityRef ?? items?.entityRef;
      return reference ? [{ name, defaultKind: reference.defaultKind }] : [];
    });
    const byName = (a: { name: string }, b: { name: string }) => a.name.localeCompare(b.name);
    const named = versions.map((rules) => typeof rules === 'string' ? rules : rules.fields.map(({ path, defaultKind }) => ({ name: path.replace('spec.', ''), defaultKind })).sort(byName));
    expect(named).toEqual(schema.properties.apiVersion.enum.map(() => fields.sort(byName)));
    expect(standardModel(true).rulesOf(kind, 'acme.com/v1', undefined)).toBe('unknown-version');
  });
});

test('annotations are described once each, with keys that are valid', () => {
  const { annotations } = read('annotations.json') as { annotations: { name: string; description: string; value: string }[] };
  expect(annotations.filter(({ name, description, value }) => !KEY_FORMAT.accepts(name) || !description || !value)).toEqual([]);
  expect(new Set(annotations.map(({ name }) => name)).size).toBe(annotations.length);
});
