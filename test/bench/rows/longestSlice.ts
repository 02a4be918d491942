import { createServer } from 'node:net';
import { openWorkbench } from '../../host/workbench/openWorkbench';
import { Inspector } from '../inspector';
import { ENTITIES, prepareStorage, type Prepared } from '../preparedStorage';
import type { BenchRow } from '../row';
import { ourSlices, type CpuProfile, type Turn } from '../slices';

const STARTS = 5;

/** From the first moment of the extension host, in milliseconds. */
const WATCHED = 10_000;

/** Inside the extension host: notes every turn of the event loop, on the clock of the profiler. Short ones are of no interest. */
const PROBE = `(() => {
  const now = () => Number(process.hrtime.bigint() / 1000n);
  const turns = [];
  let last = now();
  const lap = () => { const time = now(); if (time - last > 2000) turns.push([last, time]); last = time; setImmediate(lap); };
  setImmediate(lap);
  Reflect.set(globalThis, 'stagedoorTurns', turns);
})()`;

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

async function profileStart(port: number): Promise<number> {
  const inspector = await Inspector.connect(port);
  try {
    await inspector.send('Profiler.enable');
    await inspector.send('Profiler.setSamplingInterval', { interval: 500 });
    await inspector.send('Profiler.start');
    await inspector.evaluate(PROBE);
    await inspector.send('Runtime.runIfWaitingForDebugger');
    await new Promise((resolve) => setTimeout(resolve, WATCHED));
    const turns = (await inspector.evaluate(`Reflect.get(globalThis, 'stagedoorTurns')`)) as readonly Turn[]; // Made by the probe above.
    const { profile } = (await inspector.send('Profiler.stop')) as { profile: CpuProfile }; // The protocol's answer to this method.
    return Math.max(0, ...ourSlices(profile, turns, (url) => url.includes('stagedoor.stagedoor-')));
  } finally {
    inspector.close();
  }
}

async function measureStart(prepared: Prepared): Promise<number> {
  const port = await freePort();
  const slice = profileStart(port);
  const workbench = await openWorkbench({ ...prepared.options, payload: [['inspect-brk-extensions', String(port)]] });
  try {
    return await slice;
  } finally {
    await workbench.close();
  }
}

export const longestSlice: BenchRow = {
  id: 'slice',
  title: `Longest that Stagedoor keeps the extension host busy in its first ${WATCHED / 1000} s`,
  unit: 'ms',
  limit: 50,
  measure: async () => {
    const prepared = await prepareStorage();
    const values: number[] = [];
    try {
      for (let i = 0; i < STARTS; i += 1) {
        values.push(await measureStart(prepared));
      }
    } finally {
      await prepared.close();
    }
    return { values, note: `${ENTITIES.toLocaleString('en')} entities on disk, under the CPU profiler` };
  },
};
