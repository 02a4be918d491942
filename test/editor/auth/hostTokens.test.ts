import { describe, expect, it } from 'vitest';
import { createEnvironmentTokens } from '../../../src/editor/auth/environmentToken';
import { createHostTokens } from '../../../src/editor/auth/hostTokens';
import { lackingScopes, scopeSetsFor, scopesToAsk } from '../../../src/editor/auth/scopes';
import type { FoundToken, TokenProvider } from '../../../src/editor/auth/tokenProvider';
import { Emitter } from '../../../src/portal/base/event';
import type { Log } from '../../../src/portal/ports/log';
import { settled } from '../support/manualClock';

const HOST = 'https://github.com';
const READ = ['repo', 'read:org'];

class FakeProvider implements TokenProvider {
  readonly name = 'fake';
  readonly changed = new Emitter<string>();
  readonly onDidChange = this.changed.event;
  token: FoundToken | undefined;

  find(host: string): Promise<FoundToken | undefined> {
    return Promise.resolve(host === HOST ? this.token : undefined);
  }
}

function createTokens() {
  const [first, second] = [new FakeProvider(), new FakeProvider()];
  const flags = new Set<string>();
  const asked: (readonly string[])[] = [];
  const logged: string[] = [];
  const write = (message: string): void => void logged.push(message);
  const log: Log = { debug: write, info: write, warn: write, error: (message, error) => write(`${message} ${String(error)}`) };
  const answers: FoundToken[] = [];
  const tokens = createHostTokens({
    providers: [first, second],
    ask: (_host, scopes) => {
      asked.push(scopes);
      first.token = answers.shift() ?? first.token;
      return Promise.resolve(first.token);
    },
    signedOut: { has: (host) => flags.has(host), set: (host, value) => Promise.resolve(void (value ? flags.add(host) : flags.delete(host))) },
    log,
  });
  const changes: string[] = [];
  tokens.onDidChange((host) => changes.push(host));
  const get = (scopes: readonly string[] = READ, interactive = false, host = HOST) => tokens.get({ host, scopes, interactive });
  return { tokens, first, second, asked, answers, changes, logged, get };
}

