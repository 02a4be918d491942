import { describe, expect, test } from 'vitest';
import { parseFile } from '../../../../src/portal/catalog/checking/parsedFile';
import { isSkeleton, skeletonFoldersOf } from '../../../../src/portal/catalog/checking/skeleton';

const TEMPLATE = `apiVersion: scaffolder.backstage.io/v1beta3
kind: Template
metadata: {name: node}
spec:
  type: service
  steps:
    - {action: 'fetch:template', input: {url: ./files, values: {name: '\${{ parameters.name }}'}}}
    - {action: 'fetch:plain', input: {url: ../shared}}
    - {action: 'fetch:template', input: {url: .}}
    - {action: 'fetch:template', input: {url: 'https://github.com/acme/x/tree/main/y'}}
    - {action: 'publish:github', input: {url: ./no}}
`;
const entity = (name: string, description = 'x') => `apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata:\n  name: ${name}\n  description: ${description}\n`;
const check = (path: string, text: string, folders: readonly string[] = []) => isSkeleton(path, text, parseFile(text), folders);

test('the folders that a template fetches from, its own aside', () => {
  expect(skeletonFoldersOf('templates/node/template.yaml', parseFile(TEMPLATE))).toEqual(['templates/node/files/', 'templates/shared/']);
});

describe('a skeleton', () => {
  test('is what has an expression for a name', () => {
    expect(check('x/catalog-info.yaml', entity('${{ values.name }}'))).toBe(true);
    expect(check('x/catalog-info.yaml', entity('{{ cookiecutter.name }}'))).toBe(true);
    expect(check('x/catalog-info.yaml', entity('{% if a %}x{% endif %}'))).toBe(true);
    expect(check('{{cookiecutter.name}}/catalog-info.yaml', entity('x'))).toBe(true);
  });

  test('is what has expressions and lies where templates fetch from, or where skeletons are kept by custom', () => {
    const text = entity('x', '"${{ values.description }}"');
    expect(check('templates/node/files/catalog-info.yaml', text, ['templates/node/files/'])).toBe(true);
    expect(check('templates/node/skeleton/catalog-info.yaml', text)).toBe(true);
    expect(check('catalog-info.yaml', text)).toBe(false);
    expect(check('templates/node/skeleton/catalog-info.yaml', entity('x'))).toBe(false);
  });

  test('is not the template itself', () => {
    expect(check('content/template.yaml', TEMPLATE)).toBe(false);
  });
});
