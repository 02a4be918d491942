import { describe, expect, it } from 'vitest';
import { serveWebview, type WebviewChannel } from '../../../src/editor/webviews/serveWebview';
import { createNonce, toWebviewHtml } from '../../../src/editor/webviews/webviewHtml';
import { PortalError } from '../../../src/portal/base/errors';
import type { Log } from '../../../src/portal/ports/log';
import { RequestClient } from '../../../src/protocol/requestClient';

type TestProtocol = {
  hostRequests: { double: readonly [number, number]; fail: readonly [null, null]; wait: readonly [null, string] };
  hostEvents: { seen: string };
  viewEvents: { changed: number };
};

function createPair() {
  const listeners = new Set<(message: unknown) => void>();
  const received: unknown[] = [];
  const logged: string[] = [];
  const seen: string[] = [];
  const log: Log = { debug: () => {}, info: () => {}, warn: (message) => logged.push(message), error: (message) => logged.push(message) };
  const client = new RequestClient<TestProtocol>((message) => listeners.forEach((listener) => listener(structuredClone(message))));
  const channel: WebviewChannel = {
    onDidReceiveMessage: (listener) => {
      listeners.add(listener);
      return { dispose: () => listeners.delete(listener) };
    },
    postMessage: (message) => {
      if (!client.accept(structuredClone(message))) {
        received.push(message);
      }
      return Promise.resolve(true);
    },
  };
  const aborted: string[] = [];
  const connection = serveWebview<TestProtocol>(channel, {
    log,
    requests: {
      double: (value) => value * 2,
      fail: () => {
        throw new PortalError('not-found', 'The page is gone');
      },
      wait: (_params, signal) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => {
            aborted.push('wait');
            reject(new PortalError('cancelled', 'Cancelled'));
          });
        }),
    },
    events: { seen: (value) => void seen.push(value) },
  });
  const raw = (message: unknown) => listeners.forEach((listener) => listener(message));
  return { client, connection, received, logged, seen, aborted, raw };
}

describe('serveWebview', () => {
  it('answers a request and hears an event', async () => {
    const { client, seen } = createPair();
    await expect(client.request('double', 21)).resolves.toBe(42);
    client.notify('seen', 'a');
    expect(seen).toEqual(['a']);
  });

  it('fails a request with the message and the reason of the error', async () => {
    const { client, logged } = createPair();
    await expect(client.request('fail', null)).rejects.toMatchObject({ message: 'The page is gone', reason: 'not-found' });
    expect(logged).toEqual([]);
  });

  it('refuses names it does not know, those of Object.prototype among them, and ignores what is no message', async () => {
    const { raw, received } = createPair();
    raw(null);
    raw({ type: 'request', id: 'x', name: 'double' });
    raw({ type: 'request', id: 7, name: 'toString', params: null });
    await Promise.resolve();
    expect(received).toEqual([{ type: 'failure', id: 7, message: 'The host knows no request named toString', reason: 'invalid' }]);
  });

  it('cancels what is under way when the caller gives up and when it is disposed', async () => {
    const { client, connection, aborted } = createPair();
    const controller = new AbortController();
    const first = client.request('wait', null, controller.signal);
    controller.abort();
    await expect(first).rejects.toMatchObject({ reason: 'cancelled' });
    expect(aborted).toEqual(['wait']);
    const second = client.request('wait', null);
    connection.dispose();
    client.dispose();
    await expect(second).rejects.toMatchObject({ reason: 'cancelled' });
    expect(aborted).toEqual(['wait', 'wait']);
  });

  it('sends events until it is disposed', () => {
    const { connection, received } = createPair();
    connection.notify('changed', 1);
    connection.dispose();
    connection.notify('changed', 2);
    expect(received).toEqual([{ type: 'event', name: 'changed', params: 1 }]);
  });
});

describe('toWebviewHtml', () => {
  it('allows nothing but the named script, style sheet and pictures', () => {
    const html = toWebviewHtml({ title: 'a</title><script>', cspSource: 'https://csp', nonce: 'n1', script: 'https://csp/a.js', styles: ['https://csp/a.css'], imageSources: ['data:'], styleAttributes: false });
    expect(html).toContain("default-src &#39;none&#39;; script-src &#39;nonce-n1&#39; https://csp; style-src https://csp &#39;sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=&#39;; img-src https://csp data:");
    expect(html).not.toMatch(/unsafe-/);
    expect(html.match(/<script/g)).toHaveLength(1);
    expect(html).toContain('<title>a&#60;/title&#62;&#60;script&#62;</title>');
  });

  it('draws a nonce of 128 bits, another one each time', () => {
    expect(createNonce()).toMatch(/^[0-9a-f]{32}$/);
    expect(createNonce()).not.toBe(createNonce());
  });
});
