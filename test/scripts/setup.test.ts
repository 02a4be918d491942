import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { agreesWithLock } from '../../scripts/setup/dependencies.mjs';
import { installDirectory, isInstalled } from '../../scripts/setup/install.mjs';
import { withLock } from '../../scripts/setup/lock.mjs';
import { isNewEnough } from '../../scripts/setup/node.mjs';
import { CommandError, runQuietly } from '../../scripts/setup/processes.mjs';

const program = join(import.meta.dirname, 'programs', 'install.mjs');
let folder = '';
const children: ChildProcess[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stagedoor-setup-'));
});

afterEach(() => {
  children.splice(0).forEach((child) => child.kill('SIGKILL'));
  rmSync(folder, { recursive: true, force: true });
});

function install(...args: string[]): { child: ChildProcess; said: (text: RegExp) => Promise<RegExpExecArray>; ended: Promise<unknown[]> } {
  const child = spawn(process.execPath, [program, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  children.push(child);
  let output = '';
  const ended = once(child, 'exit');
  const said = (text: RegExp): Promise<RegExpExecArray> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        const found = text.exec(output);
        if (found) {
          resolve(found);
        }
      };
      child.stdout?.on('data', look);
      void ended.then(() => reject(new Error(`It ended without saying ${text}:\n${output}`)));
      look();
    });
  child.stdout?.on('data', (data) => (output += data));
  child.stderr?.on('data', (data) => (output += data));
  return { child, said, ended };
}

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

describe('installing a folder', () => {
  test('fills it once for each stamp', async () => {
    const target = join(folder, 'tool');
    const fill = (text: string) => (directory: string): Promise<void> => Promise.resolve(writeFileSync(join(directory, 'file'), text));
    expect(await installDirectory(target, '1', fill('one'))).toBe(true);
    expect(await installDirectory(target, '1', fill('again'))).toBe(false);
    expect(readFileSync(join(target, 'file'), 'utf8')).toBe('one');
    expect(await installDirectory(target, '2', fill('two'))).toBe(true);
    expect(readFileSync(join(target, 'file'), 'utf8')).toBe('two');
    expect(readdirSync(folder)).toEqual(['tool']);
  });

  test('leaves the old state where the new one fails, and cleans up the next time', async () => {
    const target = join(folder, 'tool');
    await installDirectory(target, '1', (directory) => Promise.resolve(writeFileSync(join(directory, 'file'), 'one')));
    await expect(installDirectory(target, '2', () => Promise.reject(new Error('no network')))).rejects.toThrow('no network');
    expect(isInstalled(target, '1')).toBe(true);
    mkdirSync(join(folder, 'tool.partial-1-old'));
    await installDirectory(target, '2', (directory) => Promise.resolve(writeFileSync(join(directory, 'file'), 'two')));
    expect(readdirSync(folder)).toEqual(['tool']);
    expect(isInstalled(target, '2')).toBe(true);
  });

  test('takes a folder without a stamp for not installed', async () => {
    const target = join(folder, 'tool');
    mkdirSync(target);
    writeFileSync(join(target, 'leftover'), '');
    await installDirectory(target, '1', (directory) => Promise.resolve(writeFileSync(join(directory, 'file'), 'one')));
    expect(readdirSync(target).sort()).toEqual(['.stagedoor-stamp', 'file']);
  });

  test.each(['SIGKILL', 'SIGTERM', 'SIGINT'] as const)('that %s interrupts leaves nothing that the next run trips over', async (signal) => {
    const target = join(folder, 'tool');
    const first = install(target, '1', 'hang');
    const [, pid = ''] = await first.said(/half (\d+)/);
    expect(existsSync(target)).toBe(false);
    first.child.kill(signal);
    const [code] = await first.ended;
    if (signal === 'SIGKILL') {
      process.kill(Number(pid), 'SIGKILL'); // Nobody is left who could.
    } else {
      expect(code).toBe(signal === 'SIGINT' ? 130 : 143);
      expect(isAlive(Number(pid))).toBe(false);
    }
    expect(existsSync(target)).toBe(false);
    const second = install(target, '1');
    await second.said(/done/);
    expect(readFileSync(join(target, 'second'), 'utf8').trim()).toBe('complete');
    expect(isInstalled(target, '1')).toBe(true);
    expect(readdirSync(folder)).toEqual(['tool']);
  });

  test('by two runs at once is done by one after the other', async () => {
    const target = join(folder, 'tool');
    const first = install(target, '1', 'hang');
    await first.said(/half/);
    const second = install(target, '1');
    const [, holder] = await second.said(/waiting for (\d+)/);
    expect(Number(holder)).toBe(first.child.pid);
    first.child.kill('SIGINT');
    await second.said(/done/);
    expect(isInstalled(target, '1')).toBe(true);
  });
});

