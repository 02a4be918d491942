import { isCancelled } from '../../portal/base/cancellation';
import type { Disposable } from '../../portal/base/disposable';
import { isPortalError, messageOf } from '../../portal/base/errors';
import type { Log } from '../../portal/ports/log';
import { isMessage, type Message, type Protocol } from '../../protocol/message';

/** The part of `vscode.Webview` that carries messages. */
export interface WebviewChannel {
  readonly onDidReceiveMessage: (listener: (message: unknown) => void) => Disposable;
  readonly postMessage: (message: unknown) => PromiseLike<boolean>;
}

/** Answers to requests. `signal` is aborted when the webview gives up on the request or is closed. */
export type RequestHandlers<P extends Protocol> = {
  readonly [N in keyof P['hostRequests'] & string]: (
    params: P['hostRequests'][N][0],
    signal: AbortSignal,
  ) => P['hostRequests'][N][1] | Promise<P['hostRequests'][N][1]>;
};

export type EventHandlers<P extends Protocol> = {
  readonly [N in keyof P['hostEvents'] & string]: (params: P['hostEvents'][N]) => void | Promise<void>;
};

export interface ServeOptions<P extends Protocol> {
  readonly requests: RequestHandlers<P>;
  readonly events: EventHandlers<P>;
  readonly log: Log;
}

/** The host's end of a webview. Dispose it with the panel: what is under way is then cancelled and nothing more is sent. */
export interface WebviewConnection<P extends Protocol> extends Disposable {
  notify<N extends keyof P['viewEvents'] & string>(name: N, params: P['viewEvents'][N]): void;
}

/** Answers a webview's requests and events. A handler that throws fails its request with the error's message and reason. */
export function serveWebview<P extends Protocol>(webview: WebviewChannel, options: ServeOptions<P>): WebviewConnection<P> {
  const running = new Map<number, AbortController>();
  let disposed = false;

  const post = (message: Message): void => {
    if (!disposed) {
      webview.postMessage(message).then(undefined, (error: unknown) => options.log.warn(`A message to a webview was lost: ${messageOf(error)}`));
    }
  };

  const answer = async (id: number, name: string, params: unknown): Promise<void> => {
    if (!Object.hasOwn(options.requests, name)) {
      post({ type: 'failure', id, message: `The host knows no request named ${name}`, reason: 'invalid' });
      return;
    }
    const controller = new AbortController();
    running.set(id, controller);
    try {
      post({ type: 'result', id, result: await options.requests[name]?.(params, controller.signal) });
    } catch (error) {
      const reason = isCancelled(error) ? 'cancelled' : isPortalError(error) ? error.reason : undefined;
      if (reason === undefined) {
        options.log.error(`The webview request ${name} failed`, error);
      }
      post({ type: 'failure', id, message: messageOf(error), ...(reason === undefined ? {} : { reason }) });
    } finally {
      running.delete(id);
    }
  };

  const hear = async (name: string, params: unknown): Promise<void> => {
    try {
      // The other end is our own bundle, type-checked against the same protocol.
      await (Object.hasOwn(options.events, name) ? options.events[name]?.(params as never) : undefined);
    } catch (error) {
      options.log.error(`The webview event ${name} failed`, error);
    }
  };

  const subscription = webview.onDidReceiveMessage((message) => {
    if (disposed || !isMessage(message)) {
      return;
    }
    if (message.type === 'request') {
      void answer(message.id, message.name, message.params);
    } else if (message.type === 'cancel') {
      running.get(message.id)?.abort();
    } else if (message.type === 'event') {
      void hear(message.name, message.params);
    }
  });

  return {
    notify: (name, params) => post({ type: 'event', name, params }),
    dispose: () => {
      disposed = true;
      subscription.dispose();
      running.forEach((controller) => controller.abort());
      running.clear();
    },
  };
}
