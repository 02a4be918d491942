import { messageOf } from '../../portal/base/errors';
import { baseName, dirName } from '../../portal/base/uri';
import type { PlaceholderRoot } from '../../portal/catalog/placeholderTargets';
import { readGitCheckout, toRepository, type GitCheckout, type ReadText } from '../../portal/github/gitCheckout';
import { parseGitHubUri, toGitHubUri } from '../../portal/github/gitHubUri';
import type { FileSource } from '../../portal/ports/fileSource';
import type { Log } from '../../portal/ports/log';

/** Finds under which address Backstage would know a file: `https://github.com/acme/shop/blob/main/catalog-info.yaml`. */
export interface GitLocations {
  /** Reads the git configuration around a file once; `get` knows its location from then on. */
  prepare(uri: string): Promise<void>;
  get(uri: string): string | undefined;
  /** The repository a file lies in, at the branch it is seen at; `undefined` outside of any. */
  rootOf(uri: string): PlaceholderRoot | undefined;
  /** Branches and remotes may have changed: reads them again when next asked. */
  forget(): void;
}

/** Folders above a file in which `.git` is looked for. */
const MOST_LEVELS = 24;

export function createGitLocations(files: Pick<FileSource, 'read'>, log: Pick<Log, 'warn'>): GitLocations {
  const checkouts = new Map<string, Promise<GitCheckout | undefined>>();
  const locations = new Map<string, string | undefined>();
  const roots = new Map<string, PlaceholderRoot>();
  const find = (folder: string, levels: number): Promise<GitCheckout | undefined> => {
    const known = checkouts.get(folder);
    if (known) {
      return known;
    }
    const found = readGitCheckout(folder, textReader(files)).then((checkout) => {
      const above = dirName(folder.slice(0, -1));
      return checkout ?? (levels > 0 && above.length < folder.length && new URL(above).pathname !== new URL(folder).pathname ? find(above, levels - 1) : undefined);
    });
    checkouts.set(folder, found);
    return found;
  };
  return {
    async prepare(uri) {
      const remote = parseGitHubUri(uri);
      if (remote) {
        const { host, owner, repository, ref, path } = remote;
        locations.set(uri, `${host}/${owner}/${repository}/blob/${ref}/${path}`);
        roots.set(uri, { folder: toGitHubUri({ ...remote, path: '' }), repository: toRepository({ repository: `${host}/${owner}/${repository}`, branch: ref }) });
      } else if (!uri.startsWith('untitled:') && !locations.has(uri)) {
        const checkout = await find(dirName(uri), MOST_LEVELS).catch((error: unknown) => {
          // Without it, placeholders are not judged; all else is.
          log.warn(`The git configuration around ${baseName(uri)} cannot be read: ${messageOf(error)}`);
          return undefined;
        });
        locations.set(uri, checkout && toLocation(checkout, uri));
        const known = checkout && toRepository(checkout);
        if (known) {
          roots.set(uri, { folder: checkout.root.replace(/\/$/, ''), repository: known });
        }
      }
    },
    get: (uri) => locations.get(uri),
    rootOf: (uri) => roots.get(uri),
    forget() {
      roots.clear();
      checkouts.clear();
      locations.clear();
    },
  };
}

function toLocation({ root, repository, branch }: GitCheckout, uri: string): string | undefined {
  return repository === undefined || branch === undefined ? undefined : `${repository}/blob/${branch}/${uri.slice(root.length)}`;
}

/** Reads git's files as text. */
export function textReader(files: Pick<FileSource, 'read'>): ReadText {
  return async (uri) => {
    const bytes = await files.read(uri);
    return bytes && new TextDecoder().decode(bytes);
  };
}
