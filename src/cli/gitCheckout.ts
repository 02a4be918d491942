import { readFile, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';

/** A folder under git, read from its files without running git. */
export interface GitCheckout {
  readonly root: string;
  /** Web address of the repository, without credentials and `.git`; `undefined` where there is no remote. */
  readonly repository: string | undefined;
  /** The branch, or the commit where none is checked out. */
  readonly branch: string | undefined;
}

/** The checkout that `folder` lies in, or `undefined` where it lies in none. */
export async function findGitCheckout(folder: string): Promise<GitCheckout | undefined> {
  for (let root = resolve(folder); ; root = dirname(root)) {
    const gitDir = await findGitDir(join(root, '.git'));
    if (gitDir !== undefined) {
      // A linked work tree keeps its HEAD to itself and shares the configuration.
      const common = (await readText(join(gitDir, 'commondir')))?.trim();
      const config = await readText(join(common === undefined ? gitDir : resolve(gitDir, common), 'config'));
      const head = (await readText(join(gitDir, 'HEAD')))?.trim();
      return { root, repository: toWebAddress(findRemote(config ?? '')), branch: head?.replace(/^ref: refs\/heads\//, '') || undefined };
    }
    if (root === dirname(root)) {
      return undefined;
    }
  }
}

async function findGitDir(path: string): Promise<string | undefined> {
  const found = await stat(path).catch(() => undefined);
  if (found?.isDirectory()) {
    return path;
  }
  // A file in linked work trees and submodules.
  const target = found?.isFile() ? /^gitdir: (.+)$/m.exec((await readText(path)) ?? '')?.[1] : undefined;
  return target === undefined ? undefined : resolve(dirname(path), target.trim());
}

/** What cannot be read says nothing: the folder then counts as one without a remote. */
async function readText(path: string): Promise<string | undefined> {
  return readFile(path, 'utf8').catch(() => undefined);
}

/** The URL of `origin`, or of the first remote where there is none of that name. */
function findRemote(config: string): string | undefined {
  const remotes = new Map<string, string>();
  let remote: string | undefined;
  for (const line of config.split(/\r?\n/)) {
    if (/^\s*\[/.test(line)) {
      remote = /^\s*\[remote "(.+)"\]/.exec(line)?.[1];
    }
    const url = /^\s*url\s*=\s*(.+?)\s*$/.exec(line)?.[1];
    if (remote !== undefined && url !== undefined && !remotes.has(remote)) {
      remotes.set(remote, url);
    }
  }
  return remotes.get('origin') ?? remotes.values().next().value;
}

/** `git@host:owner/name.git`, `ssh://…` and `https://token@host/…` all become `https://host/owner/name`. */
export function toWebAddress(remote: string | undefined): string | undefined {
  const short = remote === undefined ? null : /^(?:[^@/]+@)?([^:/]+):(?!\/\/)(.+)$/.exec(remote);
  const text = short ? `https://${short[1]}/${short[2]}` : remote;
  if (text === undefined || !URL.canParse(text)) {
    return undefined;
  }
  const url = new URL(text);
  if (!['http:', 'https:', 'ssh:', 'git:'].includes(url.protocol)) {
    return undefined;
  }
  const origin = url.protocol.startsWith('http') ? `${url.protocol}//${url.host}` : `https://${url.hostname}`;
  return origin + url.pathname.replace(/\/+$/, '').replace(/\.git$/, '');
}