describe('the lock', () => {
  test('lets one in at a time, in one process too, and lets go after an error', async () => {
    const order: string[] = [];
    const work = (name: string, fail = false): Promise<void> =>
      withLock(folder, async () => {
        order.push(`${name} in`);
        await new Promise((resolve) => setImmediate(resolve));
        order.push(`${name} out`);
        if (fail) {
          throw new Error('failed');
        }
      });
    const results = await Promise.allSettled([work('a', true), work('b'), work('c')]);
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'fulfilled']);
    expect(order).toHaveLength(6);
    for (let i = 0; i < order.length; i += 2) {
      expect(order[i + 1]).toBe(order[i]?.replace(' in', ' out'));
    }
  });

  test('of another folder is another lock', async () => {
    await withLock(join(folder, 'a'), () => withLock(join(folder, 'b'), () => Promise.resolve()));
  });
});

describe('dependencies', () => {
  const write = (locked: object, installed: object | undefined): void => {
    writeFileSync(join(folder, 'package-lock.json'), JSON.stringify({ packages: { '': {}, ...locked } }));
    mkdirSync(join(folder, 'node_modules'), { recursive: true });
    if (installed) {
      writeFileSync(join(folder, 'node_modules', '.package-lock.json'), JSON.stringify({ packages: installed }));
    }
  };
  const a = { 'node_modules/a': { version: '1.0.0' } };

  test.each<[string, object, object | undefined, boolean]>([
    ['the same', a, a, true],
    ['nothing installed', a, undefined, false],
    ['another version', a, { 'node_modules/a': { version: '1.0.1' } }, false],
    ['one missing', { ...a, 'node_modules/b': { version: '2.0.0' } }, a, false],
    ['one too many', {}, a, false],
    ['one for another system missing', { ...a, 'node_modules/b': { version: '2.0.0', optional: true } }, a, true],
  ])('are in step with the lock file or not: %s', (_name, locked, installed, expected) => {
    write(locked, installed);
    expect(agreesWithLock(folder)).toBe(expected);
  });
});

describe('Node', () => {
  test.each<[string, boolean]>([['20.20.2', false], ['22.11.0', false], ['22.12.0', true], ['24.21.0', true], ['18.0.0', false]])('%s is new enough: %s', (version, expected) => {
    expect(isNewEnough(version)).toBe(expected);
  });
});

describe('a quiet command', () => {
  test('gives what it wrote', async () => {
    expect(await runQuietly(process.execPath, ['-p', '6 * 7'])).toBe('42\n');
  });

  test('that fails is reported with the end of its output', async () => {
    const failure = runQuietly(process.execPath, ['-e', 'console.error("out of luck"); process.exit(3)']);
    await expect(failure).rejects.toThrow(CommandError);
    await expect(failure).rejects.toThrow(/exit code 3[^]*out of luck/);
  });

  test('that does not exist is reported by name', async () => {
    await expect(runQuietly('no-such-program', [])).rejects.toThrow(/no-such-program/);
  });
});
