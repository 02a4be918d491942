import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { findGitCheckout } from '../../src/cli/gitCheckout';

const top = mkdtempSync(join(tmpdir(), 'stagedoor-git-'));
afterAll(() => rmSync(top, { recursive: true }));

function write(path: string, text: string): void {
  mkdirSync(join(top, path, '..'), { recursive: true });
  writeFileSync(join(top, path), text);
}

test('a folder deep in a checkout, and one in a linked work tree of it', async () => {
  write('my shop/.git/HEAD', 'ref: refs/heads/main\n');
  write('my shop/.git/config', '[remote "origin"]\n\turl = https://github.com/acme/shop.git\n');
  write('my shop/docs/a/x.yaml', '');
  write('my shop/.git/worktrees/next/HEAD', 'ref: refs/heads/next\n');
  write('my shop/.git/worktrees/next/commondir', '../..\n');
  write('next/.git', `gitdir: ${join(top, 'my shop/.git/worktrees/next')}\n`);
  expect(await findGitCheckout(join(top, 'my shop/docs/a'))).toEqual({ root: join(top, 'my shop'), repository: 'https://github.com/acme/shop', branch: 'main' });
  expect(await findGitCheckout(join(top, 'next'))).toEqual({ root: join(top, 'next'), repository: 'https://github.com/acme/shop', branch: 'next' });
});

test('a folder outside of git', async () => {
  expect(await findGitCheckout(top)).toBeUndefined();
});
