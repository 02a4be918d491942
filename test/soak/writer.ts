import { readFileSync, writeSync } from 'node:fs';
import { createGenerations } from '../../src/editor/storage/generations';
import { ABANDONED_AFTER, SNAPSHOT, variantPath } from './material';
import { createNodeFolder } from './nodeFolder';

// Writes one snapshot after the other until it is killed, and says which it begins and which is done.
// writer.mjs FOLDER MATERIAL FIRST COUNT
const [folder = '', material = '', first = '0', count = '1'] = process.argv.slice(2);
const variants = Array.from({ length: Number(count) }, (_unused, index) => readFileSync(variantPath(material, index)));
const store = createGenerations(createNodeFolder(folder), { abandonedAfter: ABANDONED_AFTER });
for (let round = Number(first); ; round++) {
  writeSync(1, `begin ${round}\n`);
  await store.replace(SNAPSHOT, variants[round % variants.length] ?? Uint8Array.of());
  writeSync(1, `done ${round}\n`);
}
