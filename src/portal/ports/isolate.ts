import type { Disposable } from '../base/disposable';

/**
 * Somewhere to run what may take for ever and has to be ended then: a worker of the host. Requests and answers are sent as
 * structured clones. One that is over its time takes the worker with it; the next request begins in a new one.
 */
export interface Isolate<Request, Answer> extends Disposable {
  /**
   * @param deadline in ms
   * @throws PortalError `timeout` when the time is over, `cancelled`, or what the work threw, with its message
   */
  run(request: Request, deadline: number, signal?: AbortSignal): Promise<Answer>;
}
