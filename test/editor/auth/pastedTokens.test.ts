import type * as vscode from 'vscode';
import { describe, expect, it } from 'vitest';
import { checkToken } from '../../../src/editor/auth/checkToken';
import { createPastedTokens, parseSecret } from '../../../src/editor/auth/pastedTokens';
import { createOutputLog } from '../../../src/editor/host/outputLog';
import { Emitter } from '../../../src/portal/base/event';
import type { Fetch } from '../../../src/portal/ports/fetch';

const HOST = 'https://ghe.example.com';

function createSecrets() {
  const values = new Map<string, string>();
  const changed = new Emitter<vscode.SecretStorageChangeEvent>();
  const memory = new Map<string, unknown>();
  const set = (key: string, value: string | undefined): Promise<void> => {
    if (value === undefined) {
      values.delete(key);
    } else {
      values.set(key, value);
    }
    changed.fire({ key });
    return Promise.resolve();
  };
  const secrets: vscode.SecretStorage = {
    get: (key) => Promise.resolve(values.get(key)),
    store: set,
    delete: (key) => set(key, undefined),
    onDidChange: changed.event,
  };
  const memento: Pick<vscode.Memento, 'get' | 'update' | 'keys'> = {
    keys: () => [...memory.keys()],
    get: <T>(key: string, fallback?: T) => (memory.has(key) ? (memory.get(key) as T) : fallback),
    update: (key, value) => Promise.resolve(void memory.set(key, value)),
  };
  return { secrets, memento, values };
}

describe('createPastedTokens', () => {
  it('keeps one token a host and tells of changes', async () => {
    const { secrets, memento, values } = createSecrets();
    const pasted = createPastedTokens(secrets, memento);
    const changes: string[] = [];
    pasted.onDidChange((host) => changes.push(host));
    await pasted.keep(HOST, { value: 'ghp_x', account: 'pasted:1', scopes: ['repo'] });
    expect(await pasted.find(HOST, [])).toEqual({ value: 'ghp_x', account: 'pasted:1', scopes: ['repo'] });
    expect(await pasted.find('https://github.com', [])).toBeUndefined();
    expect(pasted.hosts()).toEqual([HOST]);
    await pasted.forget(HOST);
    expect([pasted.hosts(), values.size, changes]).toEqual([[], 0, [HOST, HOST]]);
  });

  it('takes what it did not write for nothing', () => {
    for (const text of [undefined, '', 'ghp_raw', 'null', '[]', '{"value":1,"account":"a"}']) {
      expect(parseSecret(text)).toBeUndefined();
    }
  });
});

describe('checkToken', () => {
  const answer = (status: number, body: unknown, headers: Record<string, string> = {}): Fetch => () => Promise.resolve(new Response(JSON.stringify(body), { status, headers }));

  it('asks the API of its own host and follows no redirect', async () => {
    const asked: unknown[] = [];
    const fetch: Fetch = (url, init) => {
      asked.push(url, init?.redirect, init?.headers?.['authorization']);
      return Promise.resolve(new Response('{"login":"ada","id":7}', { headers: { 'x-oauth-scopes': 'repo, read:org' } }));
    };
    expect(await checkToken(fetch, HOST, 'ghp_x')).toEqual({ value: 'ghp_x', login: 'ada', account: 'pasted:7', scopes: ['repo', 'read:org'] });
    expect(asked).toEqual([`${HOST}/api/v3/user`, 'error', 'Bearer ghp_x']);
  });

  it('knows no scopes of a fine-grained token', async () => {
    expect(await checkToken(answer(200, { login: 'ada', id: 7 }, { 'x-oauth-scopes': '' }), HOST, 'github_pat_x')).not.toHaveProperty('scopes');
    expect(await checkToken(answer(200, { login: 'ada', id: 7 }), HOST, 'x')).not.toHaveProperty('scopes');
  });

  it('says why a token cannot be taken', async () => {
    await expect(checkToken(answer(401, {}), HOST, 'x')).rejects.toMatchObject({ reason: 'unauthorized' });
    await expect(checkToken(answer(403, {}), HOST, 'x')).rejects.toMatchObject({ reason: 'forbidden' });
    await expect(checkToken(answer(502, {}), HOST, 'x')).rejects.toMatchObject({ reason: 'server' });
    await expect(checkToken(answer(200, '<html>'), HOST, 'x')).rejects.toMatchObject({ reason: 'invalid' });
    await expect(checkToken(() => Promise.reject(new TypeError('fetch failed')), HOST, 'x')).rejects.toMatchObject({ reason: 'offline' });
  });
});

describe('createOutputLog', () => {
  it('writes no token, wherever it came from', () => {
    const lines: string[] = [];
    const write = (line: string): void => void lines.push(line);
    const log = createOutputLog({ debug: write, info: write, warn: write, error: (line: string | Error) => write(String(line)) });
    log.info('Authorization: Bearer abc.def and ghp_0123456789abcdefghij');
    log.error('failed', new Error('https://user:secret@ghe.example.com/x {"authorization":"token zzz"} github_pat_11AA_bb'));
    expect(lines.join('\n')).not.toMatch(/abc\.def|0123456789|secret|zzz|11AA/);
    expect(lines.join('\n')).toContain('ghe.example.com');
  });
});
