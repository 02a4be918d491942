import { expect, test } from 'vitest';
import { readWorkspaceFolders } from '../../../src/editor/gitHub/workspaceRepositories';
import { MemoryFileSource } from '../../portal/catalog/memory';

const CONFIG = '[remote "origin"]\n\turl = git@github.com:acme/shop.git\n';
const repository = { host: 'https://github.com', owner: 'acme', name: 'shop', branch: 'main', private: true };

test('a folder is a checkout, a part of one, or neither, and never of the repository around another', async () => {
  const files = new MemoryFileSource({
    'file:///w/shop/.git/HEAD': 'ref: refs/heads/main\n',
    'file:///w/shop/.git/config': CONFIG,
    'file:///w/shop/vendor/own/.git/HEAD': 'ref: refs/heads/main\n',
    'file:///w/shop/vendor/own/.git/config': '[core]\n',
  });
  const log = { warn: (message: string) => expect.unreachable(message) };
  expect(await readWorkspaceFolders(['file:///w/shop', 'file:///w/shop/services/cart', 'file:///w/other', 'file:///w/shop/vendor/own'], files, log)).toEqual([
    { uri: 'file:///w/shop', repository },
    { uri: 'file:///w/shop/services/cart', checkout: { folder: 'file:///w/shop', repository } },
    { uri: 'file:///w/other' },
    { uri: 'file:///w/shop/vendor/own' },
  ]);
});
