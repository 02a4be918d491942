import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { run } from '../../src/cli/run';
import { version } from '../../package.json';

const entity = (name: string, spec = '{type: service, lifecycle: production, owner: me}') => `apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata:\n  name: ${name}\nspec: ${spec}\n`;
const api = (target: string) => `apiVersion: backstage.io/v1alpha1\nkind: API\nmetadata:\n  name: api\nspec: {type: openapi, lifecycle: production, owner: me, definition: {$text: "${target}"}}\n`;

interface JsonFile {
  readonly file: string;
  readonly documents: { readonly index: number; readonly ref?: string; readonly valid: boolean | null; readonly stage?: string; readonly unread: string[]; readonly problems: object[] }[];
  readonly problems?: object[];
}

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stagedoor-cli-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function put(path: string, content: string | Uint8Array): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), content);
}

async function stagedoor(args: readonly string[], colour = false): Promise<{ code: number; out: string; err: string }> {
  let out = '';
  let err = '';
  const code = await run(args, { cwd: folder, colour, write: (text) => void (out += text), writeError: (text) => void (err += text) });
  return { code, out, err };
}

async function validateJson(...args: string[]): Promise<{ code: number; files: JsonFile[] }> {
  const { code, out } = await stagedoor(['validate', '--format', 'json', ...args]);
  return { code, files: JSON.parse(out) as JsonFile[] };
}

describe('stagedoor', () => {
  test('tells its version and its usage', async () => {
    expect(await stagedoor(['--version'])).toEqual({ code: 0, out: `${version}\n`, err: '' });
    expect((await stagedoor(['--help'])).out).toContain('validate');
    expect((await stagedoor(['validate', '--help'])).out).toContain('--repository URL');
  });

  test.each([[[]], [['nonsense']], [['validate', '--nonsense']], [['validate', '--format', 'xml']], [['validate', '--repository', 'acme/shop']], [['validate', 'not-there']], [['validate', '--format']]])(
    'answers wrong usage with exit code 2: %j',
    async (args) => {
      const { code, out, err } = await stagedoor(args);
      expect({ code, out }).toEqual({ code: 2, out: '' });
      expect(err).not.toBe('');
    },
  );
});

