import { parentPort } from 'node:worker_threads';
import { answerWorker } from '../../portal/scaffolder/expressions/workerMain';
import type { WorkerRequest } from '../../portal/scaffolder/expressions/workerIsolate';

// The entry of the worker that renders templates in the terminal; a bundle of its own.
parentPort?.on('message', (message: WorkerRequest) => {
  void answerWorker(message).then((reply) => parentPort?.postMessage(reply));
});
