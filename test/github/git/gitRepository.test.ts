import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GitRepository, isBinary } from './gitRepository.ts';
import type { FileChange } from './gitRepository.ts';
import { decodeCommit, decodeTree, encodeTree, hashObject } from './objects.ts';

const author = { name: 'Ines Carvalho', email: 'ines@example.com', at: Date.UTC(2026, 4, 3, 10, 20, 30) };

/** Names that git's order of a tree is easily got wrong on: folders sort as if they ended in a slash. */
const FILES: Readonly<Record<string, string | Buffer>> = {
  'foo.bar': 'a file before the folder of almost the same name\n',
  'foo/inner.txt': 'inside\n',
  'foo0': 'after the folder\n',
  'a/b/c/deep.md': '# Deep\n',
  'Ünïcode/naïve file.txt': 'größer\n',
  'empty.txt': '',
  'binary.bin': Buffer.from([0, 1, 2, 255, 254, 0]),
  '.github/workflows/ci.yml': 'on: push\n',
  'z-last': 'z',
};

describe('against the real git', () => {
  let folder: string;
  const git = (...args: string[]): string =>
    execFileSync('git', args, {
      cwd: folder,
      encoding: 'utf8',
      env: { PATH: process.env['PATH'], HOME: folder, GIT_CONFIG_NOSYSTEM: '1', GIT_AUTHOR_NAME: author.name, GIT_AUTHOR_EMAIL: author.email, GIT_AUTHOR_DATE: `${author.at / 1000} +0000`, GIT_COMMITTER_NAME: author.name, GIT_COMMITTER_EMAIL: author.email, GIT_COMMITTER_DATE: `${author.at / 1000} +0000` },
    }).trim();
  const write = (files: Readonly<Record<string, string | Buffer>>): void =>
    Object.entries(files).forEach(([path, content]) => {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), content);
    });

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'stagedoor-git-'));
    git('init', '-q', '-b', 'main');
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('gives blobs, trees with their modes and order, and commits the same names', () => {
    write(FILES);
    write({ 'run.sh': '#!/bin/sh\n' });
    chmodSync(join(folder, 'run.sh'), 0o755);
    symlinkSync('foo/inner.txt', join(folder, 'link'));
    git('add', '-A');
    git('commit', '-q', '-m', 'First\n\nWith a body.');

    const repository = new GitRepository();
    const files: Record<string, FileChange> = { ...FILES, 'run.sh': { content: '#!/bin/sh\n', mode: '100755' }, link: { content: 'foo/inner.txt', mode: '120000' } };
    const commit = repository.commitFiles('main', files, { message: 'First\n\nWith a body.\n', author });

    expect(commit).toBe(git('rev-parse', 'HEAD'));
    const tree = repository.commit(commit)?.tree ?? '';
    const listed = [...repository.walk(tree)].map((entry) => `${entry.mode.padStart(6, '0')} ${entry.type} ${entry.sha}\t${entry.path}`);
    expect(listed).toEqual(git('-c', 'core.quotePath=false', 'ls-tree', '-r', '-t', 'HEAD').split('\n'));
  });

  it('follows changes, removals and emptied folders', () => {
    const repository = new GitRepository();
    repository.commitFiles('main', { ...FILES, 'run.sh': { content: '#!/bin/sh\n', mode: '100755' }, link: { content: 'foo/inner.txt', mode: '120000' } }, { message: 'First\n\nWith a body.\n', author });
    git('rm', '-q', 'foo/inner.txt');
    write({ 'a/b/new.txt': 'new\n', 'empty.txt': 'no longer\n' });
    git('add', '-A');
    git('commit', '-q', '-m', 'Second');
    const commit = repository.commitFiles('main', { 'foo/inner.txt': null, 'a/b/new.txt': 'new\n', 'empty.txt': 'no longer\n' }, { message: 'Second\n', author });
    expect(commit).toBe(git('rev-parse', 'HEAD'));
    expect(repository.history(commit)).toHaveLength(2);
  });

  it('hashes any bytes as git does', () => {
    const data = Buffer.from(Array.from({ length: 3000 }, (_, index) => (index * 31) % 256));
    writeFileSync(join(folder, 'any'), data);
    expect(hashObject('blob', data)).toBe(git('hash-object', 'any'));
    expect(hashObject('tree', encodeTree([]))).toBe(git('hash-object', '-t', 'tree', '/dev/null'));
  });
});

describe('a repository in memory', () => {
  const repository = new GitRepository();
  const first = repository.commitFiles('main', { 'a.txt': '1', 'dir/b.txt': '2' }, { message: 'one', author });
  const second = repository.commitFiles('main', { 'a.txt': '3' }, { message: 'two', author: { ...author, at: author.at + 1000 } });
  repository.refs.set('refs/heads/old/state', first);
  repository.refs.set('refs/tags/v1', first);

  it.each([['main', second], ['heads/main', second], ['refs/heads/main', second], ['old/state', first], ['v1', first], [first, first], [first.slice(0, 8), first], ['nothing', undefined], ['0'.repeat(40), undefined]])('resolves %s', (name, sha) => {
    expect(repository.resolve(name)).toBe(sha);
  });

  it('knows ancestors', () => {
    expect(repository.isAncestor(first, second)).toBe(true);
    expect(repository.isAncestor(second, first)).toBe(false);
  });

  it('finds entries by path, and none below a file', () => {
    const tree = repository.commit(second)?.tree ?? '';
    expect(repository.find(tree, 'dir')?.type).toBe('tree');
    expect(repository.find(tree, 'dir/b.txt')).toMatchObject({ type: 'blob', size: 1, path: 'dir/b.txt' });
    expect(repository.find(tree, 'a.txt/b')).toBeUndefined();
  });

  it('reads back what it wrote', () => {
    const commit = repository.get(second, 'commit');
    expect(commit && decodeCommit(commit.data)).toMatchObject({ parents: [first], message: 'two', author: { name: author.name, at: author.at + 1000 } });
    expect(() => decodeTree(Buffer.from('120 odd\0'))).toThrow('mode');
  });

  it('tells binary from text', () => {
    expect([isBinary(Buffer.from('text')), isBinary(Buffer.from([65, 0, 66])), isBinary(Buffer.alloc(0))]).toEqual([false, true, false]);
  });
});
