import { bundleProgram } from '../lib/localGitHub';
import { root } from '../lib/paths';
import { taskMain } from '../lib/taskMain';
import { runInTerminal } from '../setup/processes.mjs';

await taskMain(async (args) => {
  const program = await bundleProgram('test/parity/main.ts', 'parity/main');
  return runInTerminal(process.execPath, ['--enable-source-maps', program, ...args], { cwd: root });
});
