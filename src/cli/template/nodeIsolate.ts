import { Worker } from 'node:worker_threads';
import { createWorkerIsolate, type WorkerReply } from '../../portal/scaffolder/expressions/workerIsolate';
import type { RenderIsolate } from '../../portal/scaffolder/expressions/renderer';

/** A worker may hold this much, in MB. */
const MAX_MEMORY = 256;

/** Renders in a thread of Node's that has no environment and can be ended. @param file the bundle of `renderWorker.ts` */
export function createNodeIsolate(file: string): RenderIsolate {
  const clock = {
    now: () => Date.now(),
    after: (milliseconds: number, callback: () => void) => {
      const timer = setTimeout(callback, milliseconds);
      return { dispose: () => clearTimeout(timer) };
    },
  };
  return createWorkerIsolate((onReply, onFailure) => {
    const worker = new Worker(file, { env: {}, resourceLimits: { maxOldGenerationSizeMb: MAX_MEMORY } });
    worker.on('message', (reply: WorkerReply) => onReply(reply));
    worker.on('error', (error) => onFailure(error instanceof Error ? error : new Error(String(error))));
    return { send: (message) => worker.postMessage(message), end: () => void worker.terminate() };
  }, clock);
}
