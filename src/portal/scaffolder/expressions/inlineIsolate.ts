import { throwIfCancelled } from '../../base/cancellation';
import { answerRender } from './rendering';
import type { RenderIsolate } from './renderer';

/** Renders in the caller's own thread, where nothing can be ended: for templates that are one's own, and for tests. */
export function createInlineIsolate(): RenderIsolate {
  return {
    run: (request, _deadline, signal) =>
      Promise.resolve().then(() => {
        throwIfCancelled(signal);
        return answerRender(request);
      }),
    dispose: () => undefined,
  };
}
