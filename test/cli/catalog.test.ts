import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { run } from '../../src/cli/run';

const entity = (kind: string, name: string, spec: string) => `apiVersion: backstage.io/v1alpha1\nkind: ${kind}\nmetadata:\n  name: ${name}\nspec: ${spec}\n`;
const component = (name: string, owner = 'team') => entity('Component', name, `{type: service, lifecycle: production, owner: ${owner}}`);

interface Printed {
  readonly entities: readonly { readonly ref: string; readonly relations: readonly { readonly type: string; readonly targetRef: string }[]; readonly location: { readonly file: string; readonly line: number } }[];
  readonly problems: readonly { readonly file: string; readonly line: number; readonly column: number; readonly ref?: string; readonly code: string; readonly message: string }[];
}

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stagedoor-catalog-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function put(path: string, content: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), content);
}

async function stagedoor(args: readonly string[]): Promise<{ code: number; out: string; err: string }> {
  let out = '';
  let err = '';
  const terminal = { cwd: folder, colour: false, write: (text: string) => void (out += text), writeError: (text: string) => void (err += text) };
  return { code: await run(args, terminal), out, err };
}

async function catalog(...args: string[]): Promise<Printed> {
  const { code, out, err } = await stagedoor(['catalog', '.', ...args]);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  return JSON.parse(out) as Printed;
}

const refs = ({ entities }: Printed): string[] => entities.map(({ ref }) => ref);
const codes = ({ problems }: Printed): string[] => problems.map(({ file, line, code }) => `${file}:${line} ${code}`);

