import { beforeEach, describe, expect, it, vi } from 'vitest';
import { createAskForRight } from '../../../src/editor/auth/askForRight';
import { createHostTokens } from '../../../src/editor/auth/hostTokens';
import type { PastedTokens } from '../../../src/editor/auth/pastedTokens';
import type { SessionTokens } from '../../../src/editor/auth/sessionTokens';
import type { FoundToken } from '../../../src/editor/auth/tokenProvider';

const shown: string[] = [];
let choice: string | undefined;
vi.mock('vscode', () => ({
  window: {
    showWarningMessage: (message: string, { detail }: { detail: string }, ...buttons: string[]) => {
      shown.push(message, detail, buttons.join('|'));
      return Promise.resolve(choice);
    },
  },
}));

const HOST = 'https://github.com';
const READ = ['repo', 'read:org'];
const WORKFLOW = [...READ, 'workflow'];
const none = { dispose: () => undefined };
const nothing = (): void => undefined;

/** An editor with its sign-in, a token that may have been pasted, and a GitHub that knows every token. */
function open(pastedToken: FoundToken | undefined, hasSignIn = true) {
  let kept = pastedToken;
  const created: (readonly string[])[] = [];
  const sessions: SessionTokens = {
    name: 'session',
    onDidChange: () => none,
    providerOf: () => (hasSignIn ? 'github' : undefined),
    find: (_host, scopes) => Promise.resolve(created.length > 0 || !scopes.includes('workflow') ? { value: `session${created.length}`, account: 'github:1', scopes } : undefined),
    create: (_host, scopes) => {
      created.push(scopes);
      return Promise.resolve({ value: `session${created.length}`, account: 'github:1', scopes });
    },
    dispose: nothing,
  };
  const pasted: PastedTokens = {
    name: 'pasted',
    onDidChange: () => none,
    find: () => Promise.resolve(kept),
    hosts: () => [],
    keep: () => Promise.resolve(),
    forget: () => {
      kept = undefined;
      return Promise.resolve();
    },
    dispose: nothing,
  };
  const tokens = createHostTokens({
    providers: [pasted, sessions],
    ask: () => Promise.resolve(undefined),
    signedOut: { has: () => false, set: () => Promise.resolve() },
    log: { debug: nothing, info: nothing, warn: nothing, error: nothing },
  });
  const fetch = () => Promise.resolve(new Response(JSON.stringify({ login: 'jo', id: 1 })));
  return { ask: createAskForRight({ sessions, pasted, fetch, tokens }), tokens, created };
}

describe('asking for a right that GitHub found wanting', () => {
  beforeEach(() => {
    shown.length = 0;
    choice = undefined;
  });

  it('makes the editor’s session anew with the right, without a question of ours', async () => {
    const { ask, created } = open(undefined);
    expect(await ask(HOST, ['workflow'])).toBe(true);
    expect([created, shown]).toEqual([[WORKFLOW], []]);
  });

  it('says what to add to a token that was pasted, and offers to paste another', async () => {
    const { ask, created } = open({ value: 'fine-grained', account: 'pasted:1' }, false);
    expect(await ask(HOST, ['workflow'])).toBe(false);
    expect(shown[0]).toBe('The token for github.com lacks the right workflow.');
    expect(shown[1]).toContain('A classic token needs the scope `workflow`, a fine-grained one the permission “Workflows: Read and write”');
    expect([shown[2], created]).toEqual(['Paste Another Token…|Try Again', []]);
  });

  it('takes the same token again when the user has widened it', async () => {
    choice = 'Try Again';
    const { ask, tokens } = open({ value: 'fine-grained', account: 'pasted:1' });
    expect(await ask(HOST, ['workflow'])).toBe(true);
    expect((await tokens.get({ host: HOST, scopes: WORKFLOW, interactive: false }))?.value).toBe('fine-grained');
  });

  it('signs in through the editor in the place of a pasted token', async () => {
    choice = 'Sign In with GitHub';
    const { ask, tokens } = open({ value: 'fine-grained', account: 'pasted:1' });
    expect(await ask(HOST, ['workflow'])).toBe(true);
    expect((await tokens.get({ host: HOST, scopes: WORKFLOW, interactive: false }))?.value).toBe('session1');
  });
});
