import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { realpath } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, sep } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { leadsOut } from '../../../src/editor/files/linkCheck';

let base = '';
const check = (file: string): Promise<boolean> => leadsOut(join(base, 'work', file), join(base, 'work'), { realPath: (path) => realpath(path), separator: sep });

beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'stagedoor-links-'));
  mkdirSync(join(base, 'work', 'inside'), { recursive: true });
  mkdirSync(join(base, 'work-other'));
  writeFileSync(join(base, 'work', 'inside', 'a.yaml'), 'a');
  writeFileSync(join(base, 'work-other', 'secret.yaml'), 's');
});

afterEach(() => rmSync(base, { recursive: true, force: true }));

test('a file, and a link to one in the same folder, stay inside', async () => {
  symlinkSync('inside/a.yaml', join(base, 'work', 'link.yaml'));
  expect([await check('inside/a.yaml'), await check('link.yaml'), await check('none.yaml')]).toEqual([false, false, false]);
});

test('a link to a file elsewhere leads out, and so does what lies behind a linked folder', async () => {
  symlinkSync(join(base, 'work-other', 'secret.yaml'), join(base, 'work', 'link.yaml'));
  symlinkSync('../../work-other', join(base, 'work', 'inside', 'folder'));
  expect([await check('link.yaml'), await check('inside/folder/secret.yaml')]).toEqual([true, true]);
});

test('a folder that is itself behind a link is no way out', async () => {
  symlinkSync(join(base, 'work'), join(base, 'alias'));
  expect(await leadsOut(join(base, 'alias', 'inside', 'a.yaml'), join(base, 'alias'), { realPath: (path) => realpath(path), separator: sep })).toBe(false);
});
