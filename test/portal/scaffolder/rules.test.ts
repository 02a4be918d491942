import { describe, expect, it } from 'vitest';
import { checkAnswers, tidyAnswers } from '../../../src/portal/scaffolder/checkAnswers';
import { checkDestination } from '../../../src/portal/scaffolder/destination';
import { escapeValue } from '../../../src/portal/scaffolder/escapeValue';
import { toFormFields } from '../../../src/portal/scaffolder/formFields';
import { readFormSchema } from '../../../src/portal/scaffolder/formSchema';
import { planService } from '../../../src/portal/scaffolder/planService';
import { renderPath, renderText } from '../../../src/portal/scaffolder/renderText';
import { problemOfPath, problemsOfPaths } from '../../../src/portal/scaffolder/safePath';
import { readTemplateManifest } from '../../../src/portal/scaffolder/templateManifest';
import { createTemplateSource } from '../../../src/portal/scaffolder/templateSource';
import { writeFiles, type TargetFolder } from '../../../src/portal/scaffolder/writeFiles';
import { catalogOf, entity, memoryFiles, memoryFolder } from './support';

describe('paths', () => {
  it.each(['a', 'a/b.c', '.github/workflows/ci.yml', '.gitignore', 'ünï/cødé', 'console.log', 'com10', 'a b'])('allows %s', (path) => {
    expect(problemOfPath(path)).toBeUndefined();
  });

  it.each([
    '', '/etc/passwd', 'C:/x', 'c:x', '..', '../x', 'a/../b', 'a/./b', 'a//b', 'a/', '.', 'a\\b', '..\\x', 'a\0b', 'a\nb', 'a:b', 'a|b', 'a?', 'a*', '"a"',
    'a.', 'a ', ' a', 'con', 'NUL.txt', 'com1', 'Lpt9.md', 'com¹', 'conin$', '.git', '.GIT/config', 'a/.git/hooks/x', 'git~1', '.g\u200cit', '\uff0egit', `${'x'.repeat(256)}`, 'é'.repeat(128),
  ])('refuses %j', (path) => {
    expect(problemOfPath(path)).toBeTypeOf('string');
  });

  it('keeps apart what a disk would not', () => {
    expect(problemsOfPaths(['README.md', 'Readme.md'])).toHaveLength(1);
    expect(problemsOfPaths(['src/a', 'SRC/b'])).toHaveLength(1);
    expect(problemsOfPaths(['a', 'a/b'])).toHaveLength(1);
    expect(problemsOfPaths(['caf\u00e9', 'cafe\u0301'])).toHaveLength(1);
    expect(problemsOfPaths(['a/b', 'a/c', 'd'])).toEqual([]);
  });
});

describe('rendering', () => {
  it('writes values as the file’s type needs them', () => {
    const value = `it's "x": 1\n#`;
    expect(JSON.parse(escapeValue(value, 'json', 'v'))).toBe(value);
    expect(escapeValue('plain', 'yaml', 'v')).toBe('plain');
    expect(escapeValue('yes: no', 'yaml', 'v')).toBe('"yes: no"');
    expect(escapeValue('true', 'yaml', 'v')).toBe('"true"');
    expect(escapeValue(8080, 'yaml', 'v')).toBe('8080');
    expect(escapeValue(value, 'script', 'v')).toBe(`'it\\'s "x": 1\\n#'`);
    expect(escapeValue('a\\"b\u2028', 'script', 'v')).toBe(`'a\\\\"b\\u2028'`);
    expect(escapeValue('<img> [x]\ny', 'markdown', 'v')).toBe('\\<img\\> \\[x\\] y');
    expect(() => escapeValue('a b', 'word', 'v')).toThrow(/letters, digits/);
  });

  it('refuses to write bare what could break out', () => {
    expect(renderText('url: "https://x/<%& name %>"', { name: 'a-b' }, 'yaml')).toBe('url: "https://x/a-b"');
    for (const name of ['a"', 'a b', '$(x)', 'a\nb', '-', '']) {
      expect(() => renderText('<%& name %>', { name }, 'yaml')).toThrow(/cannot stand/);
    }
  });

  it('refuses what is misspelt, unclosed, or none of its business', () => {
    for (const template of ['<% nmae %>', '<%#nmae%>x<%/nmae%>', '<%^nmae%>x<%/nmae%>', '<% constructor %>', '<% name.length.x %>', '<%#name%>', '<% name', '<%> part %>', '<%={{ }}=%>', '<% list %>', '<% repository %>']) {
      expect(() => renderText(template, { name: 'a', list: ['b'], repository: { slug: 'a/b' } }, 'yaml'), template).toThrow(expect.objectContaining({ name: 'PortalError', reason: 'invalid' }));
    }
  });

  it('lets no answer make a folder', () => {
    expect(renderPath('src/<% name %>.ts', { name: 'a' })).toBe('src/a.ts');
    expect(() => renderPath('src/<% name %>.ts', { name: '../../x' })).toThrow();
    expect(() => renderPath('<% name %>', { name: 'a/b' })).toThrow();
  });
});

