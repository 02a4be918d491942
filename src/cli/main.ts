import { join } from 'node:path';
import { run } from './run';
import { createNodeIsolate } from './template/nodeIsolate';

// A reader that has seen enough (`| head`) closes the pipe; that is no failure of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') {
    throw error;
  }
});

const interrupted = new AbortController();
// The first Ctrl-C asks to stop; a second one finds no handler and ends the process.
process.once('SIGINT', () => interrupted.abort());

void run(process.argv.slice(2), {
  cwd: process.cwd(),
  environment: process.env,
  interrupted: interrupted.signal,
  isolate: () => createNodeIsolate(join(__dirname, 'renderWorker.cjs')),
  colour: process.stdout.isTTY === true && !process.env['NO_COLOR'] && process.env['TERM'] !== 'dumb',
  write: (text) => process.stdout.write(text),
  writeError: (text) => process.stderr.write(text),
}).then((code) => {
  process.exitCode = code;
});
