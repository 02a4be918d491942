import { describe, expect, test } from 'vitest';
import { standardModel } from '../../../../src/portal/catalog/checking/catalogModel';
import { checkText } from '../../../../src/portal/catalog/checking/checkText';
import { parseFile } from '../../../../src/portal/catalog/checking/parsedFile';
import { isRefusedAsWhole } from '../../../../src/portal/catalog/checking/refusal';

const component = (spec: string, metadata = '{name: shop}') => `apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata: ${metadata}\nspec: ${spec}\n`;

describe('checkText', () => {
  test('takes a good component and applies the default namespace', () => {
    const { documents, problems } = checkText(component('{type: service, lifecycle: production, owner: me}'));
    expect(problems).toEqual([]);
    expect(documents).toMatchObject([{ index: 0, kind: 'Component', ref: 'component:default/shop', valid: true, stage: undefined, problems: [] }]);
    expect(documents[0]?.entity?.metadata).toEqual({ name: 'shop', namespace: 'default' });
    expect(documents[0]?.position).toEqual({ line: 2, character: 11 });
  });

  test('names what is missing, in Backstage’s words, at the parent’s key', () => {
    const { documents } = checkText(component('{type: service, lifecycle: production}'));
    expect(documents[0]).toMatchObject({ valid: false, stage: 'kind', entity: undefined });
    expect(documents[0]?.problems).toEqual([
      {
        code: 'kind/required',
        severity: 'error',
        message: "/spec must have required property 'owner' - missingProperty: owner",
        range: { start: { line: 3, character: 0 }, end: { line: 3, character: 4 } },
      },
    ]);
  });

  test('shows a block up to the end of its own last line', () => {
    const text = `${component('{type: service, lifecycle: production, owner: me}')}---\napiVersion: backstage.io/v1alpha1\nkind: API\nmetadata: {name: api}\nspec:\n  definition:\n    $text: 7\n\n  type: openapi\n  lifecycle: production\n  owner: me\n`;
    const [problem] = checkText(text, { location: 'https://github.com/acme/shop/blob/main/catalog-info.yaml' }).documents[1]?.problems ?? [];
    expect(problem?.message).toContain('$text');
    expect(problem?.range).toEqual({ start: { line: 10, character: 4 }, end: { line: 10, character: 12 } });
  });

  test('a document that is no YAML refuses the file, though the others have verdicts of their own', () => {
    const text = `${component('{type: service, lifecycle: production, owner: me}')}---\nfoo: [\n`;
    const file = checkText(text);
    expect(file.documents.map(({ valid, stage }) => [valid, stage])).toEqual([
      [true, undefined],
      [false, 'yaml'],
    ]);
    expect(isRefusedAsWhole(file, parseFile(text))).toBe(true);
    expect(file.documents[1]?.problems.at(-1)).toMatchObject({ code: 'file/refused', message: expect.stringContaining('component:default/shop is left out') as string });
  });
});

describe('positions', () => {
  const problems = (text: string, model = false) =>
    checkText(text, { model: standardModel(model) }).documents.flatMap((document) => document.problems.map(({ code, range: { start, end } }) => [code, start.line, start.character, end.line, end.character]));

  test('a wrong value is marked, a wrong key is marked, a foreign key is marked', () => {
    expect(problems(`apiVersion: backstage.io/v1alpha1
kind: Component
metadata:
  name: a b
  labels:
    -x: ok
  annotations:
    count: 5
spec: {type: a, lifecycle: b, owner: c}
status: {}
`)).toEqual([
      ['policy/foreign-field', 9, 0, 9, 6],
      ['policy/type', 7, 11, 7, 12],
    ]);
    expect(problems(component('{type: a, lifecycle: b, owner: c}', '\n  name: a b\n  labels:\n    -x: ok\n  tags: [fine, "not fine"]\n  links:\n    - url: nowhere'))).toEqual([
      ['policy/name', 3, 8, 3, 11],
      ['policy/label-key', 5, 4, 5, 6],
      ['policy/tag', 6, 15, 6, 25],
      ['policy/link-url', 8, 11, 8, 18],
    ]);
  });

  test('all that is wrong with a spec is found, and each document has lines of its own', () => {
    expect(problems(`${component('{type: a, lifecycle: b, owner: c}')}---\nkind: API\napiVersion: backstage.io/v1alpha1\nmetadata: {name: x}\nspec:\n  type: 5\n  owner:\n`)).toEqual([
      ['kind/required', 8, 0, 8, 4],
      ['kind/required', 8, 0, 8, 4],
      ['kind/type', 9, 8, 9, 9],
      ['kind/type', 10, 2, 10, 7],
    ]);
  });

  test('characters count in UTF-16, and line ends may be CRLF', () => {
    expect(problems(component('{type: "😀", lifecycle: 5, owner: c}').replaceAll('\n', '\r\n'))).toEqual([['kind/type', 3, 30, 3, 31]]);
  });

  test('an entity ref without the kind it needs', () => {
    expect(problems(component('{type: a, lifecycle: b, owner: c, dependsOn: ["component:x", bare]}'))).toEqual([['relations/reference', 3, 67, 3, 71]]);
  });

  test('keys behind aliases are found where they are written', () => {
    expect(problems(component('{type: a, lifecycle: b, owner: c}', '{name: x, labels: &l {a: "!"}, annotations: *l}'))).toEqual([['policy/label-value', 2, 35, 2, 38]]);
  });
});

