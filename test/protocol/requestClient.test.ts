import { describe, expect, it } from 'vitest';
import { isMessage, type Message, type Protocol } from '../../src/protocol/message';
import { RequestClient } from '../../src/protocol/requestClient';

interface Sums extends Protocol {
  readonly hostRequests: { readonly add: readonly [{ readonly a: number; readonly b: number }, number] };
  readonly hostEvents: { readonly ready: null };
  readonly viewEvents: Record<string, never>;
}

function createClient(): { client: RequestClient<Sums>; sent: Message[] } {
  const sent: Message[] = [];
  return { client: new RequestClient<Sums>((message) => sent.push(message)), sent };
}

describe('RequestClient', () => {
  it('matches replies to requests, whatever their order', async () => {
    const { client } = createClient();
    const first = client.request('add', { a: 1, b: 2 });
    const second = client.request('add', { a: 3, b: 4 });
    client.accept({ type: 'result', id: 2, result: 7 });
    client.accept({ type: 'result', id: 1, result: 3 });
    expect(await Promise.all([first, second])).toEqual([3, 7]);
  });

  it('fails a request with the other side’s message and reason', async () => {
    const { client } = createClient();
    const request = client.request('add', { a: 1, b: 2 });
    client.accept({ type: 'failure', id: 1, message: 'No network', reason: 'offline' });
    await expect(request).rejects.toMatchObject({ message: 'No network', reason: 'offline' });
  });

  it('fails what is pending when it is disposed', async () => {
    const { client } = createClient();
    const request = client.request('add', { a: 1, b: 2 });
    client.dispose();
    await expect(request).rejects.toMatchObject({ reason: 'cancelled' });
  });

  it('takes no reply twice, and none it did not ask for', () => {
    const { client } = createClient();
    void client.request('add', { a: 1, b: 2 });
    expect(client.accept({ type: 'result', id: 1, result: 3 })).toBe(true);
    expect(client.accept({ type: 'result', id: 1, result: 3 })).toBe(false);
    expect(client.accept({ type: 'event', name: 'x', params: null })).toBe(false);
  });

  it('tells messages from noise', () => {
    expect([null, 1, 'x', {}, { type: 'request', id: '1', name: 'x' }, { type: 'failure', id: 1 }, { type: 'other' }].some(isMessage)).toBe(false);
    expect(isMessage({ type: 'event', name: 'ready', params: null })).toBe(true);
  });
});
