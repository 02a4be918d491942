// node install.mjs TARGET STAMP [hang]: installs two files as set-up would. With `hang` it stops in the middle and waits.
// @ts-check
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { installDirectory } from '../../../scripts/setup/install.mjs';
import { withLock } from '../../../scripts/setup/lock.mjs';
import { endChildrenWithUs, runQuietly, start } from '../../../scripts/setup/processes.mjs';

const [target = '', stamp = '', how] = process.argv.slice(2);
endChildrenWithUs({ parent: false });
await withLock(
  join(target, '..'),
  () =>
    installDirectory(target, stamp, async (partial) => {
      writeFileSync(join(partial, 'first'), stamp);
      if (how === 'hang') {
        // A child as npm would be one: it must not outlive us.
        const child = start(process.execPath, ['-e', 'process.on("SIGTERM", () => process.exit(0)); setInterval(() => {}, 1000); console.log("ready")'], { group: true, stdio: ['ignore', 'pipe', 'inherit'] });
        child.stdout?.once('data', () => console.log(`half ${child.pid}`));
        await new Promise((resolve) => child.once('exit', resolve));
        throw new Error('The child was ended.');
      }
      writeFileSync(join(partial, 'second'), await runQuietly(process.execPath, ['-p', '"complete"']));
    }),
  (pid) => console.log(`waiting for ${pid}`),
);
console.log('done');