describe('placeholders', () => {
  const location = 'https://github.com/acme/shop/blob/main/catalog-info.yaml';
  const api = (definition: string, name = 'x') =>
    `apiVersion: backstage.io/v1alpha1\nkind: API\nmetadata: {name: "${name}"}\nspec: {type: openapi, lifecycle: production, owner: me, definition: ${definition}}\n`;

  test('are filled in with what was read', () => {
    const placeholders = new Map([['https://github.com/acme/shop/tree/main/openapi.yaml', 'openapi: 3.1.0']]);
    const { documents } = checkText(api('{$text: ./openapi.yaml}'), { location, placeholders });
    expect(documents[0]).toMatchObject({ valid: true, unread: [], entity: { spec: { definition: 'openapi: 3.1.0' } } });
  });

  test('leave a document undecided where they were not read, unless it is wrong anyway', () => {
    const text = api('{$text: "https://example.com/a.yaml"}');
    expect(checkText(text, { location }).documents[0]).toMatchObject({ valid: null, stage: 'preprocess', unread: ['https://example.com/a.yaml'] });
    expect(checkText(api('{$text: "https://example.com/a.yaml"}', 'a b'), { location }).documents[0]).toMatchObject({ valid: false, stage: 'policy' });
    expect(checkText(text.replace('owner: me', 'owner: [me]'), { location }).documents[0]).toMatchObject({ valid: false, stage: 'kind' });
    const links = text.replace('name: "x"', 'name: x, links: {$text: "https://example.com/b"}');
    expect(checkText(links, { location }).documents[0]).toMatchObject({ valid: false, stage: 'policy' });
  });

  test('may not leave the repository', () => {
    const [document] = checkText(api('{$text: "https://github.com/acme/other/blob/main/a.yaml"}'), { location }).documents;
    expect(document).toMatchObject({ valid: false, stage: 'preprocess' });
    expect(document?.problems[0]?.message).toContain('Placeholder may only reference files from the same repository as the entity');
  });

  test('that are not there are named', () => {
    const placeholders = new Map([['https://github.com/acme/shop/tree/main/a.yaml', null]]);
    expect(checkText(api('{$text: a.yaml}'), { location, placeholders }).documents[0]?.problems).toMatchObject([{ code: 'preprocess/not-found' }]);
  });
});

describe('bad input gets one clear problem and no exception', () => {
  const good = component('{type: a, lifecycle: b, owner: c}');
  const bombLines = [...'bcdefghi'].map((letter, index) => `${letter}: &${letter} [${Array<string>(9).fill(`*${'abcdefghi'[index]}`).join(', ')}]`);
  test.each([
    ['20 million characters', `x: ${'y'.repeat(20 * 1024 * 1024)}`, 'file/too-large'],
    ['NUL bytes', '\u007fELF\0\0', 'file/binary'],
    ['an alias bomb', `a: &a [x, x, x, x, x, x, x, x, x]\n${bombLines.join('\n')}\n`, 'file/alias-bomb'],
    ['a million small tokens', '- \n'.repeat(1_000_000), 'file/too-large'],
    ['too deep nesting', `${'['.repeat(5000)}${']'.repeat(5000)}`, 'file/too-deep'],
    ['a million documents', 'a\n...\n'.repeat(60_000), 'file/too-large'],
  ])('%s', (_name, text, code) => {
    const file = checkText(text);
    expect(file.documents).toEqual([]);
    expect(file.problems).toMatchObject([{ code, severity: 'error' }]);
    expect(isRefusedAsWhole(file, parseFile(text))).toBe(true);
  });

  test.each([
    ['tabs for indentation', good.replace('{name: shop}', '\n\tname: shop'), 'yaml/tab-as-indent'],
    ['an alias into itself', `${good}x: &a {b: *a}\n`, 'yaml/circular-alias'],
    ['an alias to nowhere', `${good}x: *nowhere\n`, 'yaml/unresolved-alias'],
    ['an alias to nowhere in a list of pairs', `${good}x: !!pairs [a: *nowhere]\n`, 'yaml/unresolved-alias'],
    ['a list', '- a\n', 'yaml/root'],
  ])('%s', (_name, text, code) => {
    const { documents } = checkText(text);
    expect(documents[0]).toMatchObject({ valid: false, stage: 'yaml' });
    expect(documents[0]?.problems[0]?.code).toBe(code);
  });

  test('a byte order mark does not move columns', () => {
    expect(checkText(`\uFEFF${good}`).documents[0]).toMatchObject({ valid: true, position: { line: 2, character: 11 } });
  });
});
