import { expect, test, vi } from 'vitest';

const editor = vi.hoisted((): { settings: Record<string, unknown> } => ({ settings: {} }));
vi.mock('vscode', () => ({ workspace: { getConfiguration: () => ({ get: (key: string) => editor.settings[key] }) } }));

const { describeBackstage } = await import('../../../src/editor/backstage/backstageNotice');
const { readBackstages } = await import('../../../src/editor/backstage/backstageSettings');
const { createBackstageSources } = await import('../../../src/editor/backstage/backstageSources');
const { accountOf } = await import('../../../src/editor/backstage/tokenAccount');
const { toCatalogState, toProgress } = await import('../../../src/editor/status/catalogState');
const { toNotices } = await import('../../../src/editor/status/notices');
const { PortalError } = await import('../../../src/portal/base/errors');
const { MemoryLog } = await import('../../portal/github/fakeGitHub');
const { clock, fetch } = await import('../../portal/backstage/backstageDesk');

test('the setting names Backstages, each once, and says what is none without its password', () => {
  const { addresses, problems } = readBackstages([{ url: 'https://b.example.com/', name: 'Portal' }, { url: 'https://b.example.com/catalog' }, { url: 'https://me:secret@c.example.com' }, 7, 'https://d.example.com']);
  expect(addresses).toEqual([
    { base: 'https://b.example.com', label: 'Portal' },
    { base: 'https://d.example.com', label: 'd.example.com' },
  ]);
  expect(problems).toHaveLength(2);
  expect(problems.join()).not.toContain('secret');
  expect(readBackstages('https://b.example.com').addresses).toEqual([]);
});

test('a source stays the same one for as long as it is configured alike', async () => {
  const log = new MemoryLog();
  const sources = createBackstageSources({ tokens: { find: () => Promise.resolve(undefined) }, gitHub: { ofConfigured: () => undefined }, fetch, clock, log });
  editor.settings = { backstage: [{ url: 'https://b.example.com' }, { url: 'nonsense' }] };
  const first = await sources();
  expect(first.map(({ id }) => id)).toEqual(['backstage:https://b.example.com']);
  expect(await sources()).toEqual(first);
  expect((await sources())[0]).toBe(first[0]);
  expect(log.lines).toEqual(['"nonsense" in stagedoor.backstage is no address of a Backstage. Write https://backstage.example.com, without a user, a password or a query.']);
  editor.settings = { backstage: [{ url: 'https://b.example.com', name: 'Portal' }] };
  expect((await sources())[0]).not.toBe(first[0]);
  editor.settings = {};
  expect(await sources()).toEqual([]);
});

test('the account of a user is the same for a renewed token, and any other token is its own', () => {
  const jwt = (claims: object): string => ['e30', Buffer.from(JSON.stringify(claims)).toString('base64url'), 'signature'].join('.');
  const random = (): string => 'r';
  expect(accountOf(jwt({ sub: 'user:default/jane', iat: 1 }), random)).toBe('user:user:default/jane');
  expect(accountOf(jwt({ sub: 'user:default/jane', iat: 2 }), random)).toBe('user:user:default/jane');
  expect(['geheim', 'a.b.c', jwt({}), jwt({ sub: 7 })].map((token) => accountOf(token, random))).toEqual(['token:r', 'token:r', 'token:r', 'token:r']);
});

const status = (id: string, error: InstanceType<typeof PortalError>) => ({ loading: false, refreshing: false, sources: [{ id, label: 'Portal', error }] });
const refused = new PortalError('unauthorized', 'Portal wants a token. Sign in to Portal.');

test('what went wrong is told of the Backstage it is about, with what to do', () => {
  expect(toNotices(status('backstage:https://b.example.com', refused), String)).toEqual([
    {
      id: 'unauthorized:https://b.example.com',
      severity: 'warning',
      text: 'Portal wants a token. Sign in to Portal.',
      label: 'Sign in to Portal',
      hint: 'b.example.com',
      action: { title: 'Sign In', command: 'stagedoor.signInToBackstage', arguments: ['https://b.example.com'] },
    },
  ]);
  const labels = (['forbidden', 'rate-limited', 'offline', 'timeout', 'server', 'invalid', 'too-large'] as const).map((reason) => describeBackstage(new PortalError(reason, 'x'), 'https://b.example.com', 'Portal', undefined));
  expect(labels.map(({ text }) => text)).toEqual(Array(7).fill('x'));
  expect(JSON.stringify(labels)).not.toContain('GitHub');
  const two = { loading: false, refreshing: false, sources: ['https://b.example.com', 'https://c.example.com'].map((base) => ({ id: `backstage:${base}`, label: base, error: new PortalError('offline', 'x') })) };
  expect(toNotices(two, String).map(({ id }) => id)).toEqual(['offline:https://b.example.com', 'offline:https://c.example.com']);
});

test('a catalog that is empty because of it does not speak of GitHub', () => {
  expect(toCatalogState({ status: status('backstage:https://b.example.com', refused), entities: 0, problems: 0, hasSources: true })).toBe('shown');
  expect(toCatalogState({ status: status('github:https://github.com/acme', refused), entities: 0, problems: 0, hasSources: true })).toBe('signedOut');
  expect(toProgress({ loading: false, refreshing: true, sources: [{ id: 'backstage:https://b.example.com', label: 'Portal', progress: { done: 500, total: 1200 } }] })).toBe('Reading Portal: 500 of 1200 entities');
});
