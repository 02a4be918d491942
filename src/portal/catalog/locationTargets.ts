import type { Entity, RepositoryInfo } from './entity';

/** What a Location points to inside its own repository or folder. */
export interface LocationTarget {
  /** From the root, without a slash at the start; may hold `*`, `**`, `?`. */
  readonly path: string;
  /** As written, for messages. */
  readonly written: string;
  /** `presence: optional`: that nothing is there is no problem. */
  readonly optional: boolean;
}

/**
 * The targets of a Location that lie in its own repository or folder. Others are for a Backstage backend to follow.
 * @param path where the Location is written, from the root
 */
export function locationTargets(entity: Entity, path: string, repository: RepositoryInfo | undefined): readonly LocationTarget[] {
  if (entity.kind.toLowerCase() !== 'location') {
    return [];
  }
  const { target, targets, presence } = entity.spec ?? {};
  const written = [target, ...(Array.isArray(targets) ? targets : [])].filter((entry) => typeof entry === 'string');
  return written.flatMap((entry) => {
    const resolved = toPath(entry, path, repository);
    return resolved === undefined || resolved === path ? [] : [{ path: resolved, written: entry, optional: presence === 'optional' }];
  });
}

export function isPattern(path: string): boolean {
  return /[*?]/.test(path);
}

/** `*` stands for anything but a slash, `**` for any folders, `?` for one character. Source: minimatch, as Backstage uses it. */
export function toPathPattern(pattern: string): RegExp {
  const source = pattern.replace(/\*\*\/|\*\*|\*|\?|[\\^$.|+()[\]{}]/g, (part) => PARTS[part] ?? `\\${part}`);
  return new RegExp(`^${source}$`);
}

const PARTS: Readonly<Record<string, string>> = { '**/': '(?:[^/]+/)*', '**': '.*', '*': '[^/]*', '?': '[^/]' };

/** The path of a URL inside a repository at its branch: `https://github.com/acme/shop/blob/main/docs/x.yaml` → `docs/x.yaml`. */
export function pathInRepository(url: string, { host, owner, name, branch }: RepositoryInfo): string | undefined {
  const match = /^([^/]*\/\/[^/]+)\/([^/]+)\/([^/]+)\/(?:blob|tree|raw|edit)\/(.*)$/.exec(url.replace(/[?#].*$/, ''));
  const [, urlHost = '', urlOwner = '', urlName = '', rest = ''] = match ?? [];
  const same = `${urlHost}/${urlOwner}/${urlName}`.toLowerCase() === `${host}/${owner}/${name}`.toLowerCase();
  const path = same && rest.startsWith(`${branch}/`) ? rest.slice(branch.length + 1) : undefined;
  return path === undefined || leavesFolder(path) ? undefined : decodePath(path);
}

/** Whether the path of a URL has steps that may lead out of where it begins; it may hide them as `%2e%2e` or behind `%2f`. */
export function leavesFolder(path: string): boolean {
  return decodePath(path)?.split(/[/\\]/).some((segment) => segment === '..' || segment === '.') ?? true;
}

/** What Backstage would put in `backstage.io/managed-by-location`, without the `url:`. */
export function locationUrl({ host, owner, name, branch }: RepositoryInfo, path: string): string {
  return `${host}/${owner}/${name}/blob/${branch}/${path}`;
}

const ROOT = 'file:///';

function toPath(target: string, path: string, repository: RepositoryInfo | undefined): string | undefined {
  if (URL.canParse(target)) {
    return repository && pathInRepository(target, repository);
  }
  // A pattern's characters would be escaped or cut off by URL; joining by hand keeps them. No target leaves the root.
  const segments = target.startsWith('/') ? [] : path.split('/').slice(0, -1);
  for (const segment of target.split('/')) {
    if (segment === '..') {
      if (segments.pop() === undefined) {
        return undefined;
      }
    } else if (segment !== '' && segment !== '.') {
      segments.push(segment);
    }
  }
  const joined = segments.join('/');
  return joined !== '' && URL.canParse(joined, ROOT) ? joined : undefined;
}

function decodePath(path: string): string | undefined {
  try {
    return decodeURIComponent(path);
  } catch {
    // No well-formed address, so it names no file.
    return undefined;
  }
}
