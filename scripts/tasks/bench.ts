import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ROWS } from '../../test/bench/rows';
import { keepsLimit, replaceTable, toTable, type BenchResult } from '../../test/bench/table';
import { closeBrowser } from '../../test/host/workbench/openWorkbench';
import { buildExtension } from '../lib/build';
import { packageExtension } from '../lib/packageExtension';
import { root } from '../lib/paths';
import { TaskError, taskMain } from '../lib/taskMain';
import { step } from '../setup/progress.mjs';

const USAGE = `Usage: npm run bench -- [ROW…] [--write]

Rows: ${ROWS.map(({ id }) => id).join(', ')} (all by default).
--write puts the table into docs/bench.md.`;

const DOCUMENT = join(root, 'docs', 'bench.md');

function parse(args: readonly string[]): { ids: readonly string[]; write: boolean } {
  try {
    const { values, positionals } = parseArgs({ args: [...args], options: { write: { type: 'boolean', default: false } }, allowPositionals: true });
    return { ids: positionals, write: values.write };
  } catch (error) {
    throw new TaskError(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`, 2);
  }
}

await taskMain(async (args) => {
  const { ids, write } = parse(args);
  const unknown = ids.find((id) => !ROWS.some((row) => row.id === id));
  if (unknown !== undefined) {
    throw new TaskError(`There is no row ${unknown}.\n\n${USAGE}`, 2);
  }
  if (write && ids.length > 0) {
    throw new TaskError(`--write is for the whole table.\n\n${USAGE}`, 2);
  }
  await step('Building and packing the extension', async () => {
    await buildExtension();
    await packageExtension();
  });
  const results: BenchResult[] = [];
  try {
    for (const row of ROWS.filter(({ id }) => ids.length === 0 || ids.includes(id))) {
      const reason = row.skip?.();
      if (reason === undefined) {
        results.push({ row, measurement: await step(row.title, row.measure) });
      } else {
        console.log(`Left out: ${row.title}. ${reason}`);
      }
    }
  } finally {
    await closeBrowser();
  }
  const table = toTable(results);
  console.log(`\n${table}`);
  if (write) {
    writeFileSync(DOCUMENT, replaceTable(existsSync(DOCUMENT) ? readFileSync(DOCUMENT, 'utf8') : '# Bench\n', table));
  }
  return results.every(keepsLimit) ? 0 : 1;
});
