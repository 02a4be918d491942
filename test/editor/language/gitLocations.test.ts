import { describe, expect, it } from 'vitest';
import { createGitLocations } from '../../../src/editor/language/gitLocations';

function locationsOf(files: Readonly<Record<string, string>>) {
  const read: string[] = [];
  const warnings: string[] = [];
  const locations = createGitLocations(
    {
      read: (uri) => {
        read.push(uri);
        const text = files[uri];
        return text === 'unreadable' ? Promise.reject(new Error('no access')) : Promise.resolve(text === undefined ? undefined : new TextEncoder().encode(text));
      },
    },
    { warn: (message) => void warnings.push(message) },
  );
  const find = async (uri: string) => {
    await locations.prepare(uri);
    return locations.get(uri);
  };
  return { locations, find, read, warnings };
}

const CONFIG = '[core]\n\tbare = false\n[remote "fork"]\n\turl = https://github.com/me/shop.git\n[remote "origin"]\n\turl = git@github.com:acme/shop.git\n\tfetch = +refs/heads/*\n[branch "main"]\n\tremote = origin\n';

describe('git locations', () => {
  it('finds the repository and branch above a file', async () => {
    const { find, read } = locationsOf({ 'file:///w/shop/.git/HEAD': 'ref: refs/heads/feat/x\n', 'file:///w/shop/.git/config': CONFIG });
    expect(await find('file:///w/shop/services/a/catalog-info.yaml')).toBe('https://github.com/acme/shop/blob/feat/x/services/a/catalog-info.yaml');
    const before = read.length;
    expect(await find('file:///w/shop/services/a/other.yaml')).toBe('https://github.com/acme/shop/blob/feat/x/services/a/other.yaml');
    expect(read.length).toBe(before);
  });

  it('has none outside of git, without a remote, and for what is not saved', async () => {
    const { find } = locationsOf({ 'file:///w/local/.git/HEAD': 'ref: refs/heads/main\n', 'file:///w/local/.git/config': '[core]\n' });
    expect(await find('file:///elsewhere/catalog-info.yaml')).toBeUndefined();
    expect(await find('file:///w/local/catalog-info.yaml')).toBeUndefined();
    expect(await find('untitled:Untitled-1')).toBeUndefined();
  });

  it('knows files on GitHub without reading', async () => {
    const { find, read } = locationsOf({});
    expect(await find('stagedoor-github:/https%2Bgithub.com/acme/shop/release~1/catalog-info.yaml')).toBe('https://github.com/acme/shop/blob/release/1/catalog-info.yaml');
    expect(read).toEqual([]);
  });

  it('says how far the placeholders of a file may lead', async () => {
    const { find, locations } = locationsOf({ 'file:///w/shop/.git/HEAD': 'ref: refs/heads/main\n', 'file:///w/shop/.git/config': CONFIG });
    const acme = { host: 'https://github.com', owner: 'acme', name: 'shop', private: true };
    await find('file:///w/shop/services/a/catalog-info.yaml');
    expect(locations.rootOf('file:///w/shop/services/a/catalog-info.yaml')).toEqual({ folder: 'file:///w/shop', repository: { ...acme, branch: 'main' } });
    const remote = 'stagedoor-github:/https%2Bgithub.com/acme/shop/release~1';
    await find(`${remote}/api/catalog-info.yaml`);
    expect(locations.rootOf(`${remote}/api/catalog-info.yaml`)).toEqual({ folder: remote, repository: { ...acme, branch: 'release/1' } });
    await find('file:///elsewhere/catalog-info.yaml');
    expect(locations.rootOf('file:///elsewhere/catalog-info.yaml')).toBeUndefined();
  });

  it('warns once where the configuration cannot be read', async () => {
    const { find, warnings } = locationsOf({ 'file:///w/shop/.git/HEAD': 'unreadable' });
    expect(await find('file:///w/shop/catalog-info.yaml')).toBeUndefined();
    expect(await find('file:///w/shop/catalog-info.yaml')).toBeUndefined();
    expect(warnings).toEqual(['The git configuration around catalog-info.yaml cannot be read: no access']);
  });

  it('reads again after it was told to', async () => {
    const files = { 'file:///w/shop/.git/HEAD': 'ref: refs/heads/main\n', 'file:///w/shop/.git/config': CONFIG };
    const { find, locations } = locationsOf(files);
    await find('file:///w/shop/catalog-info.yaml');
    files['file:///w/shop/.git/HEAD'] = 'ref: refs/heads/next\n';
    locations.forget();
    expect(await find('file:///w/shop/catalog-info.yaml')).toContain('/blob/next/');
  });
});
