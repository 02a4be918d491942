import { describe, expect, it, vi } from 'vitest';
import { createEnvironmentTokens } from '../../../src/editor/auth/environmentToken';
import { createSignIn } from '../../../src/editor/auth/signIn';
import type { PastedTokens } from '../../../src/editor/auth/pastedTokens';
import type { SessionTokens } from '../../../src/editor/auth/sessionTokens';
import type { Fetch } from '../../../src/portal/ports/fetch';

vi.mock('vscode', () => ({}));

const HOST = 'https://github.com';
const READ = ['repo', 'read:org'];
const none = { dispose: () => undefined };

/** The editor's sign-in with a session already there, and a GitHub that answers for its token with `status`. */
function open(session: string | undefined, status: number) {
  const created: boolean[] = [];
  const urls: string[] = [];
  const sessions: SessionTokens = {
    name: 'session',
    onDidChange: () => none,
    providerOf: () => 'github',
    find: () => Promise.resolve(session === undefined ? undefined : { value: session, account: 'github:1', scopes: READ }),
    create: (_host, scopes, anew) => {
      created.push(anew);
      return Promise.resolve({ value: anew || session === undefined ? 'fresh' : session, account: 'github:1', scopes });
    },
    dispose: () => undefined,
  };
  const pasted: PastedTokens = { name: 'pasted', onDidChange: () => none, find: () => Promise.resolve(undefined), hosts: () => [], keep: () => Promise.resolve(), forget: () => Promise.resolve(), dispose: () => undefined };
  const fetch: Fetch = (url) => {
    urls.push(url);
    return status === 0 ? Promise.reject(new TypeError('fetch failed')) : Promise.resolve(new Response(JSON.stringify({ login: 'jo', id: 1 }), { status }));
  };
  return { signIn: createSignIn({ sessions, pasted, fetch }), created, urls };
}

describe('signing in through the editor', () => {
  it('makes a new session in the place of one that GitHub refuses', async () => {
    const { signIn, created, urls } = open('revoked', 401);
    expect((await signIn(HOST, READ))?.value).toBe('fresh');
    expect(created).toEqual([true]);
    expect(urls).toEqual(['https://api.github.com/user']);
  });

  it.each([
    ['is good', 'good', 200],
    ['cannot be checked now', 'good', 0],
    ['fails for another reason', 'good', 500],
  ])('takes a session that %s', async (_name, session, status) => {
    const { signIn, created } = open(session, status);
    expect((await signIn(HOST, READ))?.value).toBe('good');
    expect(created).toEqual([false]);
  });

  it('asks GitHub nothing where there is no session', async () => {
    const { signIn, created, urls } = open(undefined, 200);
    expect((await signIn(HOST, READ))?.value).toBe('fresh');
    expect([created, urls]).toEqual([[false], []]);
  });
});

describe('a token of the environment', () => {
  it('is for exactly its host, however that is written', async () => {
    const tokens = createEnvironmentTokens({ value: ' secret\n', host: 'https://GHE.example.com/' });
    expect((await tokens.find('https://ghe.example.com', READ))?.value).toBe('secret');
    for (const other of ['http://ghe.example.com', 'https://ghe.example.com:8443', 'https://evil.example', 'https://ghe.example.com.evil.example']) {
      expect(await tokens.find(other, READ)).toBeUndefined();
    }
  });

  it('is none where it cannot stand in a header, since the error would hold it', async () => {
    expect(await createEnvironmentTokens({ value: 'ghp_abc…', host: HOST }).find(HOST, READ)).toBeUndefined();
    expect(await createEnvironmentTokens({ value: 'a\nb', host: HOST }).find(HOST, READ)).toBeUndefined();
  });
});