describe('stagedoor validate', () => {
  test('judges by a model file', async () => {
    put('squad.yaml', entity('one', '{lead: jo}').replace('Component', 'Squad'));
    put('model.yml', "layers:\n  - layerId: acme.com/squads\n    addKind:\n      - group: backstage.io\n        names: {kind: Squad}\n        versions:\n          - name: v1alpha1\n            schema: {jsonSchema: {properties: {spec: {type: object, required: [lead]}}}}\n");
    expect((await validateJson('squad.yaml')).code).toBe(1);
    expect(await validateJson('--model-file', 'model.yml', 'squad.yaml')).toMatchObject({ code: 0, files: [{ documents: [{ ref: 'squad:default/one', valid: true }] }] });
    expect(await stagedoor(['validate', '--model-file', 'nowhere.yml'])).toMatchObject({ code: 2, err: expect.stringContaining('nowhere.yml cannot be read') as string });
  });

  test('reports as JSON, lines and columns from 1', async () => {
    put('a/catalog-info.yaml', `${entity('good')}---\n${entity('bad', '{type: service, lifecycle: production}')}`);
    expect(await validateJson('.')).toEqual({
      code: 1,
      files: [
        {
          file: 'a/catalog-info.yaml',
          documents: [
            { index: 0, kind: 'Component', ref: 'component:default/good', valid: true, unread: [], problems: [] },
            {
              index: 1,
              kind: 'Component',
              ref: 'component:default/bad',
              valid: false,
              stage: 'kind',
              unread: [],
              problems: [{ code: 'kind/required', class: 'refused', severity: 'error', message: "/spec must have required property 'owner' - missingProperty: owner", line: 11, column: 1, endLine: 11, endColumn: 5 }],
            },
          ],
        },
      ],
    });
  });

  test('takes the current folder, and of it what Backstage could read', async () => {
    put('b.yml', entity('b'));
    put('a.yaml', `apiVersion: v1\nkind: ConfigMap\n---\n${entity('a')}`);
    put('k8s.yaml', 'apiVersion: v1\nkind: ConfigMap\ndata:\n  x: |\n    apiVersion: backstage.io/v1alpha1\n');
    put('notes.md', entity('md'));
    put('node_modules/x/catalog-info.yaml', entity('dependency'));
    put('.git/catalog-info.yaml', entity('git'));
    put('.hidden/catalog-info.yaml', entity('hidden'));
    const { files } = await validateJson();
    expect(files.map(({ file }) => file)).toEqual(['.hidden/catalog-info.yaml', 'a.yaml', 'b.yml']);
  });

  test('does not follow links, neither to files it finds nor to what placeholders name', async () => {
    const outside = mkdtempSync(join(tmpdir(), 'stagedoor-outside-'));
    writeFileSync(join(outside, 'catalog-info.yaml'), entity('outside'));
    symlinkSync(outside, join(folder, 'linked'));
    symlinkSync(join(outside, 'catalog-info.yaml'), join(folder, 'linked.yaml'));
    put('catalog-info.yaml', api('./linked.yaml'));
    const { files } = await validateJson();
    rmSync(outside, { recursive: true });
    expect(files.map(({ file }) => file)).toEqual(['catalog-info.yaml']);
    expect(files[0]?.documents[0]).toMatchObject({ valid: false, stage: 'preprocess' });
  });

  test('reads placeholders of the repository from disk and leaves the rest undecided', async () => {
    put('catalog-info.yaml', ['./openapi.yaml', '/openapi.yaml', 'https://github.com/acme/shop/blob/dev/openapi.yaml', 'https://example.com/openapi.yaml'].map(api).join('---\n'));
    put('openapi.yaml', 'openapi: 3.1.0');
    const { code, files } = await validateJson('--repository', 'https://github.com/acme/shop', '--branch', 'dev');
    expect(code).toBe(0);
    expect(files[0]?.documents.map(({ valid, unread }) => [valid, unread])).toEqual([
      [true, []],
      [true, []],
      [true, []],
      [null, ['https://example.com/openapi.yaml']],
    ]);
  });

  test('finds repository and branch in .git, without the credentials', async () => {
    put('.git/HEAD', 'ref: refs/heads/trunk\n');
    put('.git/config', '[core]\n\tbare = false\n[remote "origin"]\n\turl = https://someone:secret@github.com/acme/shop.git\n');
    put('sub/catalog-info.yaml', api('https://github.com/acme/other/blob/trunk/a.yaml'));
    const { files } = await validateJson('sub');
    expect(JSON.stringify(files)).toContain('https://github.com/acme/shop/blob/trunk/sub/catalog-info.yaml');
    expect(JSON.stringify(files)).not.toContain('secret');
  });

  test('lists skeletons as skipped', async () => {
    put('template/skeleton/catalog-info.yaml', entity('${{ values.name }}'));
    put('catalog-info.yaml', entity('x'));
    const { code, out } = await stagedoor(['validate']);
    expect({ code, out }).toEqual({ code: 0, out: 'Skipped, as skeletons of templates\n  template/skeleton/catalog-info.yaml\n\n1 document in 1 file: 1 valid, 0 invalid\n' });
  });

  test('says once what is wrong with a file as a whole', async () => {
    put('catalog-info.yaml', Uint8Array.from([0x7f, 0x45, 0x4c, 0x46, 0, 0]));
    const { code, files } = await validateJson();
    expect(code).toBe(1);
    expect(files).toMatchObject([{ file: 'catalog-info.yaml', documents: [], problems: [{ code: 'file/binary', line: 1, column: 1 }] }]);
  });

  test('lets no control character of a file reach the terminal', async () => {
    put('catalog-info.yaml', entity('"\\e[2Jx\\a"'));
    const { out } = await stagedoor(['validate']);
    expect(out).toContain('policy/name');
    expect(/\p{Cc}/u.test(out.replaceAll('\n', ''))).toBe(false);
  });

  test('paints only where colours are wanted', async () => {
    put('catalog-info.yaml', entity('x'));
    expect((await stagedoor(['validate'], true)).out).toContain('\u001b[32m1 valid\u001b[0m');
  });
});
