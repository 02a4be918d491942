import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { build } from 'esbuild';
import { toWebviewHtml } from '../../../../src/editor/webviews/webviewHtml';

/** The docs panel's page as VS Code serves it: the real script and style sheet under the real policy. */
export interface PanelServer {
  readonly address: string;
  /** Where nobody of ours asks anything; it notes the numbers that it is asked for. */
  readonly evil: { readonly address: string; readonly asked: Set<number> };
  readonly close: () => Promise<void>;
}

/** `/` is the panel, `/open` a page without a policy. */
export async function startPanelServer(): Promise<PanelServer> {
  const entryPoints = { docs: 'webview/docs/main.ts', 'docs-mermaid': 'webview/docs/lazy/mermaid.ts', 'docs-math': 'webview/docs/lazy/math.ts' };
  const bundle = await build({ entryPoints, bundle: true, write: false, outdir: 'out', format: 'iife', platform: 'browser', logLevel: 'silent', loader: { '.ttf': 'dataurl' } });
  const files = new Map(bundle.outputFiles.map((file) => [`/${file.path.split(/[/\\]/).at(-1) ?? ''}`, file.contents]));
  const own = await listen((request, response) => {
    const file = files.get(request.url ?? '');
    response.setHeader('content-type', file ? (request.url?.endsWith('.css') ? 'text/css' : 'text/javascript') : 'text/html');
    response.end(file ?? (request.url === '/' ? toPanel(own.address) : request.url === '/open' ? '<!DOCTYPE html><div id="open"></div>' : ''));
  });
  const asked = new Set<number>();
  const evil = await listen((request, response) => {
    asked.add(Number(/\d+/.exec(request.url ?? '')?.[0]));
    response.end();
  });
  return {
    address: own.address,
    evil: { address: evil.address, asked },
    close: async () => {
      await Promise.all([own, evil].map(({ server }) => new Promise((resolve) => server.close(resolve))));
    },
  };
}

function toPanel(address: string): string {
  return toWebviewHtml({
    title: 'Docs',
    cspSource: address,
    nonce: 'abc',
    script: `${address}/docs.js`,
    styles: [`${address}/docs.css`],
    imageSources: ['data:', 'https:'],
    styleAttributes: true,
    styleElements: true,
  });
}

async function listen(answer: (request: IncomingMessage, response: ServerResponse) => void): Promise<{ readonly server: Server; readonly address: string }> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, address: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}