describe('createHostTokens', () => {
  it('takes the first that has one, for its own host only', async () => {
    const { first, second, get } = createTokens();
    expect(await get()).toBeUndefined();
    second.token = { value: 'two', account: 'b' };
    expect(await get()).toEqual({ value: 'two', account: 'b' });
    first.token = { value: 'one', account: 'a', scopes: READ };
    expect(await get()).toEqual({ value: 'one', account: 'a' });
    expect(await get(READ, false, 'https://other.example.com')).toBeUndefined();
  });

  it('asks nobody in the background', async () => {
    const { asked, get } = createTokens();
    await get();
    expect(asked).toEqual([]);
  });

  it('reads with what there is, but asks for a right beyond reading', async () => {
    const { first, get, asked, answers } = createTokens();
    first.token = { value: 'little', account: 'a', scopes: ['public_repo'] };
    expect((await get())?.value).toBe('little');
    expect(await get(['repo', 'read:org', 'workflow'])).toBeUndefined();
    answers.push({ value: 'more', account: 'a', scopes: [...READ, 'workflow'] });
    expect((await get(['repo', 'read:org', 'workflow'], true))?.value).toBe('more');
    expect(asked).toEqual([['repo', 'read:org', 'workflow']]);
  });

  it('trusts a token whose rights nobody can know', async () => {
    const { first, get } = createTokens();
    first.token = { value: 'fine-grained', account: 'a' };
    expect((await get(['workflow']))?.value).toBe('fine-grained');
  });

  it('does not hand out again what GitHub refused for want of a right, but reads with it', async () => {
    const { first, second, tokens, get } = createTokens();
    const WORKFLOW = [...READ, 'workflow'];
    first.token = { value: 'fine-grained', account: 'a' };
    const asked: unknown[] = [];
    const give = (token: FoundToken | undefined) => (scopes: readonly string[], provider: string | undefined) => {
      asked.push([scopes, provider]);
      second.token = token;
      return Promise.resolve(token);
    };
    expect(await tokens.replaceRefused(HOST, ['workflow'], give(undefined))).toBe(false);
    expect((await get(WORKFLOW))?.value).toBe('fine-grained');
    expect(await tokens.replaceRefused(HOST, ['workflow'], give({ value: 'more', account: 'a', scopes: WORKFLOW }))).toBe(true);
    expect([(await get(WORKFLOW))?.value, (await get())?.value]).toEqual(['more', 'fine-grained']);
    expect(asked).toEqual([[WORKFLOW, 'fake'], [WORKFLOW, 'fake']]);
  });

  it('tries again with a token whose rights were widened on GitHub', async () => {
    const { first, tokens, get } = createTokens();
    first.token = { value: 'fine-grained', account: 'a' };
    expect(await tokens.replaceRefused(HOST, ['workflow'], () => Promise.resolve(first.token))).toBe(true);
    expect((await get(['workflow']))?.value).toBe('fine-grained');
  });

  it('tells of a change only where another token comes out', async () => {
    const { first, second, changes, get } = createTokens();
    first.token = { value: 'one', account: 'a' };
    await get();
    first.changed.fire(HOST);
    second.token = { value: 'two', account: 'b' };
    second.changed.fire(HOST);
    await settled();
    expect(changes).toEqual([]);
    first.token = undefined;
    first.changed.fire(HOST);
    await settled();
    expect(changes).toEqual([HOST]);
  });

  it('uses nothing after a sign-out until somebody signs in again', async () => {
    const { first, tokens, get, changes } = createTokens();
    first.token = { value: 'one', account: 'a' };
    await get();
    await tokens.signOut(HOST);
    expect([await get(), changes]).toEqual([undefined, [HOST]]);
    expect((await tokens.signIn(HOST, READ))?.value).toBe('one');
    expect([(await get())?.value, changes]).toEqual(['one', [HOST, HOST]]);
  });

  it('keeps tokens out of the log', async () => {
    const { first, tokens, logged } = createTokens();
    first.token = { value: 'secret-value', account: 'a' };
    await tokens.signIn(HOST, READ);
    await tokens.signOut(HOST);
    expect(logged.join()).not.toContain('secret-value');
  });
});

describe('createEnvironmentTokens', () => {
  it('serves exactly its host and shows nothing of the token in the account', async () => {
    const provider = createEnvironmentTokens({ value: 'ghp_secret', host: 'https://ghe.example.com/' });
    const found = await provider.find('https://ghe.example.com', READ);
    expect(found?.value).toBe('ghp_secret');
    expect(found?.account).toMatch(/^environment:[0-9a-f]{12}$/);
    expect(await provider.find(HOST, READ)).toBeUndefined();
    expect(await provider.find('https://ghe.example.com.evil.org', READ)).toBeUndefined();
  });

  it('finds nothing where the environment names nothing, or no address', async () => {
    expect(await createEnvironmentTokens(undefined).find(HOST, READ)).toBeUndefined();
    expect(await createEnvironmentTokens({ value: 'x', host: 'no address' }).find(HOST, READ)).toBeUndefined();
  });
});

describe('scopes', () => {
  it('knows what holds what', () => {
    expect(lackingScopes(['repo', 'read:org', 'workflow'], ['repo', 'admin:org'])).toEqual(['workflow']);
    expect(lackingScopes(['public_repo'], ['repo'])).toEqual([]);
  });

  it('finds a session made for more', () => {
    expect(scopeSetsFor(READ)).toEqual([READ, ['repo', 'read:org', 'workflow']]);
    expect(scopeSetsFor(['repo', 'read:org', 'workflow'])).toHaveLength(1);
  });

  it('asks for one of several that would do', () => {
    expect(scopesToAsk(['admin:org', 'read:org'])).toEqual(READ);
    expect(scopesToAsk(['delete_repo', 'admin:enterprise'])).toEqual([...READ, 'delete_repo']);
  });
});
