import isGlob from 'is-glob';
import { resolveScmUrl } from './checking/placeholderUrl';
import type { Entity, JsonValue, RepositoryInfo } from './entity';

/** What a Location points to inside its own repository or folder. */
export interface LocationTarget {
  /** From the root, decoded, without a slash at the start; a pattern where `isPattern` says so. */
  readonly path: string;
  /** The address it stands for. */
  readonly url: string;
  /** As written, for messages. */
  readonly written: string;
  /** Where it is written in the entity: `['spec', 'targets', 0]`. */
  readonly at: readonly (string | number)[];
  /** `presence: optional`: that nothing is there is no problem. */
  readonly optional: boolean;
}

/** What a Location asks for. */
export interface LocationPlan {
  readonly targets: readonly LocationTarget[];
  /** Targets in other repositories, or that are no addresses: nothing that can be read where the Location lies. */
  readonly elsewhere: readonly Omit<LocationTarget, 'path'>[];
  /** The type where it is one that may not be registered; nothing is read then. */
  readonly refusedType?: string;
}

/** Types that a Location may ask for whatever its own is. Source: `catalog.locations` of a default Backstage (`allowedLocationTypes`). */
const ALLOWED_TYPES = ['url'];
/** Stands for a folder that lies nowhere on the web. */
const FOLDER: RepositoryInfo = { host: 'https://github.com', owner: 'local', name: 'folder', branch: 'main', private: true };

/**
 * What a Location points to: of a `url` Location each target is resolved against its own address.
 * Source: `runSpecialLocationStep` of DefaultCatalogProcessingOrchestrator, `GithubIntegration.resolveUrl` (4.0.0).
 * @param path where the Location is written, from the root
 * @param repository left out for a folder that lies nowhere on the web
 */
export function planLocation(entity: Entity, path: string, repository: RepositoryInfo = FOLDER): LocationPlan {
  if (entity.kind !== 'Location') {
    return { targets: [], elsewhere: [] };
  }
  const { type, target, targets, presence } = entity.spec ?? {};
  if (typeof type === 'string' && !ALLOWED_TYPES.includes(type)) {
    return { targets: [], elsewhere: [], refusedType: type };
  }
  const single: readonly Written[] = isText(target) ? [{ written: target, at: ['spec', 'target'] }] : [];
  const several = Array.isArray(targets) ? targets.flatMap((written, index): Written[] => (isText(written) ? [{ written, at: ['spec', 'targets', index] }] : [])) : [];
  const base = locationUrl(repository, path.split('/').map(encodeURIComponent).join('/'));
  const inside: LocationTarget[] = [];
  const elsewhere: Omit<LocationTarget, 'path'>[] = [];
  for (const { written, at } of [...single, ...several]) {
    const url = resolveSafely(written, base);
    const found = pathInRepository(url, repository);
    const facts = { url, written, at, optional: presence === 'optional' };
    if (found) {
      inside.push({ path: found, ...facts });
    } else {
      elsewhere.push(facts);
    }
  }
  return { targets: inside, elsewhere };
}

interface Written {
  readonly written: string;
  readonly at: readonly (string | number)[];
}

/** The targets of a Location that lie in its own repository or folder, its own file left out. */
export function locationTargets(entity: Entity, path: string, repository: RepositoryInfo | undefined): readonly LocationTarget[] {
  return planLocation(entity, path, repository).targets.filter((target) => target.path !== path);
}

/** Whether a path stands for all files that match it; `matchPaths` of the file checker finds them. Source: is-glob, as GithubUrlReader uses it. */
export function isPattern(path: string): boolean {
  return isGlob(path);
}

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

function isText(value: JsonValue | undefined): value is string {
  return typeof value === 'string' && value !== '';
}

/** A text that is no address is asked for as it is, and found nowhere. */
function resolveSafely(target: string, base: string): string {
  try {
    return resolveScmUrl(target, base);
  } catch (error) {
    if (error instanceof TypeError) {
      return target;
    }
    throw error;
  }
}

function decodePath(path: string): string | undefined {
  try {
    return decodeURIComponent(path);
  } catch {
    // No well-formed address, so it names no file.
    return undefined;
  }
}