const SCHEMA = readFormSchema(
  {
    type: 'object',
    required: ['name', 'owner'],
    properties: {
      name: { type: 'string', title: 'Name', 'ui:field': 'EntityNamePicker' },
      owner: { type: 'string', title: 'Owner', 'ui:field': 'OwnerPicker' },
      system: { type: 'string', title: 'System', 'ui:field': 'EntityPicker', 'ui:options': { kind: 'System' } },
      port: { type: 'integer', title: 'Port', minimum: 1, maximum: 10 },
      kind: { type: 'string', title: 'Kind', enum: ['a', 'b'] },
      tags: { type: 'array', title: 'Tags', items: { type: 'string' }, 'ui:field': 'EntityTagsPicker' },
    },
  },
  'test',
);
const CATALOG = catalogOf(entity('Component', 'taken', { tags: ['java'] }), entity('Group', 'team-a', { title: 'Team A' }), entity('User', 'ann'), entity('System', 'shop'));

describe('answers', () => {
  const check = (answers: Record<string, string | number | boolean | string[]>) =>
    checkAnswers(SCHEMA, tidyAnswers(SCHEMA, answers), CATALOG).map(({ field, severity, message }) => `${field} ${severity}: ${message}`);

  it('asks for what is required, and takes what is right', () => {
    expect(check({ owner: '  ' })).toEqual(['name error: Name is needed.', 'owner error: Owner is needed.']);
    expect(check({ name: 'a', owner: 'team-a', system: 'shop', port: 3, kind: 'a', tags: ['x', 'c++'] })).toEqual([]);
    expect(check({ name: 'a', owner: 'user:ann' })).toEqual([]);
  });

  it('says what is wrong at the field', () => {
    expect(check({ name: 'taken', owner: 'team-a' })[0]).toContain('component:default/taken is in the catalog already, defined in acme/taken');
    expect(check({ name: 'TAKEN', owner: 'team-a' })).toHaveLength(1);
    for (const name of ['-a', 'a-', 'a b', 'ä', 'x'.repeat(64)]) {
      expect(check({ name, owner: 'team-a' })[0], name).toMatch(/^name error/);
    }
    expect(check({ name: 'a', owner: 'team-b' })[0]).toMatch(/^owner warning: The catalog knows no group:default\/team-b/);
    expect(check({ name: 'a', owner: 'system:shop' })[0]).toMatch(/^owner error: A system cannot stand here/);
    expect(check({ name: 'a', owner: 'a:b:c' })[0]).toMatch(/^owner error/);
    expect(check({ name: 'a', owner: 'team-a', port: 11 })[0]).toMatch(/^port error: A whole number from 1 to 10/);
    expect(check({ name: 'a', owner: 'team-a', port: 1.5 })).toHaveLength(1);
    expect(check({ name: 'a', owner: 'team-a', kind: 'c' })[0]).toMatch(/^kind error: Choose one of a, b/);
    expect(check({ name: 'a', owner: 'team-a', tags: ['ok', 'No'] })[0]).toMatch(/^tags error: “No”/);
    expect(check({ name: 'a', owner: 'team-a', tags: ['x', 'x'] })).toHaveLength(1);
    expect(check({ name: 'a', owner: 'team-a', tags: 'x' })[0]).toMatch(/^tags error/);
    expect(check({ name: 'a\u0007', owner: 'team-a' })).toHaveLength(1);
  });

  it('offers what the catalog holds', () => {
    const fields = toFormFields(SCHEMA, CATALOG);
    expect(fields.find(({ key }) => key === 'owner')).toMatchObject({ widget: 'combobox', choices: [{ value: 'team-a', label: 'Team A (team-a)' }, { value: 'user:ann', label: 'user:ann' }] });
    expect(fields.find(({ key }) => key === 'system')).toMatchObject({ choices: [{ value: 'shop', label: 'shop' }] });
    expect(fields.find(({ key }) => key === 'tags')).toMatchObject({ widget: 'list', choices: [{ value: 'java', label: 'java' }] });
    expect(fields.find(({ key }) => key === 'kind')).toMatchObject({ widget: 'select' });
  });
});

