import { describe, expect, test } from 'vitest';
import { createOfflineFiles } from '../../../src/editor/docs/offlineFiles';
import { PortalError } from '../../../src/portal/base/errors';
import type { FileSource } from '../../../src/portal/ports/fileSource';
import type { SnapshotStore } from '../../../src/portal/ports/snapshotStore';

const FOLDER = 'stagedoor-github:/https%2Bgithub.com/acme/shop/main/docs/';
const PAGE = `${FOLDER}index.md`;
const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

/** A GitHub that can go away, and a disk. */
function stage() {
  const blobs = new Map<string, Uint8Array>();
  const store: SnapshotStore = {
    read: (name) => Promise.resolve(blobs.get(name)),
    replace: (name, bytes) => Promise.resolve(void blobs.set(name, bytes)),
    remove: (name) => Promise.resolve(void blobs.delete(name)),
    list: () => Promise.resolve([...blobs.keys()]),
    writtenAt: () => Promise.resolve(0),
  };
  let failure: Error | undefined;
  const answer = <T>(value: T): Promise<T> => (failure ? Promise.reject(failure) : Promise.resolve(value));
  const source: FileSource = {
    read: (uri) => answer(uri.endsWith('index.md') ? encode('# Shop') : undefined),
    list: () => answer([PAGE]),
  };
  const warned: string[] = [];
  return { files: createOfflineFiles(source, store, { warn: (text) => warned.push(text) }), blobs, warned, fail: (error: Error | undefined) => (failure = error) };
}

describe('docs without GitHub', () => {
  test('are those that were read before, and are said to be', async () => {
    const { files, fail } = stage();
    await files.list(FOLDER);
    await files.read(PAGE);
    expect(files.isCopy(FOLDER)).toBe(false);
    fail(new PortalError('offline', 'GitHub cannot be reached.'));
    expect(await files.list(FOLDER)).toEqual([PAGE]);
    expect(new TextDecoder().decode(await files.read(PAGE))).toBe('# Shop');
    expect(files.isCopy(FOLDER)).toBe(true);
    fail(undefined);
    await files.list(FOLDER);
    expect(files.isCopy(FOLDER)).toBe(false);
  });

  test('are none where nothing was read, and where GitHub says no', async () => {
    const { files, fail } = stage();
    fail(new PortalError('offline', 'GitHub cannot be reached.'));
    await expect(files.read(PAGE)).rejects.toThrow('GitHub cannot be reached.');
    fail(undefined);
    await files.read(PAGE);
    fail(new PortalError('forbidden', 'Not yours any more.'));
    await expect(files.read(PAGE)).rejects.toThrow('Not yours any more.');
  });

  test('go with the session of their host, and of no other', async () => {
    const { files, blobs } = stage();
    await files.read(PAGE);
    await files.forget('https://ghe.example.com');
    expect(blobs.size).toBe(1);
    await files.forget('https://github.com');
    expect(blobs.size).toBe(0);
  });

  test('leave files of folders alone', async () => {
    const { files, blobs } = stage();
    await files.read('file:///w/docs/index.md');
    await files.list('file:///w/docs/');
    expect(blobs.size).toBe(0);
  });
});
