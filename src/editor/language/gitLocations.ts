import { messageOf } from '../../portal/base/errors';
import { baseName, dirName, resolveUri } from '../../portal/base/uri';
import { parseGitHubUri } from '../../portal/github/gitHubUri';
import type { FileSource } from '../../portal/ports/fileSource';
import type { Log } from '../../portal/ports/log';

/** Finds under which address Backstage would know a file: `https://github.com/acme/shop/blob/main/catalog-info.yaml`. */
export interface GitLocations {
  /** Reads the git configuration around a file once; `get` knows its location from then on. */
  prepare(uri: string): Promise<void>;
  get(uri: string): string | undefined;
  /** Branches and remotes may have changed: reads them again when next asked. */
  forget(): void;
}

export interface Checkout {
  /** The folder that holds `.git`, with a slash at the end. */
  readonly root: string;
  readonly repository: string;
  readonly branch: string;
}

/** Folders above a file in which `.git` is looked for. */
const MOST_LEVELS = 24;

export function createGitLocations(files: Pick<FileSource, 'read'>, log: Pick<Log, 'warn'>): GitLocations {
  const checkouts = new Map<string, Promise<Checkout | undefined>>();
  const locations = new Map<string, string | undefined>();
  const find = (folder: string, levels: number): Promise<Checkout | undefined> => {
    const known = checkouts.get(folder);
    if (known) {
      return known;
    }
    const found = readCheckout(files, folder).then((checkout) => {
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
      } else if (!uri.startsWith('untitled:') && !locations.has(uri)) {
        const checkout = await find(dirName(uri), MOST_LEVELS).catch((error: unknown) => {
          // Without it, placeholders are not judged; all else is.
          log.warn(`The git configuration around ${baseName(uri)} cannot be read: ${messageOf(error)}`);
          return undefined;
        });
        locations.set(uri, checkout && `${checkout.repository}/blob/${checkout.branch}/${uri.slice(checkout.root.length)}`);
      }
    },
    get: (uri) => locations.get(uri),
    forget() {
      checkouts.clear();
      locations.clear();
    },
  };
}

/** The checkout whose root is `folder` (with a slash at the end), where it has a remote. */
export async function readCheckout(files: Pick<FileSource, 'read'>, folder: string): Promise<Checkout | undefined> {
  const head = await readText(files, resolveUri(folder, '.git/HEAD'));
  if (head === undefined) {
    return undefined;
  }
  const config = await readText(files, resolveUri(folder, '.git/config'));
  const repository = toWebAddress(remoteOf(config ?? ''));
  const branch = head.trim().replace(/^ref: refs\/heads\//, '');
  return repository === undefined || branch === '' ? undefined : { root: folder, repository, branch };
}

async function readText(files: Pick<FileSource, 'read'>, uri: string): Promise<string | undefined> {
  const bytes = await files.read(uri);
  return bytes && new TextDecoder().decode(bytes);
}

/** The URL of `origin`, or of the first remote where none has that name. */
function remoteOf(config: string): string | undefined {
  const sections = [...config.matchAll(/^\s*\[remote "([^"]+)"\]([^[]*)/gm)].flatMap(([, name, body = '']) => {
    const url = /^\s*url\s*=\s*(.+?)\s*$/m.exec(body)?.[1];
    return url === undefined ? [] : [{ name, url }];
  });
  return (sections.find(({ name }) => name === 'origin') ?? sections[0])?.url;
}

/** `git@host:owner/name.git`, `ssh://…` and `https://token@host/…` as `https://host/owner/name`: no credentials remain. */
export function toWebAddress(remote: string | undefined): string | undefined {
  const short = remote === undefined ? null : /^(?:[^@/]+@)?([^:/]+):(?!\/\/)(.+)$/.exec(remote);
  const text = short ? `https://${short[1]}/${short[2]}` : remote;
  if (text === undefined || !URL.canParse(text)) {
    return undefined;
  }
  const { protocol, host, hostname, pathname } = new URL(text);
  const origin = protocol === 'http:' || protocol === 'https:' ? `${protocol}//${host}` : protocol === 'ssh:' || protocol === 'git:' ? `https://${hostname}` : undefined;
  return origin && origin + pathname.replace(/\/+$/, '').replace(/\.git$/, '');
}
