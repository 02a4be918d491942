import { beforeEach, expect, test, vi } from 'vitest';
import type { PastedTokens } from '../../../src/editor/auth/pastedTokens';

interface FakeEditor {
  settings: Record<string, unknown>;
  /** What the user answers, question by question. */
  answers: unknown[];
  told: string[];
  commands: unknown[];
}

const editor = vi.hoisted((): FakeEditor => ({ settings: {}, answers: [], told: [], commands: [] }));

vi.mock('vscode', () => {
  const tell = (message: string): Promise<unknown> => {
    editor.told.push(message);
    return Promise.resolve(message.startsWith('Signed') || message.startsWith('The token for') || message.startsWith('No token') ? undefined : editor.answers.shift());
  };
  return {
    ProgressLocation: { Notification: 15 },
    commands: { executeCommand: (...command: unknown[]) => Promise.resolve(void editor.commands.push(command)) },
    workspace: { getConfiguration: () => ({ get: (key: string) => editor.settings[key] }) },
    window: {
      showInputBox: ({ title, validateInput }: { title: string; validateInput: (text: string) => string | undefined }) => {
        editor.told.push(title);
        const value = editor.answers.shift();
        return Promise.resolve(typeof value === 'string' && validateInput(value) === undefined ? value : undefined);
      },
      showQuickPick: (items: readonly { label: string }[]) => {
        const label = editor.answers.shift();
        return Promise.resolve(items.find((item) => item.label === label));
      },
      showInformationMessage: tell,
      showErrorMessage: tell,
      withProgress: (_options: unknown, run: (report: unknown, token: unknown) => Promise<void>) => run({}, { onCancellationRequested: () => undefined }),
    },
  };
});

const { signInToBackstage, signOutOfBackstage } = await import('../../../src/editor/backstage/signInRoom');
const { PortalError } = await import('../../../src/portal/base/errors');

const kept = new Map<string, { value: string; account: string }>();
const tokens: PastedTokens = {
  name: 'pasted',
  find: (host) => Promise.resolve(kept.get(host)),
  keep: (host, token) => Promise.resolve(void kept.set(host, token)),
  forget: (host) => Promise.resolve(void kept.delete(host)),
  hosts: () => [...kept.keys()],
  onDidChange: () => ({ dispose: () => undefined }),
  dispose: () => undefined,
};
const checked: string[] = [];
/** Takes the token `good` only. */
const check = ({ base }: { base: string }, token: string): Promise<void> => {
  checked.push(`${base} ${token}`);
  return token === 'good' ? Promise.resolve() : Promise.reject(new PortalError('unauthorized', 'Portal refuses the token: it may have expired. Sign in to Portal again.'));
};

beforeEach(() => {
  kept.clear();
  checked.length = 0;
  Object.assign(editor, { settings: { backstage: [{ url: 'https://b.example.com', name: 'Portal' }, { url: 'https://c.example.com' }] }, answers: [], told: [], commands: [] });
});

test('the Backstage that is meant checks the token, and then it is kept', async () => {
  editor.answers = [' good '];
  await signInToBackstage({ tokens, check }, 'https://b.example.com');
  expect(checked).toEqual(['https://b.example.com good']);
  expect([...kept.keys()]).toEqual(['https://b.example.com']);
  expect(kept.get('https://b.example.com')).toEqual({ value: 'good', account: expect.stringMatching(/^token:[0-9a-f-]{36}$/) as unknown });
  expect(editor.told).toEqual(['Token for Portal', 'Signed in to Portal.']);
});

test('a token that is refused is not kept, and another can be pasted', async () => {
  editor.answers = ['c.example.com', 'bad', 'Paste Another Token…', 'good'];
  await signInToBackstage({ tokens, check }, undefined);
  expect(checked).toEqual(['https://c.example.com bad', 'https://c.example.com good']);
  expect(kept.get('https://c.example.com')?.value).toBe('good');

  kept.clear();
  editor.answers = ['bad', undefined];
  await signInToBackstage({ tokens, check }, 'https://b.example.com');
  expect(kept.size).toBe(0);
  expect(editor.told.join()).not.toContain('bad');
});

test.each([['nothing', undefined], ['blanks', '  '], ['two words', 'a b'], ['a line break', 'a\nb']])('%s asks nobody', async (_name, answer) => {
  editor.answers = [answer];
  await signInToBackstage({ tokens, check }, 'https://b.example.com');
  expect(checked).toEqual([]);
  expect(kept.size).toBe(0);
});

test('an address that the settings do not name gets no token, whoever asks for it', async () => {
  editor.answers = [undefined];
  await signInToBackstage({ tokens, check }, 'https://evil.example.com');
  expect(editor.told).toEqual([]);
  expect(checked).toEqual([]);
});

test('where no Backstage is named, the setting opens', async () => {
  editor.settings = {};
  editor.answers = ['Open Settings'];
  await signInToBackstage({ tokens, check }, undefined);
  expect(editor.commands).toEqual([['workbench.action.openSettings', 'stagedoor.backstage']]);
});

test('signing out forgets the token, also of a Backstage that is named no more', async () => {
  kept.set('https://old.example.com', { value: 'good', account: 'token:1' });
  await signOutOfBackstage({ tokens }, undefined);
  expect(kept.size).toBe(0);
  expect(editor.told).toEqual(['The token for old.example.com is removed, and with it what it let you see.']);
  await signOutOfBackstage({ tokens }, undefined);
  expect(editor.told[1]).toBe('No token of a Backstage is kept.');
});
