import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { killWrites } from '../../test/soak/killedWrites';
import { fuzzDocs } from '../../test/soak/docsFuzz';
import { bundleProgram } from '../lib/bundleProgram';
import { TaskError, taskMain } from '../lib/taskMain';

const USAGE = 'Usage: npm run soak -- [KILLS [SEED]]        1000 kills, seed 1, when left out\n       npm run soak -- docs [PAGES [SEED]]   3000 docs pages that are typed into, seed 1';

function toNumber(text: string | undefined, otherwise: number): number {
  const number = text === undefined ? otherwise : Number(text);
  if (!Number.isInteger(number) || number < 1) {
    throw new TaskError(USAGE, 2);
  }
  return number;
}

async function soakDocs(pages: number, seed: number): Promise<number> {
  const { pages: done, difference } = await fuzzDocs(pages, seed);
  process.stdout.write(difference ? `Page ${done} differs: ${JSON.stringify(difference, undefined, 2)}\n` : `${done} pages that were typed into are equal to fresh ones.\n`);
  return difference ? 1 : 0;
}

await taskMain(async ([first, ...others]) => {
  const [kills, seed, ...more] = first === 'docs' ? others : first === undefined ? [] : [first, ...others];
  if (more.length > 0) {
    throw new TaskError(USAGE, 2);
  }
  if (first === 'docs') {
    return soakDocs(toNumber(kills, 3000), toNumber(seed, 1));
  }
  const wanted = toNumber(kills, 1000);
  const folder = mkdtempSync(join(tmpdir(), 'stagedoor-soak-'));
  try {
    const result = await killWrites({
      writer: await bundleProgram('test/soak/writer.ts', 'soakWriter'),
      folder,
      kills: wanted,
      seed: toNumber(seed, 1),
      onKill: (done) => {
        if (done % 50 === 0) {
          console.log(`${done} of ${wanted} kills, nothing lost`);
        }
      },
    });
    console.log(`${result.kills} kills while snapshots were being written, ${result.inWrites} of them in the middle of a file: nothing lost, nothing left behind, ${result.mostFiles} files at most.`);
    return 0;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
