import { execFile, spawn } from 'node:child_process';
import { promisify } from 'node:util';
import { UsageError } from './command';

const run = promisify(execFile);
const MOST_OUTPUT = 256 * 1024 * 1024;

/** The files of a commit. */
export interface GitTree {
  /** Paths from the root of the repository, links left out. */
  readonly paths: readonly string[];
  /** By path; what is no file of the commit is missing. */
  read(paths: readonly string[]): Promise<ReadonlyMap<string, Uint8Array>>;
}

/** @param root of the checkout @param ref a branch, tag or commit. @throws UsageError where git does not know it, or is not there */
export async function openGitTree(root: string, ref: string): Promise<GitTree> {
  const commit = await git(root, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`]).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
      throw new UsageError('--base needs git, which is not on the PATH.');
    }
    throw new UsageError(`--base: git knows no commit ${ref} in ${root}. In a shallow clone, fetch it first.`);
  });
  const listed = await git(root, ['ls-tree', '-r', '-z', '--full-tree', commit.trim()]);
  const blobs = new Map(
    listed.split('\0').flatMap((line) => {
      const [, mode, sha, path] = /^(\d+) blob ([0-9a-f]+)\t(.+)$/s.exec(line) ?? [];
      return mode !== undefined && mode !== '120000' && sha !== undefined && path !== undefined ? [[path, sha] as const] : [];
    }),
  );
  return {
    paths: [...blobs.keys()],
    read: async (paths) => {
      const wanted = paths.flatMap((path) => {
        const sha = blobs.get(path);
        return sha === undefined ? [] : [{ path, sha }];
      });
      const contents = await readBlobs(root, wanted.map(({ sha }) => sha));
      return new Map(wanted.flatMap(({ path, sha }) => {
        const content = contents.get(sha);
        return content ? [[path, content] as const] : [];
      }));
    },
  };
}

/**
 * A part of a commit, with paths that count from a folder of the repository.
 *
 * @param from that folder: `` for the root, else `services/shop` @param within only what lies below this one, which counts from the root, too
 */
export function treeBelow(tree: GitTree, from: string, within: string): GitTree {
  const [start, inside] = [from, within].map((folder) => (folder === '' ? '' : `${folder}/`));
  return {
    paths: tree.paths.filter((path) => path.startsWith(start ?? '') && path.startsWith(inside ?? '')).map((path) => path.slice(start?.length)),
    read: async (paths) => new Map([...(await tree.read(paths.map((path) => `${start ?? ''}${path}`)))].map(([path, bytes]) => [path.slice(start?.length), bytes])),
  };
}

async function git(root: string, args: readonly string[]): Promise<string> {
  return (await run('git', ['-C', root, ...args], { maxBuffer: MOST_OUTPUT })).stdout;
}

/** All blobs by one process: `<sha> blob <size>`, the content and a line feed for each. */
function readBlobs(root: string, shas: readonly string[]): Promise<ReadonlyMap<string, Uint8Array>> {
  if (shas.length === 0) {
    return Promise.resolve(new Map());
  }
  return new Promise((resolve, reject) => {
    const child = spawn('git', ['-C', root, 'cat-file', '--batch'], { stdio: ['pipe', 'pipe', 'inherit'] });
    const chunks: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.on('error', reject);
    child.on('close', (code) => (code === 0 ? resolve(splitBatch(Buffer.concat(chunks))) : reject(new Error(`git cat-file ended with ${code ?? 'a signal'}.`))));
    child.stdin.end(`${shas.join('\n')}\n`);
  });
}

function splitBatch(output: Buffer): ReadonlyMap<string, Uint8Array> {
  const contents = new Map<string, Uint8Array>();
  for (let at = 0; at < output.length; ) {
    const end = output.indexOf(10, at);
    const [, sha, size] = /^([0-9a-f]+) blob (\d+)$/.exec(output.toString('latin1', at, end)) ?? [];
    if (sha === undefined || size === undefined) {
      throw new Error(`git cat-file answered: ${output.toString('utf8', at, end)}`);
    }
    contents.set(sha, output.subarray(end + 1, end + 1 + Number(size)));
    at = end + 1 + Number(size) + 1;
  }
  return contents;
}
