// Loaded into VS Code's server and all its children before anything else. In the extension host it watches the first seconds: what
// runs (the CPU profile) and how long each turn of the event loop takes, both on one clock. Then it writes both to a file.
import { renameSync, writeFileSync } from 'node:fs';
import { Session } from 'node:inspector';
import { setImmediate } from 'node:timers';

const file = process.env.STAGEDOOR_BENCH_PROFILE;
const watched = Number(process.env.STAGEDOOR_BENCH_WATCHED);

/** Turns shorter than this, in microseconds, are of no interest. */
const SHORT = 2000;

if (file && watched && process.argv.includes('--type=extensionHost')) {
  const now = () => Number(process.hrtime.bigint() / 1000n);
  const session = new Session();
  const turns = [];
  let last = now();
  let watching = true;
  const lap = () => {
    const time = now();
    if (time - last > SHORT) {
      turns.push([last, time]);
    }
    last = time;
    if (watching) {
      setImmediate(lap);
    }
  };
  session.connect();
  session.post('Profiler.enable');
  session.post('Profiler.setSamplingInterval', { interval: 500 });
  session.post('Profiler.start');
  setImmediate(lap);
  setTimeout(() => {
    watching = false;
    session.post('Profiler.stop', (error, result) => {
      writeFileSync(`${file}.new`, JSON.stringify(error ? { error: error.message } : { profile: result.profile, turns }));
      renameSync(`${file}.new`, file);
    });
  }, watched);
}
