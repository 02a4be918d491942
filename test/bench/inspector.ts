/** A conversation with Node's inspector: the Chrome DevTools protocol over a WebSocket. */
export class Inspector {
  private next = 1;
  private readonly waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();

  private constructor(private readonly socket: WebSocket) {
    socket.addEventListener('message', ({ data }) => this.take(String(data)));
    socket.addEventListener('close', () => this.waiting.forEach(({ reject }) => reject(new Error('The inspector hung up.'))));
  }

  /** Connects as soon as a Node process listens on the port; gives up after the timeout, in milliseconds. */
  static async connect(port: number, timeout = 30_000): Promise<Inspector> {
    const started = performance.now();
    for (;;) {
      const address = await findAddress(port);
      if (address !== undefined) {
        const socket = new WebSocket(address);
        await new Promise((resolve, reject) => {
          socket.addEventListener('open', resolve, { once: true });
          socket.addEventListener('error', () => reject(new Error(`The inspector at ${address} does not answer.`)), { once: true });
        });
        return new Inspector(socket);
      }
      if (performance.now() - started > timeout) {
        throw new Error(`No process offered an inspector on port ${port}.`);
      }
      // The process that is to open the port tells nobody when it has.
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  send(method: string, params: object = {}): Promise<unknown> {
    const id = this.next++;
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
      this.socket.send(JSON.stringify({ id, method, params }));
    });
  }

  /** The value of an expression inside the process, which has to fit into JSON. */
  async evaluate(expression: string): Promise<unknown> {
    const answer = (await this.send('Runtime.evaluate', { expression, returnByValue: true })) as { result: { value?: unknown }; exceptionDetails?: { text: string } }; // The protocol's answer to this method.
    if (answer.exceptionDetails) {
      throw new Error(`The extension host could not evaluate the probe: ${answer.exceptionDetails.text}`);
    }
    return answer.result.value;
  }

  close(): void {
    this.socket.close();
  }

  private take(text: string): void {
    const message = JSON.parse(text) as { id?: number; result?: unknown; error?: { message: string } }; // The protocol's frame.
    const waiting = message.id === undefined ? undefined : this.waiting.get(message.id);
    if (waiting && message.id !== undefined) {
      this.waiting.delete(message.id);
      if (message.error) {
        waiting.reject(new Error(message.error.message));
      } else {
        waiting.resolve(message.result);
      }
    }
  }
}

async function findAddress(port: number): Promise<string | undefined> {
  try {
    const targets = (await (await fetch(`http://127.0.0.1:${port}/json/list`)).json()) as readonly { webSocketDebuggerUrl?: string }[]; // Documented by Node.
    return targets[0]?.webSocketDebuggerUrl;
  } catch (error) {
    if (error instanceof TypeError) {
      return undefined; // Nobody listens yet.
    }
    throw error;
  }
}
