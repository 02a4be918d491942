import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../src/portal/catalog/entity';
import { Workspace } from '../../../src/portal/scaffolder/workspace/workspace';
import { file, portsOf, runSteps, skeletonsOf, templateOf } from './taskSupport';

/** Ways out of a folder, as templates and their values write them. */
const OUTSIDE = [
  '..', '../x', '../../etc/passwd', 'a/../../x', './../x', 'a/b/../../../x', '/etc/passwd', '/', '//server/share', '\\\\server\\share', '..\\x', 'a\\..\\..\\x', 'C:\\Windows\\x', 'C:/Windows/x', 'c:x', 'Z:\\', '\0', 'a\0b', '../\0',
];
/** Names that some system takes for another place, or for nothing. */
const BAD_NAMES = [
  '.git/config', '.GIT/hooks/pre-commit', '.Git', 'sub/.git/HEAD', '.g\u200cit/config', '.git\u200d/x', '.gi\u2060t/x', '\uFF0Egit/x', '.\uFF47it/x', 'git~1/config', 'GIT~1', 'git~2/x', 'CON', 'con.txt', 'PRN', 'aux', 'AUX.yaml', 'NUL', 'nul.tar.gz', 'COM1', 'com9.log', 'LPT1', 'lpt\u00b9', 'CONIN$', 'CONOUT$', 'a/aux/b',
  'x:stream', 'a.txt:$DATA', 'file::$DATA', 'q?', 'w*', 'a<b', 'a>b', 'a|b', 'say"x"', 'back\\slash', 'dot.', 'dots..', 'space ', 'in/space /x', ' lead', 'tab\there', 'new\nline', 'bell\u0007', 'del\u007f', 'nel\u0085', `${'n'.repeat(256)}`, `${'d/'.repeat(600)}x`,
];
const ESCAPES = [...OUTSIDE, ...BAD_NAMES.slice(0, 12)];

const SKELETON = [file('s/a.txt', 'a'), file('s/${{ values.name }}.txt', '${{ values.name }}')];

async function errorOf(action: string, input: JsonObject, values: JsonObject = {}): Promise<string | undefined> {
  const template = templateOf([{ action: 'fetch:plain', input: { url: './s', targetPath: 'in' } }, { action, input }]);
  const { task } = await runSteps(template, { values, ports: portsOf({ skeletons: skeletonsOf(SKELETON) }) });
  return task.error;
}

const REFUSED = /outside its parent|Nothing is written under such a name|no such file|must not be within|resolves? to|not start/i;

describe('paths of attackers', () => {
  const target = (path: string): readonly (readonly [string, JsonObject])[] => [
    ['fetch:plain', { url: './s', targetPath: path }],
    ['fetch:template:file', { url: './s/a.txt', targetPath: path, values: {} }],
    ['roadiehq:utils:fs:write', { path, content: 'x' }],
    ['fs:rename', { files: [{ from: 'in/a.txt', to: path, overwrite: true }] }],
  ];
  // Of these `..` alone and the like are folders; every action refuses them.
  it.each(ESCAPES.flatMap((path) => target(path).map(([action, input]) => [action, path, input] as const)))('%s refuses %j', async (action, path, input) => {
    expect(await errorOf(action, input), path).toMatch(/.+/);
  });

  it.each(BAD_NAMES)('a workspace holds no %j', (path) => {
    expect(() => new Workspace().writeFile(path, 'x')).toThrow(REFUSED);
    expect(() => new Workspace([file(path, 'x')])).toThrow(REFUSED);
  });

  it.each(OUTSIDE)('reading %j leads nowhere', async (path) => {
    expect(await errorOf('roadiehq:utils:fs:parse', { path })).toMatch(/.+/);
    expect(await errorOf('fs:readdir', { paths: [path] })).toMatch(/outside its parent/);
    expect(await errorOf('workspace:template:file', { sourcePath: path, targetPath: 'o', values: {} })).toMatch(/.+/);
  });

  it.each(['../x', '..\\..\\x', '.git/config', 'CON'])('a path of a skeleton that renders to %j is refused', async (name) => {
    expect(await errorOf('fetch:template', { url: './s', values: { name: name.replace(/$/, '/x') } })).toMatch(REFUSED);
  });

  const LINKS = ['/etc/passwd', '../../etc/passwd', '..', '/', 'C:\\Windows', '../outside', 'loop'];
  it.each(LINKS)('a link to %j is followed by nothing', (to) => {
    const workspace = new Workspace([{ path: 'loop', type: 'symlink', target: to }, { path: 'd/deep', type: 'symlink', target: to.startsWith('/') ? to : `../${to}` }]);
    expect(() => workspace.readFile('loop')).toThrow();
    expect(() => workspace.writeFile('loop/x', 'x')).toThrow();
    expect(() => workspace.readFolder('loop')).toThrow();
    expect(() => workspace.readFile('d/deep/x')).toThrow();
    expect(() => workspace.move('loop/x', 'y', true)).toThrow();
    expect(workspace.entries().filter(({ type }) => type === 'file')).toEqual([]);
  });

  it('counts and weighs what a task makes', () => {
    const limits = { entries: 3, bytes: 100 };
    expect(() => { const workspace = new Workspace([], limits); ['a', 'b', 'c', 'd'].forEach((name) => workspace.writeFile(name, '')); }).toThrow('more than 3 files');
    expect(() => new Workspace([], limits).writeFile('a', 'x'.repeat(101))).toThrow('more than 3 files or');
  });
});

const EXPRESSIONS = [
  '${{ constructor }}', '${{ values.constructor.constructor("return process")() }}', '${{ "".constructor }}', '${{ [].constructor.prototype }}', '${{ values.__proto__ }}', '${{ range.constructor("return this")() }}', '${{ cycler.constructor }}',
  '${{ (0).toString.call() }}', '${{ values["constructor"] }}', '${{ values["__proto__"]["x"] }}', '${{ "x".sub.constructor }}', '${{ process.env }}', '${{ global }}', '${{ globalThis }}', '${{ require("fs") }}', '${{ import("fs") }}', '${{ self }}', '${{ this }}', '${{ joiner.call }}', '${{ values.list.map }}',
  '${{ eval("1") }}', '${{ Function("1")() }}', '{% include "/etc/passwd" %}', '{% import "x" as y %}', '{% extends "x" %}', '${{ "a" | safe | constructor }}', '${{ fetch("http://x") }}', '${{ setTimeout }}', '${{ values.list.constructor.from }}', '${{ r/x/.constructor }}',
];

describe('expressions of attackers', () => {
  it.each(EXPRESSIONS)('%s reaches nothing', async (text) => {
    const template = templateOf([{ action: 'fetch:template', input: { url: './s', values: { list: [1], text: 'x' } } }]);
    const { task, files } = await runSteps(template, { ports: portsOf({ skeletons: skeletonsOf([file('s/x.txt', text)]) }) });
    const [written] = files;
    const content = written?.type === 'file' ? new TextDecoder().decode(written.bytes) : '';
    expect(task.status === 'failed' || !/function|native code|root:|PATH|\[object/.test(content), content).toBe(true);
  });
});
