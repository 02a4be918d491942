import { PortalError } from '../../base/errors';
import type { Clock } from '../../ports/clock';
import type { RenderIsolate } from './renderer';
import type { RenderAnswer, RenderRequest } from './rendering';

/** What a worker is sent. */
export interface WorkerRequest {
  readonly id: number;
  readonly request: RenderRequest;
}

/** What it sends back. */
export type WorkerReply = { readonly id: number; readonly answer: RenderAnswer } | { readonly id: number; readonly error: string };

/** A worker as its host has it: of Node's threads, or of the browser. */
export interface RenderWorker {
  send(message: WorkerRequest): void;
  /** Ends it at once, whatever it is doing. */
  end(): void;
}

/** Makes a worker. @param onReply what it sends @param onFailure it ended by itself */
export type SpawnWorker = (onReply: (reply: WorkerReply) => void, onFailure: (error: Error) => void) => RenderWorker | Promise<RenderWorker>;

interface Running {
  readonly id: number;
  readonly resolve: (answer: RenderAnswer) => void;
  readonly reject: (error: Error) => void;
}

/** Renders in a worker, one request after the other. A worker that is over its time is ended, and the next request gets a new one. */
export function createWorkerIsolate(spawn: SpawnWorker, clock: Clock): RenderIsolate {
  let worker: Promise<RenderWorker> | undefined;
  let running: Running | undefined;
  let last: Promise<unknown> = Promise.resolve();
  let ids = 0;

  const endWorker = (): void => {
    void worker?.then((handle) => handle.end(), () => undefined);
    worker = undefined;
  };
  const onReply = (reply: WorkerReply): void => {
    if (reply.id === running?.id) {
      const { resolve, reject } = running;
      if ('answer' in reply) {
        resolve(reply.answer);
      } else {
        reject(new Error(reply.error));
      }
    }
  };
  const onFailure = (error: Error): void => {
    endWorker();
    running?.reject(new PortalError('server', `The worker that renders templates ended: ${error.message}. Try again.`, { cause: error }));
  };

  const runOne = async (request: RenderRequest, deadline: number, signal: AbortSignal | undefined): Promise<RenderAnswer> => {
    if (signal?.aborted) {
      throw new PortalError('cancelled', 'Cancelled');
    }
    worker ??= Promise.resolve(spawn(onReply, onFailure));
    const handle = await worker;
    return new Promise<RenderAnswer>((resolve, reject) => {
      const finish = (end: () => void): void => {
        timer.dispose();
        signal?.removeEventListener('abort', onAbort);
        running = undefined;
        end();
      };
      const stop = (error: PortalError): void => {
        endWorker();
        finish(() => reject(error));
      };
      const onAbort = (): void => stop(new PortalError('cancelled', 'Cancelled'));
      const timer = clock.after(deadline, () => stop(new PortalError('timeout', `The template takes longer than ${deadline / 1000} s to render. A regular expression in it that never ends is the usual reason; mend it and try again.`)));
      signal?.addEventListener('abort', onAbort, { once: true });
      running = { id: ++ids, resolve: (answer) => finish(() => resolve(answer)), reject: (error) => finish(() => reject(error)) };
      handle.send({ id: running.id, request });
    });
  };

  return {
    run: (request, deadline, signal) => {
      const result = last.then(() => runOne(request, deadline, signal));
      last = result.catch(() => undefined);
      return result;
    },
    dispose: endWorker,
  };
}