describe('destinations', () => {
  it('checks names', () => {
    const github = { kind: 'github', host: 'https://github.com', owner: 'acme', name: 'a', private: true } as const;
    expect(checkDestination(github)).toEqual([]);
    for (const name of ['', '.', '-a', 'a b', 'a/b', 'x.git', 'x.WIKI', 'x'.repeat(101)]) {
      expect(checkDestination({ ...github, name }).map(({ field }) => field), name).toEqual(['name']);
    }
    expect(checkDestination({ ...github, owner: 'a b' }).map(({ field }) => field)).toEqual(['owner']);
    expect(checkDestination({ kind: 'folder', parent: '', name: '../x' }).map(({ field }) => field)).toEqual(['parent', 'name']);
    expect(checkDestination({ kind: 'folder', parent: 'file:///x', name: '' })).toEqual([]);
  });
});

const MANIFEST = {
  id: 'x',
  title: 'X',
  description: 'An x.',
  tags: [],
  entity: { kind: 'Component', name: 'name' },
  parameters: { type: 'object', required: ['name'], properties: { name: { type: 'string', title: 'Name' } } },
  files: [{ from: 'a.mustache', to: 'a.json' }],
};

describe('manifests', () => {
  it.each([
    ['no object', []],
    ['no files', { ...MANIFEST, files: [] }],
    ['a file from elsewhere', { ...MANIFEST, files: [{ from: '../secret', to: 'a' }] }],
    ['an unknown type', { ...MANIFEST, parameters: { ...MANIFEST.parameters, properties: { name: { type: 'object', title: 'N' } } } }],
    ['an unknown key', { ...MANIFEST, parameters: { ...MANIFEST.parameters, properties: { name: { type: 'string', title: 'N', format: 'x' } } } }],
    ['a malformed pattern', { ...MANIFEST, parameters: { ...MANIFEST.parameters, properties: { name: { type: 'string', title: 'N', pattern: '(' } } } }],
    ['an unknown required', { ...MANIFEST, parameters: { ...MANIFEST.parameters, required: ['other'] } }],
    ['an entity without a name', { ...MANIFEST, entity: { kind: 'Component', name: 'other' } }],
  ])('refuses %s', (_name, manifest) => {
    expect(() => readTemplateManifest(JSON.stringify(manifest), 'x')).toThrow(expect.objectContaining({ reason: 'invalid' }));
  });

  it('refuses to plan unsafe paths, malformed files and missing ones', async () => {
    const plan = async (files: { from: string; to: string }[], content: Record<string, string>) => {
      const all = { 't:/index.json': '["x"]', 't:/x/stagedoor-template.json': JSON.stringify({ ...MANIFEST, files }), ...content };
      const source = createTemplateSource(memoryFiles(all), 't:/');
      const [template] = await source.list();
      return planService(source, template!, { name: 'n' });
    };
    await expect(plan([{ from: 'a', to: '../a' }], { 't:/x/a': 'x' })).rejects.toThrow(/cannot be written: The path `..\/a`/);
    await expect(plan([{ from: 'a', to: 'A' }, { from: 'a', to: 'a' }], { 't:/x/a': 'x' })).rejects.toThrow(/one file on a disk/);
    await expect(plan([{ from: 'a.mustache', to: 'a.json' }], { 't:/x/a.mustache': '{"a": <% name %>,}' })).rejects.toThrow(/malformed `a.json`/);
    await expect(plan([{ from: 'a', to: 'a' }], {})).rejects.toThrow(/missing/);
    await expect(plan([{ from: 'a', to: '<% name %>.md' }], { 't:/x/a': '<% untouched %>' })).resolves.toMatchObject({ files: [{ path: 'n.md', text: '<% untouched %>' }] });
  });
});

describe('writing into a folder', () => {
  const file = (path: string, text: string) => ({ path, text, bytes: new TextEncoder().encode(text), executable: false });
  const plan = [file('a', '1'), file('b/c', '2')];

  it('overwrites nothing without consent, and then writes nothing at all', async () => {
    const folder = memoryFolder({ 'b/c': 'mine' });
    expect(await writeFiles(plan, folder, { overwrite: new Set() })).toEqual({ written: [], conflicts: ['b/c'] });
    expect(folder.writes).toEqual([]);
    expect(await writeFiles(plan, folder, { overwrite: new Set(['b/c']) })).toEqual({ written: ['a', 'b/c'], conflicts: [] });
    expect(folder.files.get('b/c')).toBe('2');
  });

  it('goes on where a run ended, writing nothing twice', async () => {
    const folder = memoryFolder();
    let full = true;
    const failing: TargetFolder = {
      read: (path) => folder.read(path),
      write: (path, bytes) => (path === 'b/c' && full ? Promise.reject(new Error('disk full')) : folder.write(path, bytes)),
    };
    await expect(writeFiles(plan, failing, { overwrite: new Set() })).rejects.toThrow('disk full');
    full = false;
    expect(await writeFiles(plan, failing, { overwrite: new Set() })).toEqual({ written: ['b/c'], conflicts: [] });
    expect(folder.writes).toEqual(['a', 'b/c']);
  });
});
