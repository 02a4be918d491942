import { PortalError } from '../../base/errors';
import type { TreeEntry } from '../workspace/fileTree';

/**
 * Reads what templates fetch: folders and files by their address, from disk or a GitHub. Each host brings one that knows the
 * places it may read and refuses all others with `PortalError` `forbidden`.
 */
export interface SkeletonReader {
  /** All below a folder, links as links. @throws PortalError `not-found` where there is none */
  readTree(url: string, signal?: AbortSignal): Promise<readonly TreeEntry[]>;
  /** @throws PortalError `not-found` */
  readFile(url: string, signal?: AbortSignal): Promise<Uint8Array>;
}

/** `https://github.com/acme/templates/tree/main/skeletons/node`, taken apart. */
export interface RepositoryUrl {
  /** `https://github.com` */
  readonly host: string;
  readonly owner: string;
  readonly repository: string;
  /** Branch, tag or commit; `undefined` for the default branch. */
  readonly ref: string | undefined;
  /** Without a slash at either end. */
  readonly path: string;
}

/** @returns `undefined` where it is no address of a folder or file of a repository on a GitHub */
export function parseRepositoryUrl(url: string): RepositoryUrl | undefined {
  if (!URL.canParse(url)) {
    return undefined;
  }
  const { origin, pathname, protocol } = new URL(url);
  const [owner, repository, view, ref, ...path] = decode(pathname.split('/').filter(Boolean));
  if (!/^https?:$/.test(protocol) || !owner || !repository || (view !== undefined && !['tree', 'blob', 'raw', 'edit'].includes(view))) {
    return undefined;
  }
  return { host: origin, owner, repository: repository.replace(/\.git$/, ''), ref, path: path.join('/') };
}

function decode(segments: readonly string[]): readonly string[] {
  try {
    return segments.map(decodeURIComponent);
  } catch {
    return segments; // A percent sign that encodes nothing stands for itself.
  }
}

/**
 * The address of what a step fetches, which may be relative to template.yaml; one that begins in `/` is relative to the root of
 * the repository. Source: `fetchContents` of @backstage/plugin-scaffolder-node and `resolveUrl` of @backstage/integration.
 */
export function resolveFetchUrl(url: string, base: string): string {
  if (URL.canParse(url)) {
    return url;
  }
  const repository = parseRepositoryUrl(base);
  if (!repository || repository.ref === undefined) {
    if (url.startsWith('/')) {
      throw new PortalError('forbidden', 'Relative path is not allowed to refer to a directory outside its parent');
    }
    return new URL(encodePath(url), base).toString();
  }
  const { host, owner, repository: name, ref, path } = repository;
  const root = `${host}/${owner}/${name}/tree/${ref.split('/').map(encodeURIComponent).join('/')}/`;
  return url.startsWith('/') ? `${root}${encodePath(url.slice(1))}` : new URL(encodePath(url), `${root}${encodePath(path)}`).toString();
}

function encodePath(path: string): string {
  return path.split('/').map((segment) => encodeURIComponent(segment)).join('/');
}
