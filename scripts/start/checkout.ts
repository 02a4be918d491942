import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve, sep } from 'node:path';
import type { LocalGitHub } from '../lib/localGitHub';
import { runQuietly } from '../setup/processes.mjs';

interface TreeEntry {
  readonly path: string;
  readonly type: string;
  readonly sha: string;
}

async function read<T>(github: LocalGitHub, path: string): Promise<T> {
  const url = `${github.url}/api/v3/${path}`;
  const answer = await fetch(url, { headers: { authorization: `Bearer ${github.token}` } });
  if (!answer.ok) {
    throw new Error(`${url} answered ${answer.status}.`);
  }
  return (await answer.json()) as T; // The local GitHub is held to GitHub's description by its own tests.
}

/** Where in the folder a file of a tree belongs. @throws when it would lie outside */
function inside(folder: string, path: string): string {
  const target = resolve(folder, path);
  if (!target.startsWith(`${resolve(folder)}${sep}`)) {
    throw new Error(`The repository holds ${path}, which would lie outside its folder.`);
  }
  return target;
}

/** Makes a working copy of a repository of the local GitHub, unless the folder is there: what a person changed in it stays. */
export async function checkOut(github: LocalGitHub, repository: string, folder: string): Promise<void> {
  if (existsSync(folder)) {
    return;
  }
  const base = `repos/${github.organization}/${repository}`;
  const { default_branch: branch } = await read<{ default_branch: string }>(github, base);
  const { tree } = await read<{ tree: readonly TreeEntry[] }>(github, `${base}/git/trees/${branch}?recursive=1`);
  const partial = `${folder}.partial`;
  rmSync(partial, { recursive: true, force: true });
  for (const entry of tree.filter(({ type }) => type === 'blob')) {
    const blob = await read<{ content: string }>(github, `${base}/git/blobs/${entry.sha}`);
    const file = inside(partial, entry.path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, Buffer.from(blob.content, 'base64'));
  }
  const git = (...args: string[]): Promise<string> => runQuietly('git', ['-C', partial, ...args]);
  await git('init', '--quiet', `--initial-branch=${branch}`);
  await git('add', '--all');
  await git('-c', 'user.name=Stagedoor', '-c', 'user.email=stagedoor@localhost', 'commit', '--quiet', '--message', 'Sample');
  renameSync(partial, folder);
}

/** Points the working copy's `origin` at the local GitHub, whose port may differ at every start. */
export async function setOrigin(github: LocalGitHub, repository: string, folder: string): Promise<void> {
  const url = `${github.url}/${github.organization}/${repository}.git`;
  const git = (...args: string[]): Promise<string> => runQuietly('git', ['-C', join(folder), ...args]);
  const remotes = await git('remote');
  await git('remote', remotes.split('\n').includes('origin') ? 'set-url' : 'add', 'origin', url);
}
