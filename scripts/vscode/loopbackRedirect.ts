import { createServer } from 'node:http';

export interface LoopbackRedirect {
  /** A template with `{{port}}` in its path, as VSCODE_PROXY_URI wants it. */
  readonly template: string;
  readonly close: () => Promise<void>;
}

/**
 * Sends `/PORT/PATH` on to `http://127.0.0.1:PORT/PATH`. The workbench, as code-server repackages it, opens addresses of this
 * machine through a proxy that is not in VS Code's own server; and its template for them cannot hold the port anywhere but in a path.
 */
export async function startLoopbackRedirect(): Promise<LoopbackRedirect> {
  const server = createServer((request, response) => {
    const [, port = '', path = ''] = /^\/(\d{1,5})(\/.*)?$/.exec(request.url ?? '') ?? [];
    if (port === '') {
      response.writeHead(404).end();
    } else {
      response.writeHead(302, { location: `http://127.0.0.1:${port}${path || '/'}` }).end();
    }
  });
  const port = await new Promise<number>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      server.unref(); // Whoever waits for it has VS Code's server to wait for.
      const address = server.address();
      resolve(typeof address === 'object' && address ? address.port : 0);
    });
  });
  return {
    template: `http://127.0.0.1:${port}/{{port}}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
