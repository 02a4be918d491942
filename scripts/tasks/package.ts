import { statSync } from 'node:fs';
import { relative } from 'node:path';
import { buildExtension } from '../lib/build';
import { packageExtension } from '../lib/packageExtension';
import { root, vsix } from '../lib/paths';
import { taskMain } from '../lib/taskMain';

await taskMain(async () => {
  await buildExtension();
  await packageExtension();
  console.log(`${relative(root, vsix)} (${(statSync(vsix).size / 1000).toFixed(0)} kB)`);
  return 0;
});
