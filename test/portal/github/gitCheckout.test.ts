import { describe, expect, test } from 'vitest';
import { readGitCheckout, toRepository, toWebAddress } from '../../../src/portal/github/gitCheckout';

const ROOT = 'file:///w/shop/';
const ORIGIN = '[remote "origin"]\n\turl = git@github.com:acme/shop.git\n';

const read = (files: Readonly<Record<string, string>>, folder = ROOT) => readGitCheckout(folder, (uri) => Promise.resolve(files[uri]));
const checkout = (config: string, head = 'ref: refs/heads/main\n') => read({ 'file:///w/shop/.git/HEAD': head, 'file:///w/shop/.git/config': config });

describe('a checkout', () => {
  test('says its repository and branch', async () => {
    const found = await checkout(`[core]\n\tbare = false\n${ORIGIN}`, 'ref: refs/heads/feat/x\n');
    expect(found).toEqual({ root: ROOT, repository: 'https://github.com/acme/shop', branch: 'feat/x' });
    expect(found && toRepository(found)).toEqual({ host: 'https://github.com', owner: 'acme', name: 'shop', branch: 'feat/x', private: true });
  });

  test('is none without .git', async () => {
    expect(await read({})).toBeUndefined();
    expect(await read({ 'file:///w/shop/.git': 'no pointer' })).toBeUndefined();
  });

  test('goes by origin, then by the remote of its branch, then by the first', async () => {
    const others = '[remote "a"]\nurl = https://github.com/a/a\n[remote "b"]\nurl = https://github.com/b/b\n';
    const branch = '[branch "main"]\n\tremote = b\n';
    expect((await checkout(others + branch + ORIGIN))?.repository).toBe('https://github.com/acme/shop');
    expect((await checkout(others + branch))?.repository).toBe('https://github.com/b/b');
    expect((await checkout(others))?.repository).toBe('https://github.com/a/a');
    expect((await checkout(others + branch, 'ref: refs/heads/other\n'))?.repository).toBe('https://github.com/a/a');
    expect((await checkout(''))?.repository).toBeUndefined();
  });

  test('reads the configuration as git does', async () => {
    expect((await checkout('; x\n[Remote "origin"] ; mine\r\n\tURL = "https://github.com/acme/shop" # there\r\n\tpushurl = https://x.y/z\r\n'))?.repository).toBe('https://github.com/acme/shop');
    expect((await checkout('[remote "origin"] url = https://github.com/acme/shop ; x\n'))?.repository).toBe('https://github.com/acme/shop');
    expect((await checkout('[remote "origin"]\npushurl = https://github.com/acme/shop\n'))?.repository).toBeUndefined();
  });

  test('stands at a commit where no branch is checked out', async () => {
    const commit = '0123456789abcdef0123456789abcdef01234567';
    expect((await checkout(ORIGIN, `${commit}\n`))?.branch).toBe(commit);
    expect((await checkout(ORIGIN, 'ref: refs/heads/.invalid\n'))?.branch).toBeUndefined();
    expect((await checkout(ORIGIN, ''))?.branch).toBeUndefined();
  });

  test('may be a linked work tree', async () => {
    const files = { 'file:///w/shop/.git': 'gitdir: /home/me/my%20repo/.git/worktrees/shop\n', 'file:///home/me/my%2520repo/.git/worktrees/shop/HEAD': 'ref: refs/heads/next\n', 'file:///home/me/my%2520repo/.git/worktrees/shop/commondir': '../..\n', 'file:///home/me/my%2520repo/.git/config': ORIGIN };
    expect(await read(files)).toEqual({ root: ROOT, repository: 'https://github.com/acme/shop', branch: 'next' });
  });

  test('may be a submodule, also on another machine and on Windows', async () => {
    const remote = 'vscode-remote://ssh-remote%2Bhost/w/shop/';
    const files = { [`${remote}.git`]: 'gitdir: ../.git/modules/shop\n', 'vscode-remote://ssh-remote%2Bhost/w/.git/modules/shop/HEAD': 'ref: refs/heads/main\n', 'vscode-remote://ssh-remote%2Bhost/w/.git/modules/shop/config': ORIGIN };
    expect(await read(files, remote)).toMatchObject({ repository: 'https://github.com/acme/shop', branch: 'main' });
    const windows = { 'file:///c:/w/shop/.git': 'gitdir: C:/w/.git/modules/shop\r\n', 'file:///C:/w/.git/modules/shop/HEAD': 'ref: refs/heads/main\r\n', 'file:///C:/w/.git/modules/shop/config': ORIGIN };
    expect(await read(windows, 'file:///c:/w/shop/')).toMatchObject({ branch: 'main', repository: 'https://github.com/acme/shop' });
  });

  test.each(['//server/share', '\\\\server\\share', 'file://server/share', 'https://evil.example/x'])('never has another machine called: %s', async (target) => {
    const asked: string[] = [];
    await readGitCheckout(ROOT, (uri) => {
      asked.push(uri);
      return Promise.resolve(uri.endsWith('.git') ? `gitdir: ${target}\n` : undefined);
    });
    expect(asked.filter((uri) => !uri.startsWith(ROOT))).toEqual([]);
  });
});

test.each([
  ['git@github.com:acme/shop.git', 'https://github.com/acme/shop'],
  ['github.com:acme/shop', 'https://github.com/acme/shop'],
  ['ssh://git@github.com:22/acme/shop.git', 'https://github.com/acme/shop'],
  ['ssh://git@ssh.github.com:443/acme/shop.git', 'https://github.com/acme/shop'],
  ['ssh://git@ghe.example.com:2222/acme/shop', 'https://ghe.example.com/acme/shop'],
  ['git+ssh://git@github.com/acme/shop', 'https://github.com/acme/shop'],
  ['https://token@github.com/acme/shop.git', 'https://github.com/acme/shop'],
  ['https://user:secret@ghe.example.com:8443/acme/shop.git', 'https://ghe.example.com:8443/acme/shop'],
  ['https://github.com/acme/shop/', 'https://github.com/acme/shop'],
  ['http://127.0.0.1:8081/acme/shop.git', 'http://127.0.0.1:8081/acme/shop'],
  ['git://github.com/acme/shop', 'https://github.com/acme/shop'],
  ['../elsewhere', undefined],
  ['/srv/git/shop.git', undefined],
  ['file:///srv/git/shop.git', undefined],
  ['https://github.com/', undefined],
  ['', undefined],
  [undefined, undefined],
])('the remote %s', (remote, address) => expect(toWebAddress(remote)).toBe(address));

test('only owner and name make a repository of GitHub', () => {
  expect(toRepository({ repository: 'https://gitlab.example.com/group/sub/shop', branch: 'main' })).toBeUndefined();
  expect(toRepository({ repository: 'https://github.com/acme/shop', branch: undefined })).toBeUndefined();
});
