import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { TaskError } from '../../scripts/lib/taskMain';
import { parseStartArguments } from '../../scripts/start/arguments';
import { FIRST_SETTINGS, setUserSettings } from '../../scripts/start/userData';

describe('arguments of npm start', () => {
  test('are all optional', () => {
    expect(parseStartArguments([])).toEqual({ organization: undefined, web: 'https://github.com', folder: undefined, port: 0, help: false });
  });

  test('name an organization on github.com or on an Enterprise Server', () => {
    expect(parseStartArguments(['--org', 'acme'])).toMatchObject({ organization: 'acme', web: 'https://github.com' });
    expect(parseStartArguments(['--org', 'acme', '--api-url', 'https://ghe.example.com/api/v3/', '--port', '9000', '--folder', 'x'])).toMatchObject({
      web: 'https://ghe.example.com',
      port: 9000,
      folder: 'x',
    });
    expect(parseStartArguments(['--org', 'acme', '--api-url', 'https://api.github.com'])).toMatchObject({ web: 'https://github.com' });
  });

  test.each([
    [['--nonsense'], /nonsense/],
    [['left over'], /left over/],
    [['--org'], /--org/],
    [['--org', 'not a name'], /not a name/],
    [['--port', 'many'], /many/],
    [['--port', '70000'], /70000/],
    [['--api-url', 'https://ghe.example.com/api/v3'], /--org/],
    [['--org', 'acme', '--api-url', 'ghe.example.com'], /not an http address/],
    [['--org', 'acme', '--api-url', 'https://ghe.example.com'], /api\/v3/],
  ])('that are wrong end with the usage and exit code 2: %j', (args, message) => {
    const parse = (): unknown => parseStartArguments(args);
    expect(parse).toThrow(message);
    expect(parse).toThrow(/Usage: npm start/);
    expect(parse).toThrow(expect.objectContaining({ exitCode: 2 }) as TaskError);
  });
});

describe('settings that outlive a start', () => {
  let folder = '';
  const file = (): string => join(folder, 'data', 'settings.json');
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'stagedoor-settings-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  test('are made at the first start', () => {
    setUserSettings(file(), { 'stagedoor.organizations': ['acme'] });
    expect(JSON.parse(readFileSync(file(), 'utf8'))).toEqual({ ...FIRST_SETTINGS, 'stagedoor.organizations': ['acme'] });
  });

  test('keep what the person changed, comments too', () => {
    setUserSettings(file(), { 'stagedoor.organizations': ['acme'] });
    const mine = '// mine\n{\n  "workbench.colorTheme": "Abyss", // dark\n  "stagedoor.organizations": ["other"],\n}\n';
    writeFileSync(file(), mine);
    setUserSettings(file(), { 'stagedoor.organizations': ['acme'] });
    expect(readFileSync(file(), 'utf8')).toBe('// mine\n{\n  "workbench.colorTheme": "Abyss", // dark\n  "stagedoor.organizations": [\n    "acme"\n  ],\n}\n');
  });

  test('that cannot be read are left alone', () => {
    setUserSettings(file(), {});
    writeFileSync(file(), '{ "a": ');
    expect(() => setUserSettings(file(), { 'stagedoor.organizations': ['acme'] })).toThrow(file());
    expect(readFileSync(file(), 'utf8')).toBe('{ "a": ');
  });
});
