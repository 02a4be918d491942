import { isMessage, type Protocol } from '../../src/protocol/message';
import { RequestClient } from '../../src/protocol/requestClient';

/** Listeners for what the host tells of its own accord. */
export type ViewEventHandlers<P extends Protocol> = {
  readonly [N in keyof P['viewEvents'] & string]: (params: P['viewEvents'][N]) => void;
};

/** The part of `acquireVsCodeApi()` that is used; its state survives hiding, and with a serializer a reload. */
export interface HostApi<S> {
  postMessage(message: unknown): void;
  getState(): S | undefined;
  setState(state: S): void;
}

export interface HostConnection<P extends Protocol, S> {
  /** Fails with a `RequestError` that carries the host's reason. Aborting `signal` tells the host to stop. */
  readonly request: RequestClient<P>['request'];
  readonly notify: RequestClient<P>['notify'];
  readonly getState: () => S | undefined;
  readonly setState: (state: S) => void;
  readonly dispose: () => void;
}

/**
 * Connects a page to its host. Call it once: VS Code hands out its API once a page.
 * @param api left out, the page's own `acquireVsCodeApi()`
 */
export function connectHost<P extends Protocol, S = unknown>(
  handlers: ViewEventHandlers<P>,
  api: HostApi<S> = acquireVsCodeApi<S>(),
): HostConnection<P, S> {
  const client = new RequestClient<P>((message) => api.postMessage(message));
  const listen = (event: MessageEvent<unknown>): void => {
    const message = event.data;
    if (!client.accept(message) && isMessage(message) && message.type === 'event' && Object.hasOwn(handlers, message.name)) {
      // The other end is the extension, type-checked against the same protocol.
      handlers[message.name]?.(message.params as never);
    }
  };
  window.addEventListener('message', listen);
  return {
    request: client.request.bind(client),
    notify: client.notify.bind(client),
    getState: () => api.getState(),
    setState: (state) => {
      api.setState(state);
    },
    dispose: () => {
      window.removeEventListener('message', listen);
      client.dispose();
    },
  };
}
