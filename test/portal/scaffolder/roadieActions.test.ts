import { unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../src/portal/catalog/entity';
import { file, portsOf, runSteps, skeletonsOf, templateOf, textsOf } from './taskSupport';

const FILES = [file('s/a.json', '{\n    "a": {"x": 1},\n    "list": [1]\n}\n'), file('s/b.yaml', 'a:\n  x: 1\nlist:\n  - 1\n'), file('s/c.txt', 'one two one\n'), file('s/.hidden', 'one'), file('s/many.yaml', 'kind: A\n---\nkind: B\n')];

async function run(action: string, input: JsonObject): Promise<{ readonly files: Readonly<Record<string, string>>; readonly output: JsonObject | undefined; readonly error: string | undefined; readonly bytes: Uint8Array | undefined }> {
  const template = templateOf([{ action: 'fetch:plain', input: { url: './s' } }, { id: 'it', action, input }]);
  const { task, files } = await runSteps(template, { ports: portsOf({ skeletons: skeletonsOf(FILES) }) });
  const zip = files.find(({ path }) => path.endsWith('.zip'));
  return { files: textsOf(files), output: task.steps[1]?.output, error: task.error, bytes: zip?.type === 'file' ? zip.bytes : undefined };
}

describe('actions of the community', () => {
  it('write and append', async () => {
    expect(await run('roadiehq:utils:fs:write', { path: 'd/new.json', content: '{"b":1}' })).toMatchObject({ files: { 'd/new.json': '{\n  "b": 1\n}' }, output: { path: '<workspace>/d/new.json' } });
    expect((await run('roadiehq:utils:fs:write', { path: 'n.json', content: '{"b":1}', preserveFormatting: true })).files['n.json']).toBe('{"b":1}');
    expect((await run('roadiehq:utils:fs:append', { path: 'c.txt', content: 'end' })).files['c.txt']).toBe('one two one\nend');
    expect((await run('roadiehq:utils:fs:write', { path: '../x', content: '' })).error).toContain('outside its parent');
  });

  it('parse', async () => {
    expect((await run('roadiehq:utils:fs:parse', { path: 'b.yaml', parser: 'yaml' })).output).toEqual({ content: { a: { x: 1 }, list: [1] } });
    expect((await run('roadiehq:utils:fs:parse', { path: 'a.json', parser: 'json' })).output).toEqual({ content: { a: { x: 1 }, list: [1] } });
    expect((await run('roadiehq:utils:fs:parse', { path: 'many.yaml', parser: 'multiyaml' })).output).toEqual({ content: [{ kind: 'A' }, { kind: 'B' }] });
    expect((await run('roadiehq:utils:fs:parse', { path: 'c.txt' })).output).toEqual({ content: 'one two one\n' });
    expect((await run('roadiehq:utils:fs:parse', { path: 'c.txt', parser: 'toml' })).error).toContain('is not one of enum values');
    expect((await run('roadiehq:utils:fs:parse', { path: 'none' })).error).toContain('ENOENT');
  });

  it('replace text and by regular expressions', async () => {
    expect((await run('roadiehq:utils:fs:replace', { files: [{ file: '*', find: 'one', replaceWith: '1' }] })).files).toMatchObject({ 'c.txt': '1 two 1\n', '.hidden': 'one' });
    expect((await run('roadiehq:utils:fs:replace', { files: [{ file: '*', find: 'o(n)e', matchRegex: true, replaceWith: '$1', includeDotFiles: true }] })).files).toMatchObject({ 'c.txt': 'n two n\n', '.hidden': 'n' });
    expect((await run('roadiehq:utils:fs:replace', { files: [{ file: 'c.txt', replaceWith: 'x' }] })).error).toContain('each file must have a find and replaceWith property');
  });

  it('merge', async () => {
    expect((await run('roadiehq:utils:json:merge', { path: 'a.json', content: { a: { y: 2 }, list: [9, 8] }, matchFileIndent: true })).files['a.json']).toBe(JSON.stringify({ a: { x: 1, y: 2 }, list: [9, 8] }, undefined, 4));
    expect((await run('roadiehq:utils:json:merge', { path: 'new.json', content: '{"a":1}' })).files['new.json']).toBe('{\n  "a": 1\n}');
    expect((await run('roadiehq:utils:merge', { path: 'b.yaml', content: { a: { y: 2 }, list: [2] }, mergeArrays: true })).files['b.yaml']).toBe('a:\n  x: 1\n  y: 2\nlist:\n  - 1\n  - 2\n');
    expect((await run('roadiehq:utils:merge', { path: 'many.yaml', content: { z: 1 }, useDocumentIncludingField: { key: 'kind', value: 'B' } })).files['many.yaml']).toBe('kind: A\n---\nkind: B\nz: 1\n');
    expect((await run('roadiehq:utils:merge', { path: 'none.json', content: {} })).error).toContain('does not exist');
    expect(Object.hasOwn(JSON.parse((await run('roadiehq:utils:json:merge', { path: 'a.json', content: '{"__proto__": {"polluted": 1}}' })).files['a.json'] ?? '{}') as object, '__proto__')).toBe(false);
  });

  it('evaluate JSONata', async () => {
    expect((await run('roadiehq:utils:jsonata', { data: { a: [1, 2] }, expression: '{"sum": $sum(a)}' })).output).toEqual({ result: { sum: 3 } });
    expect((await run('roadiehq:utils:jsonata:json:transform', { path: 'a.json', expression: '$merge([$, {"b": 2}])' })).output).toEqual({ result: '{"a":{"x":1},"list":[1],"b":2}' });
    expect((await run('roadiehq:utils:jsonata:yaml:transform', { path: 'b.yaml', expression: 'a' })).output).toEqual({ result: 'x: 1\n' });
    expect((await run('roadiehq:utils:jsonata', { data: {}, expression: '(' })).error).toBeDefined();
  });

  it('serialize', async () => {
    expect((await run('roadiehq:utils:serialize:json', { data: { a: 1, b: 2 }, replacer: ['b'], space: ' ' })).output).toEqual({ serialized: '{\n "b": 2\n}' });
    expect((await run('roadiehq:utils:serialize:yaml', { data: { a: [1] } })).output).toEqual({ serialized: 'a:\n  - 1\n' });
  });

  it('zip', async () => {
    const { bytes, output } = await run('roadiehq:utils:zip', { path: '.', outputPath: 'all.zip' });
    expect(Object.keys(unzipSync(bytes ?? new Uint8Array())).sort()).toEqual(['.hidden', 'a.json', 'b.yaml', 'c.txt', 'many.yaml']);
    expect(output).toEqual({ outputPath: 'all.zip' });
    expect((await run('roadiehq:utils:zip', { path: 'none', outputPath: 'x.zip' })).error).toContain("does not exist. Can't zip it.");
  });
});
