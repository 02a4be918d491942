import { afterEach, expect, test } from 'vitest';
import { createGitHubFileSource, type GitHubFileSource } from '../../../src/portal/github/gitHubFileSource';
import { toGitHubUri } from '../../../src/portal/github/gitHubUri';
import { openStage, quickClock, type Stage } from './onLocalGitHub';

let stage: Stage | undefined;

afterEach(async () => {
  await stage?.github.stop();
  stage = undefined;
});

async function open(): Promise<{ readonly stage: Stage; readonly source: GitHubFileSource; readonly uri: (path: string, ref?: string) => string }> {
  const opened = await openStage(({ state }) => {
    state.addUser({ login: 'jo' });
    state.addRepository({
      owner: 'jo',
      name: 'shop',
      visibility: 'private',
      files: { 'README.md': '# Shop ✓', 'docs/index.md': 'Index', 'docs/a b/ü.md': 'Deep', 'logo.png': Buffer.from([137, 80, 78, 71, 0, 255]), 'node_modules/x/index.md': 'no' },
    });
    state.addRepository({ owner: 'jo', name: 'empty' });
  });
  stage = opened;
  opened.signIn('jo');
  const source = createGitHubFileSource({ clientFor: (web) => (web === opened.github.web ? opened.client : undefined), clock: quickClock });
  return { stage: opened, source, uri: (path, ref = 'main') => toGitHubUri({ host: opened.github.web, owner: 'jo', repository: 'shop', ref, path }) };
}

test('reads texts and binaries byte by byte, each blob once', async () => {
  const { stage: at, source, uri } = await open();
  expect(new TextDecoder().decode(await source.read(uri('README.md')))).toBe('# Shop ✓');
  expect(await source.read(uri('logo.png'))).toEqual(new Uint8Array([137, 80, 78, 71, 0, 255]));
  expect(await source.read(uri('docs/a b/ü.md'))).toEqual(new TextEncoder().encode('Deep'));
  at.takeRequests();
  await source.read(uri('README.md'));
  expect(at.takeRequests()).toEqual([]);
});

test('tells what is there and what is not', async () => {
  const { source, uri } = await open();
  expect(await source.stat(uri('docs'))).toEqual({ type: 'folder', size: 0 });
  expect(await source.stat(uri(''))).toEqual({ type: 'folder', size: 0 });
  expect(await source.stat(uri('docs/index.md'))).toEqual({ type: 'file', size: 5 });
  expect(await source.stat(uri('nothing'))).toBeUndefined();
  expect(await source.read(uri('nothing'))).toBeUndefined();
  expect(await source.read(uri('docs'))).toBeUndefined();
  expect(await source.read(uri('README.md', 'no-such-branch'))).toBeUndefined();
  expect((await source.readDirectory(uri('docs')))?.map(({ name, type }) => [name, type])).toEqual([['a b', 'folder'], ['index.md', 'file']]);
  expect(await source.readDirectory(uri('nowhere'))).toBeUndefined();
  expect(await source.list(uri('docs'), ['.md'])).toEqual([uri('docs/a b/ü.md'), uri('docs/index.md')]);
  expect(await source.list(`${uri('docs')}/`, ['.md'])).toEqual(await source.list(uri('docs'), ['.md']));
  expect(await source.list(uri(''), ['.md'])).not.toContain(uri('node_modules/x/index.md'));
});

test('takes an empty repository for an empty folder', async () => {
  const { stage: at, source } = await open();
  const root = toGitHubUri({ host: at.github.web, owner: 'jo', repository: 'empty', ref: 'main', path: '' });
  expect(await source.readDirectory(root)).toEqual([]);
});

test('asks no host that is not configured', async () => {
  const { source } = await open();
  const foreign = toGitHubUri({ host: 'https://evil.example', owner: 'jo', repository: 'shop', ref: 'main', path: 'README.md' });
  await expect(source.read(foreign)).rejects.toMatchObject({ reason: 'invalid' });
});

test('shows nothing private after it was told to forget', async () => {
  const { stage: at, source, uri } = await open();
  await source.read(uri('README.md'));
  at.signOut();
  source.forget(at.github.web);
  expect(await source.read(uri('README.md'))).toBeUndefined();
});

test.each(['/git/trees/', '/git/blobs/'])('keeps nothing of %s that comes after it was told to forget', async (path) => {
  const { stage: at, source, uri } = await open();
  at.github.faults.order({ path, effect: { kind: 'delay', milliseconds: 200 } });
  const reading = source.read(uri('README.md'));
  await expect.poll(() => at.github.faults.pending).toEqual([]);
  at.signOut();
  source.forget(at.github.web);
  await reading.catch(() => undefined);
  expect(await source.read(uri('README.md'))).toBeUndefined();
  expect(await source.stat(uri('README.md'))).toBeUndefined();
});
