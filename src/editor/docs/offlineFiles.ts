import { isPortalError, messageOf } from '../../portal/base/errors';
import { hashText } from '../../portal/base/hash';
import { parseGitHubUri } from '../../portal/github/gitHubUri';
import type { FileSource } from '../../portal/ports/fileSource';
import type { Log } from '../../portal/ports/log';
import type { SnapshotStore } from '../../portal/ports/snapshotStore';

export interface OfflineFiles extends FileSource {
  /** Whether what lies in a folder was last taken from what is kept, as GitHub could not be reached. */
  isCopy(folder: string): boolean;
  /** Drops what is kept of a host, as when another account is signed in to it. */
  forget(host: string): Promise<void>;
}

const PREFIX = 'docs-file-';
/** Larger files, in bytes, are not kept. */
const LARGEST = 2_000_000;
/** Files kept in all; the oldest go first. */
const MOST = 2_000;

/** Files of docs on GitHub, kept on disk as they are read, and taken from there while GitHub cannot be reached. All others pass through. */
export function createOfflineFiles(files: FileSource, store: SnapshotStore, log: Pick<Log, 'warn'>): OfflineFiles {
  const copies = new Set<string>();
  let kept = 0;

  const keep = async (name: string, bytes: Uint8Array): Promise<void> => {
    try {
      await store.replace(name, bytes);
      // Looked over now and then: a site has some hundred files at most.
      if (kept++ % 500 === 0) {
        await prune(store);
      }
    } catch (error) {
      log.warn(`A file of the docs could not be kept for use offline: ${messageOf(error)}`);
    }
  };
  const orKept = async (error: unknown, name: string): Promise<Uint8Array> => {
    const bytes = isPortalError(error) && ['offline', 'timeout'].includes(error.reason) ? await store.read(name) : undefined;
    if (!bytes) {
      throw error;
    }
    return bytes;
  };
  const read: FileSource['read'] = async (uri, signal) => {
    const name = nameOf(uri, 'file');
    if (name === undefined) {
      return files.read(uri, signal);
    }
    try {
      const bytes = await files.read(uri, signal);
      if (bytes && bytes.length <= LARGEST) {
        await keep(name, bytes);
      }
      return bytes;
    } catch (error) {
      return orKept(error, name);
    }
  };
  const list: FileSource['list'] = async (folder, extensions, signal) => {
    const name = nameOf(folder, `list ${extensions?.join(' ') ?? ''}`);
    if (name === undefined) {
      return files.list(folder, extensions, signal);
    }
    try {
      const uris = await files.list(folder, extensions, signal);
      copies.delete(folder);
      await keep(name, new TextEncoder().encode(JSON.stringify(uris)));
      return uris;
    } catch (error) {
      const uris: unknown = JSON.parse(new TextDecoder().decode(await orKept(error, name)));
      copies.add(folder);
      return Array.isArray(uris) ? uris.filter((uri) => typeof uri === 'string') : [];
    }
  };
  return {
    read,
    list,
    ...(files.leadsOut && { leadsOut: (uri: string, folder: string) => files.leadsOut?.(uri, folder) ?? Promise.resolve(false) }),
    ...(files.onDidChange && { onDidChange: files.onDidChange }),
    isCopy: (folder) => copies.has(folder),
    forget: async (host) => {
      const names = (await store.list()).filter((name) => name.startsWith(`${PREFIX}${hashText(host)}-`));
      await Promise.all(names.map((name) => store.remove(name)));
    },
  };
}

function nameOf(uri: string, what: string): string | undefined {
  const host = parseGitHubUri(uri)?.host;
  return host === undefined ? undefined : `${PREFIX}${hashText(host)}-${hashText(`${what}\n${uri}`)}`;
}

async function prune(store: SnapshotStore): Promise<void> {
  const names = (await store.list()).filter((name) => name.startsWith(PREFIX));
  if (names.length > MOST) {
    const dated = await Promise.all(names.map(async (name) => ({ name, at: (await store.writtenAt(name)) ?? 0 })));
    const oldest = dated.sort((a, b) => a.at - b.at).slice(0, names.length - MOST * 0.9);
    await Promise.all(oldest.map(({ name }) => store.remove(name)));
  }
}
