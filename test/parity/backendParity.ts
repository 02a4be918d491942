// Compares `stagedoor catalog` with a real catalog backend on any folder, both in one run. The backend is found by the
// environment variable STAGEDOOR_ORACLE: a folder with bin/process, which takes a folder and writes what it made of it.
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { compareEntities, type ExpectedEntity, readCatalog } from './catalogParity';
import type { Parity } from './expected';

interface BackendResult {
  readonly stats: { readonly ms: { readonly ingestToStitched: number; readonly backendStart: number } };
  readonly entities: readonly { readonly entityRef: string; readonly relations: readonly { readonly type: string; readonly targetRef: string }[] }[];
}

/** What the real backend made of a folder, and how long it and Stagedoor took, in ms. */
export interface BackendParity extends Parity {
  readonly backend: number;
  readonly stagedoor: number;
}

/** Why there is nothing to compare with; `undefined` where there is. */
export function missingBackend(): string | undefined {
  const oracle = process.env['STAGEDOOR_ORACLE'];
  return oracle !== undefined && existsSync(join(oracle, 'bin/process'))
    ? undefined
    : 'There is no catalog backend to compare with: STAGEDOOR_ORACLE names no folder with a command bin/process.';
}

/** Backstage’s own entities for the locations it was told of. */
const GENERATED = /^location:default\/generated-/;

export async function compareBackend(folder: string, options: readonly string[]): Promise<BackendParity> {
  const model = options.includes('--model') ? ['--model'] : [];
  const { stats, entities } = await runBackend(folder, model);
  const expected = entities
    .filter(({ entityRef }) => !GENERATED.test(entityRef))
    .map(({ entityRef, relations }): ExpectedEntity => ({ ref: entityRef, stitched: true, relations: relations.map(({ type, targetRef }) => `${type} ${targetRef}`) }));
  const started = performance.now();
  const found = await readCatalog(folder, ['--repository', 'https://github.com/example/catalog', '--branch', 'main', ...model]);
  const stagedoor = performance.now() - started;
  return { ...compareEntities(found, expected), backend: stats.ms.ingestToStitched, stagedoor };
}

async function runBackend(folder: string, options: readonly string[]): Promise<BackendResult> {
  const scratch = await mkdtemp(join(tmpdir(), 'stagedoor-backend-'));
  try {
    const out = join(scratch, 'result.json');
    await promisify(execFile)(join(process.env['STAGEDOOR_ORACLE'] ?? '', 'bin/process'), [...options, '--out', out, folder], { maxBuffer: 64 * 1024 * 1024 });
    return JSON.parse(await readFile(out, 'utf8')) as BackendResult;
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}
