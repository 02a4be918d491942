import { beforeEach, expect, test, vi } from 'vitest';

const editor = vi.hoisted((): { settings: Record<string, unknown>; trusted: boolean; folders: { uri: string }[] } => ({ settings: {}, trusted: true, folders: [] }));

vi.mock('vscode', () => ({
  workspace: {
    getConfiguration: () => ({ get: (key: string) => editor.settings[key] }),
    get isTrusted() {
      return editor.trusted;
    },
    get workspaceFolders() {
      return editor.folders;
    },
  },
}));

const { hasSources, namesSources } = await import('../../../src/editor/gitHub/configuredSources');

beforeEach(() => {
  Object.assign(editor, { settings: {}, trusted: true, folders: [] });
});

const named = (settings: Record<string, unknown>): boolean => {
  editor.settings = settings;
  return namesSources();
};

test('each of the settings that name sources counts', () => {
  expect(named({})).toBe(false);
  expect(named({ organizations: [], locations: [], appConfig: [], backstage: [] })).toBe(false);
  expect([{ organizations: ['acme'] }, { organizations: [{ organization: 'acme' }] }, { locations: ['https://github.com/acme/x/blob/main/a.yaml'] }, { appConfig: ['app-config.yaml'] }].map(named)).toEqual([true, true, true, true]);
  expect([{ backstage: 'https://backstage.example.com' }, { backstage: [{ url: 'https://backstage.example.com' }] }, { backstage: ' ' }, { backstage: {} }].map(named)).toEqual([true, true, false, false]);
});

test('what a setting cannot be counts for nothing', () => {
  expect([{ organizations: 'acme' }, { locations: [7] }, { appConfig: null }, { backstage: 7 }].map(named)).toEqual([false, false, false, false]);
});

test('an app-config of a folder that nobody trusts names nothing', () => {
  editor.trusted = false;
  expect([named({ appConfig: ['app-config.yaml'] }), named({ appConfig: ['https://github.com/acme/x/blob/main/app-config.yaml'] })]).toEqual([false, true]);
});

test('an open folder is a source without any setting', () => {
  expect(hasSources()).toBe(false);
  editor.folders = [{ uri: 'file:///w' }];
  expect([hasSources(), namesSources()]).toEqual([true, false]);
});