describe('stagedoor catalog', () => {
  test('prints entities with relations in both directions, sorted, and where they are written', async () => {
    put('b/catalog-info.yaml', `${component('web')}---\n${entity('Group', 'team', '{type: team, children: []}')}`);
    put('a.yaml', entity('System', 'shop', '{owner: user:jo}'));
    expect(await catalog()).toEqual({
      entities: [
        { ref: 'component:default/web', relations: [{ type: 'ownedBy', targetRef: 'group:default/team' }], location: { file: 'b/catalog-info.yaml', line: 4 } },
        { ref: 'group:default/team', relations: [{ type: 'ownerOf', targetRef: 'component:default/web' }], location: { file: 'b/catalog-info.yaml', line: 10 } },
        { ref: 'system:default/shop', relations: [{ type: 'ownedBy', targetRef: 'user:default/jo' }], location: { file: 'a.yaml', line: 4 } },
      ],
      problems: [],
    });
  });

  test('drops a file as a whole for one broken document, and says what goes with it', async () => {
    put('catalog-info.yaml', `${component('one')}---\n${component('two')}---\nfoo: [\n`);
    const printed = await catalog();
    expect(printed.entities).toEqual([]);
    expect(printed.problems.find(({ code }) => code === 'file/refused')).toMatchObject({ file: 'catalog-info.yaml', line: 13, message: expect.stringContaining('component:default/one, component:default/two are left out') as string });
  });

  test('lets an entity that breaks its schema fail alone', async () => {
    put('catalog-info.yaml', `${component('one')}---\n${entity('Component', 'two', '{type: x}')}`);
    const printed = await catalog();
    expect(refs(printed)).toEqual(['component:default/one']);
    expect(printed.problems.every(({ ref, line }) => ref === 'component:default/two' && line === 11)).toBe(true);
    expect(printed.problems).toHaveLength(2);
  });

  test('says of a ref that two files define so at both places', async () => {
    put('a/catalog-info.yaml', component('twice', 'first'));
    put('b/catalog-info.yaml', component('twice', 'second'));
    const printed = await catalog();
    expect(printed.entities).toMatchObject([{ ref: 'component:default/twice', location: { file: 'a/catalog-info.yaml' } }]);
    expect(printed.problems).toMatchObject([
      { file: 'a/catalog-info.yaml', line: 4, code: 'catalog/duplicate', message: expect.stringContaining('b/catalog-info.yaml:4') as string },
      { file: 'b/catalog-info.yaml', line: 4, code: 'catalog/duplicate', message: expect.stringContaining('a/catalog-info.yaml:4') as string },
    ]);
  });

  test('lets a Location fail as a whole, at the target that is wrong', async () => {
    put('catalog-info.yaml', `${component('shop')}---\n${entity('Location', 'all', '\n  targets:\n    - ./one.txt\n    - ./gone.txt')}`);
    put('one.txt', component('one'));
    const printed = await catalog();
    expect(refs(printed)).toEqual(['component:default/shop']);
    expect(printed.problems).toMatchObject([{ line: 14, column: 7, ref: 'location:default/all', code: 'location/not-found', message: expect.stringContaining('The other targets of this Location are not read either') as string }]);
    put('gone.txt', component('two'));
    expect(refs(await catalog())).toEqual(['component:default/one', 'component:default/shop', 'component:default/two', 'location:default/all']);
  });

  test('leaves its folder by no way: neither targets, nor placeholders, nor links', async () => {
    const outside = `${folder}-outside.yaml`;
    writeFileSync(outside, component('secret'));
    try {
      put('catalog-info.yaml', entity('Location', 'all', `{targets: ['../${outside.split('/').at(-1)}', './linked.txt']}`));
      put('api.yaml', entity('API', 'api', `{type: openapi, lifecycle: x, owner: y, definition: {$text: '../${outside.split('/').at(-1)}'}}`));
      symlinkSync(outside, join(folder, 'linked.txt'));
      const printed = await catalog();
      expect(printed.entities).toEqual([]);
      expect(codes(printed)).toEqual(['api.yaml:5 preprocess/unread', 'catalog-info.yaml:5 location/unread', 'catalog-info.yaml:5 location/not-found']);
      expect(JSON.stringify(printed)).not.toContain('component:default/secret');
    } finally {
      rmSync(outside);
    }
  });

  test('takes rules of an app-config: one kind that is not allowed keeps its file out', async () => {
    put('catalog-info.yaml', `${component('one')}---\n${entity('Group', 'team', '{type: team, children: []}')}`);
    put('db.yaml', entity('Resource', 'db', '{type: database, owner: x}'));
    put('config/app.yaml', 'catalog:\n  rules:\n    - allow: [Component, {kind: Resource, spec.type: database}]\n');
    put('default.yaml', 'app: {}\n');
    expect(refs(await catalog())).toEqual(['component:default/one', 'group:default/team', 'resource:default/db']);
    const ruled = await catalog('--rules', 'config/app.yaml');
    expect(refs(ruled)).toEqual(['resource:default/db']);
    expect(ruled.problems).toMatchObject([{ file: 'catalog-info.yaml', line: 10, ref: 'group:default/team', code: 'rules/not-allowed', message: expect.stringContaining('is not of an allowed kind for that location. Nothing of this file comes into the catalog, its 1 other entity neither.') as string }]);
    expect(refs(await catalog('--rules', 'default.yaml'))).toEqual([]);
  });

  test('judges what a Location reads by where the Location was registered', async () => {
    put('catalog-info.yaml', entity('Location', 'org', '{target: ./users.txt}'));
    put('users.txt', entity('User', 'jo', '{memberOf: []}'));
    put('app.yaml', "catalog:\n  rules:\n    - allow: [Location]\n    - allow: [User]\n      locations: [{type: url, exact: 'https://github.com/acme/shop/blob/main/catalog-info.yaml'}]\n");
    const place = ['--repository', 'https://github.com/acme/shop', '--branch', 'main'];
    expect(refs(await catalog('--rules', 'app.yaml', ...place))).toEqual(['location:default/org', 'user:default/jo']);
    const elsewhere = await catalog('--rules', 'app.yaml', '--repository', 'https://github.com/acme/other');
    expect(elsewhere.entities).toEqual([]);
    expect(codes(elsewhere)).toEqual(['catalog-info.yaml:4 rules/not-allowed', 'users.txt:4 rules/not-allowed']);
  });

  test('knows the newer model and a model file where it is told of them', async () => {
    put('ai.yaml', entity('AiResource', 'review', '{type: skill, lifecycle: production, owner: team}'));
    put('squad.yaml', entity('Squad', 'one', '{lead: jo}'));
    put('model.yml', 'customProcessors: [Squad]\n');
    expect(refs(await catalog())).toEqual([]);
    expect(refs(await catalog('--model'))).toEqual(['airesource:default/review']);
    expect(refs(await catalog('--model', '--model-file', 'model.yml'))).toEqual(['airesource:default/review', 'squad:default/one']);
    put('bad.yml', 'newest: true\n');
    expect(await stagedoor(['catalog', '.', '--model-file', 'bad.yml'])).toMatchObject({ code: 2, err: expect.stringContaining('newest is not known here') as string });
  });

  test('leaves skeletons of templates in peace', async () => {
    put('template.yaml', 'apiVersion: scaffolder.backstage.io/v1beta3\nkind: Template\nmetadata: {name: t}\nspec: {type: service, steps: [{action: fetch:template, input: {url: ./files}}]}\n');
    put('files/catalog-info.yaml', component('${{ values.name }}'));
    expect(await catalog()).toMatchObject({ entities: [{ ref: 'template:default/t' }], problems: [] });
  });

  test('prints text that a person reads, without control characters', async () => {
    put('catalog-info.yaml', `${component('shop')}---\n${entity('Component', 'x', '{type: "\\u001b[31m", owner: ""}')}`);
    const { out } = await stagedoor(['catalog', '--format', 'text', '.']);
    expect(out).toContain('component:default/shop  catalog-info.yaml:4\n  ownedBy group:default/team');
    expect(out).toMatch(/1 entity, 1 relation, \d errors, 0 warnings\n$/);
    expect(out).not.toContain('\u001b');
  });

  test.each([[['catalog']], [['catalog', 'a', 'b']], [['catalog', 'nowhere']], [['catalog', '.', '--format', 'xml']], [['catalog', '.', '--rules', 'nowhere.yaml']], [['catalog', '.', '--repository', 'acme/shop']], [['catalog', '.', '--branch', '']]])(
    'answers wrong usage with exit code 2: %j',
    async (args) => {
      const { code, out, err } = await stagedoor(args);
      expect({ code, out }).toEqual({ code: 2, out: '' });
      expect(err).not.toBe('');
    },
  );
});
