import { dirName } from '../base/uri';
import type { RepositoryInfo } from '../catalog/entity';

/** A folder under git, as its files say; git is not run. */
export interface GitCheckout {
  /** The folder that holds `.git`, with a slash at the end. */
  readonly root: string;
  /** Web address of the repository, without credentials and `.git`; `undefined` where no remote has one. */
  readonly repository: string | undefined;
  /** The branch, or the commit where none is checked out; `undefined` where git's files do not say. */
  readonly branch: string | undefined;
}

/** The text of a file by its URI; `undefined` where there is none, or where the URI is a folder's. */
export type ReadText = (uri: string) => Promise<string | undefined>;

/**
 * The checkout whose root is `folder`. Understands linked work trees and submodules, where `.git` is a file. Rejects only
 * with what `read` rejects with.
 * @param folder URI with a slash at the end
 */
export async function readGitCheckout(folder: string, read: ReadText): Promise<GitCheckout | undefined> {
  const gitDir = await findGitDir(folder, read);
  const head = gitDir && (await read(`${gitDir}HEAD`));
  if (gitDir === undefined || head === undefined) {
    return undefined;
  }
  // A linked work tree keeps its HEAD to itself and shares the configuration.
  const common = await read(`${gitDir}commondir`);
  const shared = common === undefined ? gitDir : toFolder(common, gitDir);
  const config = shared && (await read(`${shared}config`));
  const branch = toBranch(head);
  return { root: folder, repository: toWebAddress(findRemote(parseConfig(config ?? ''), branch)), branch };
}

/** Host, owner and name of a web address; only `https://host/owner/name` is a repository as GitHub has them. */
export function toRepository({ repository, branch }: Pick<GitCheckout, 'repository' | 'branch'>): RepositoryInfo | undefined {
  const [, host, owner, name] = /^(https?:\/\/[^/]+)\/([^/]+)\/([^/]+)$/.exec(repository ?? '') ?? [];
  return host && owner && name && branch !== undefined
    ? // Nobody was asked whether it is public: it is treated as if it were not.
      { host, owner, name, branch, private: true }
    : undefined;
}

/**
 * `git@host:owner/name.git`, `ssh://…` and `https://token@host/…` all become `https://host/owner/name`. The port of a web
 * address stays; that of ssh says nothing of the web.
 */
export function toWebAddress(remote: string | undefined): string | undefined {
  const short = remote === undefined ? null : /^(?:[^@/]+@)?([^:/]+):(?!\/\/)(.+)$/.exec(remote);
  const text = short ? `ssh://${short[1]}/${short[2]}` : remote;
  if (text === undefined || !URL.canParse(text)) {
    return undefined;
  }
  const { protocol, host, hostname, pathname } = new URL(text);
  const isWeb = protocol === 'http:' || protocol === 'https:';
  if ((!isWeb && !/^(git\+)?ssh:$|^git:$/.test(protocol)) || hostname === '') {
    return undefined;
  }
  // GitHub takes ssh at port 443 of a host of its own. Source: "Using SSH over the HTTPS port", docs.github.com.
  const origin = isWeb ? `${protocol}//${host}` : `https://${hostname.replace(/^ssh\.github\.com$/i, 'github.com')}`;
  const path = pathname.replace(/^\/+/, '').replace(/\/+$/, '').replace(/\.git$/, '');
  return path === '' ? undefined : `${origin}/${path}`;
}

async function findGitDir(folder: string, read: ReadText): Promise<string | undefined> {
  const own = `${folder}.git/`;
  if ((await read(`${own}HEAD`)) !== undefined) {
    return own;
  }
  const target = /^gitdir: (.+)$/m.exec((await read(`${folder}.git`)) ?? '')?.[1];
  return target === undefined ? undefined : toFolder(target, folder);
}

/**
 * The URI of a path that git wrote, with a slash at the end. Only paths of the same file system: `//server/share` would
 * have a folder from elsewhere call a server.
 */
function toFolder(written: string, base: string): string | undefined {
  const path = written.trim().replaceAll('\\', '/').replace(/\/*$/, '/');
  if (path.startsWith('//')) {
    return undefined;
  }
  const encoded = encodeURI(path).replace(/[?#]/g, encodeURIComponent);
  const uri = new URL(/^[a-z]:\//i.test(path) ? `/${encoded}` : path.startsWith('/') ? encoded : `./${encoded}`, base).toString();
  return dirName(uri);
}

function toBranch(head: string): string | undefined {
  const text = head.trim();
  const branch = text.replace(/^ref: *(refs\/heads\/)?/, '');
  // Repositories with reftables keep no branch here and write this instead.
  return branch === '' || text === 'ref: refs/heads/.invalid' ? undefined : branch;
}

/** Values by section and key, the first of each: `remote "origin"` → `url`. Includes are not followed. */
function parseConfig(text: string): ReadonlyMap<string, ReadonlyMap<string, string>> {
  const sections = new Map<string, Map<string, string>>();
  let section = new Map<string, string>();
  for (const line of text.split(/\r?\n/)) {
    const [, title, name, rest] = /^\s*\[\s*([\w.-]+)(?:\s+"((?:[^"\\]|\\.)*)")?\s*\](.*)$/.exec(line) ?? [];
    if (title !== undefined) {
      const key = name === undefined ? title.toLowerCase() : `${title.toLowerCase()} ${name.replace(/\\(.)/g, '$1')}`;
      section = sections.get(key) ?? new Map<string, string>();
      sections.set(key, section);
    }
    const [, key, value] = /^\s*([a-z][\w-]*)\s*=\s*(.*?)\s*$/i.exec(rest ?? line) ?? [];
    if (key !== undefined && value !== undefined && !section.has(key.toLowerCase())) {
      section.set(key.toLowerCase(), toValue(value));
    }
  }
  return sections;
}

function toValue(written: string): string {
  const quoted = /^"((?:[^"\\]|\\.)*)"/.exec(written)?.[1];
  return quoted === undefined ? written.replace(/\s*[#;].*$/, '') : quoted.replace(/\\(.)/g, '$1');
}

/** The URL of `origin`, else of the branch's own remote, else of the first one. */
function findRemote(config: ReadonlyMap<string, ReadonlyMap<string, string>>, branch: string | undefined): string | undefined {
  const own = config.get(`branch ${branch}`)?.get('remote');
  const first = [...config].find(([name, section]) => name.startsWith('remote ') && section.has('url'));
  return config.get('remote origin')?.get('url') ?? config.get(`remote ${own}`)?.get('url') ?? first?.[1].get('url');
}
