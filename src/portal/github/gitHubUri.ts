/** A file or folder on GitHub at a branch, tag or commit. */
export interface GitHubFile {
  /** Web address of the host: `https://github.com`. */
  readonly host: string;
  readonly owner: string;
  readonly repository: string;
  /** Branch, tag or commit. */
  readonly ref: string;
  /** Path without a slash at the start; empty for the root. */
  readonly path: string;
}

export const GITHUB_SCHEME = 'stagedoor-github';

/**
 * The URI under which the editor shows a file that only lives on GitHub:
 * `stagedoor-github:/https+github.com/<owner>/<repository>/<ref>/<path>`, a `/` in the ref written `~`, which git
 * allows in no ref. All of it stands in the path, because hosts lower-case a URI's authority, and no segment depends on
 * an encoded slash, because hosts decode a URI's path as a whole.
 */
export function toGitHubUri(file: GitHubFile): string {
  const head = [file.host.replace('://', '+'), file.owner, file.repository, file.ref.replaceAll('/', '~')];
  const segments = [...head, ...file.path.split('/').filter(Boolean)];
  return `${GITHUB_SCHEME}:/${segments.map(encodeURIComponent).join('/')}`;
}

/** The file or folder that a `stagedoor-github:` URI names, with a slash at its end or without; `undefined` where it is none. */
export function parseGitHubUri(uri: string): GitHubFile | undefined {
  const match = /^stagedoor-github:\/+([^?#]*)/.exec(uri);
  const segments = decode(match?.[1] ?? '');
  const [host, owner, repository, ref, ...path] = segments;
  // A `..` would make another address of the API out of that of a repository.
  return host && owner && repository && ref && !segments.some((segment) => /^\.\.?$/.test(segment))
    ? { host: host.replace('+', '://'), owner, repository, ref: ref.replaceAll('~', '/'), path: path.filter(Boolean).join('/') }
    : undefined;
}

function decode(path: string): readonly string[] {
  try {
    return path.split('/').map(decodeURIComponent);
  } catch {
    // A percent sign that encodes nothing: none of ours.
    return [];
  }
}
