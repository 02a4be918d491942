import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bundleProgram } from '../../../scripts/lib/bundleProgram';
import { killWrites } from '../../soak/killedWrites';

const KILLS = 50;

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'stagedoor-kills-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test(`a process that is killed ${KILLS} times in the middle of writing loses nothing and leaves nothing`, async () => {
  const writer = await bundleProgram('test/soak/writer.ts', 'soakWriter');
  const { kills, inWrites, mostFiles } = await killWrites({ writer, folder, kills: KILLS, seed: 1 });
  expect(kills).toBe(KILLS);
  // Some met a write that had begun, or this says nothing.
  expect(inWrites).toBeGreaterThan(5);
  expect(mostFiles).toBeLessThan(30);
}, 180_000);
