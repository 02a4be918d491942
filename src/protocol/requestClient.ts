import { isMessage, type Message, type Protocol } from './message';

interface Pending {
  readonly resolve: (value: never) => void;
  readonly reject: (error: Error) => void;
}

export class RequestError extends Error {
  override readonly name = 'RequestError';
  readonly reason: string | undefined;

  constructor(message: string, reason?: string) {
    super(message);
    this.reason = reason;
  }
}

/** The asking side of a protocol: sends requests and matches replies. A request fails when the client is disposed. */
export class RequestClient<P extends Protocol> {
  readonly #send: (message: Message) => void;
  readonly #pending = new Map<number, Pending>();
  #nextId = 1;

  constructor(send: (message: Message) => void) {
    this.#send = send;
  }

  /** @param signal aborting it fails the request and tells the other side to stop working on it */
  request<N extends keyof P['hostRequests'] & string>(
    name: N,
    params: P['hostRequests'][N][0],
    signal?: AbortSignal,
  ): Promise<P['hostRequests'][N][1]> {
    const id = this.#nextId++;
    return new Promise((resolve, reject) => {
      if (signal?.aborted) {
        reject(new RequestError('Cancelled', 'cancelled'));
        return;
      }
      this.#pending.set(id, { resolve, reject });
      signal?.addEventListener('abort', () => this.#cancel(id), { once: true });
      this.#send({ type: 'request', id, name, params });
    });
  }

  #cancel(id: number): void {
    const pending = this.#pending.get(id);
    if (pending && this.#pending.delete(id)) {
      this.#send({ type: 'cancel', id });
      pending.reject(new RequestError('Cancelled', 'cancelled'));
    }
  }

  notify<N extends keyof P['hostEvents'] & string>(name: N, params: P['hostEvents'][N]): void {
    this.#send({ type: 'event', name, params });
  }

  /** Takes a message from the other side. @returns whether it was a reply to a request of this client */
  accept(value: unknown): boolean {
    if (!isMessage(value) || (value.type !== 'result' && value.type !== 'failure')) {
      return false;
    }
    const pending = this.#pending.get(value.id);
    this.#pending.delete(value.id);
    if (value.type === 'result') {
      pending?.resolve(value.result as never);
    } else {
      pending?.reject(new RequestError(value.message, value.reason));
    }
    return pending !== undefined;
  }

  dispose(): void {
    for (const pending of this.#pending.values()) {
      pending.reject(new RequestError('The other side is gone', 'cancelled'));
    }
    this.#pending.clear();
  }
}
