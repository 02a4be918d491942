import { fileURLToPath } from 'node:url';
import * as esbuild from 'esbuild';
import { describe, expect, test, vi } from 'vitest';
import { keepRooms, LAZY_ROOMS, reachRooms, requireRooms, requireVscode, rewriteSources } from '../../scripts/lazyRooms.mjs';
import { validators } from '../../scripts/validators.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** Rooms in dist/rooms by their names, as texts; and how often each was read. */
const disk = vi.hoisted(() => ({ rooms: new Map<string, string>(), reads: [] as string[] }));

vi.mock('vscode', () => ({
  extensions: { getExtension: () => ({ extensionUri: 'extension:' }) },
  Uri: { joinPath: (base: string, ...parts: string[]) => [base, ...parts].join('/') },
  workspace: {
    fs: {
      readFile: (file: string) => {
        disk.reads.push(file);
        const text = disk.rooms.get(file.replace(/^.*\/|\.cjs$/g, ''));
        return text === undefined ? Promise.reject(new Error(`${file} is not there.`)) : Promise.resolve(new TextEncoder().encode(text));
      },
    },
  },
}));

const { loadRoom } = await import('../../scripts/roomLoader.mjs');

/** Files that a bundle holds, and its size in bytes. */
async function bundle(entry: string, plugins: esbuild.Plugin[], platform: 'node' | 'browser'): Promise<{ readonly files: readonly string[]; readonly bytes: number }> {
  const { metafile } = await esbuild.build({
    absWorkingDir: root,
    entryPoints: [entry],
    bundle: true,
    minify: true,
    metafile: true,
    write: false,
    logLevel: 'silent',
    platform,
    format: 'cjs',
    external: ['vscode'],
    ...(platform === 'node' ? { supported: { 'dynamic-import': false } } : { mainFields: ['browser', 'module', 'main'] }),
    plugins: [validators(), ...plugins],
  });
  const [output] = Object.values(metafile.outputs);
  const held = Object.entries(output?.inputs ?? {}).filter(([, { bytesInOutput }]) => bytesInOutput > 0);
  return { files: held.map(([file]) => file), bytes: output?.bytes ?? 0 };
}

describe('what activation loads', () => {
  test('is small, and holds nothing that reads', async () => {
    const { files, bytes } = await bundle('src/extension.node.ts', [requireRooms(), rewriteSources([requireVscode])], 'node');
    expect(files).toContain('src/editor/reading/registerReading.ts');
    expect(files.filter((file) => /^node_modules\/(minimatch|yaml|@octokit)|portal\/catalog\/(sources|ingest|locations)\/|createCatalogService|gitHubClient\.ts|readingRoom/.test(file))).toEqual([]);
    expect(bytes).toBeLessThan(120_000);
  });
});

describe('the rooms', () => {
  test('reach one another, instead of holding copies', async () => {
    const { files } = await bundle('src/editor/reading/readingRoom.ts', [keepRooms(), rewriteSources([requireVscode, reachRooms])], 'browser');
    expect(files).toContain('src/portal/catalog/workspaceSource.ts');
    expect(files.filter((file) => /^node_modules\/(yaml|@octokit)|fileChecker|portal\/github\/octokit|organizationScanner|readAppConfig/.test(file))).toEqual([]);
  });

  test('are reached by their files’ names, and other modules as ever', () => {
    expect(LAZY_ROOMS).toContain('portal/catalog/fileChecker');
    const written = reachRooms(`${root}src/portal/catalog/workspaceSource.ts`, "await import('./fileChecker'); await import('./entity');");
    expect(written).toBe("await (Promise.resolve().then(() => require('./portal-catalog-fileChecker.cjs')) as Promise<typeof import('./fileChecker')>); await import('./entity');");
  });
});

describe('the loader of the browser', () => {
  test('reads a room once, and the rooms that it reaches when it reaches them', async () => {
    disk.rooms.set('first', "exports.second = () => Promise.resolve().then(() => require('./second.cjs'));");
    disk.rooms.set('second', "exports.vscode = require('vscode'); exports.answer = 42;");
    disk.reads.length = 0;
    const first = (await loadRoom('first')) as { second: () => Promise<{ answer: number; vscode: object }> };
    expect(disk.reads).toEqual(['extension:/dist/rooms/first.cjs']);
    const [one, other] = await Promise.all([first.second(), first.second()]);
    expect([one.answer, one === other, 'workspace' in one.vscode]).toEqual([42, true, true]);
    expect(disk.reads).toEqual(['extension:/dist/rooms/first.cjs', 'extension:/dist/rooms/second.cjs']);
  });

  test('tries again what could not be read, and refuses what is no room', async () => {
    await expect(loadRoom('third')).rejects.toThrow('third.cjs is not there.');
    disk.rooms.set('third', "exports.up = () => require('../third.cjs'); exports.module = () => require('node:fs');");
    const third = (await loadRoom('third')) as { up: () => unknown; module: () => unknown };
    expect(third.up).toThrow('does not exist in the browser');
    expect(third.module).toThrow('does not exist in the browser');
  });
});
