import { messageOf } from '../../base/errors';
import { parseGitUrl } from './gitUrl';

export type PlaceholderUrl = { readonly url: string } | { readonly error: string };

/**
 * The address a placeholder of a file at `base` points to. Relative ones become `…/tree/…` addresses, as everywhere in
 * Backstage. Both addresses must be of one repository where both name a file in one.
 * Source: `relativeUrl` of PlaceholderProcessor (plugin-catalog-backend 4.0.0), `GithubIntegration.resolveUrl`.
 */
export function toPlaceholderUrl(value: string, base: string): PlaceholderUrl {
  try {
    const resolved = resolve(value, base);
    // A file that lies nowhere on the web is of no repository, whatever its path looks like.
    if (!/^https?:/i.test(base)) {
      return { url: resolved };
    }
    const url = toTreeUrl(resolved);
    return isOfOneRepository(url, base) ? { url } : { error: 'Error: Placeholder may only reference files from the same repository as the entity' };
  } catch (error) {
    return { error: error instanceof Error ? `${error.name}: ${error.message}` : messageOf(error) };
  }
}

/**
 * The address that a text in a file at `base` means: of files on GitHub always a `…/tree/…` one.
 * Source: `ScmIntegrations.resolveUrl`. @throws TypeError where there is none
 */
export function resolveScmUrl(value: string, base: string): string {
  return toTreeUrl(resolve(value, base));
}

function resolve(value: string, base: string): string {
  if (URL.canParse(value)) {
    return value;
  }
  const from = new URL(base);
  const resolved = value.startsWith('/') ? toRooted(value, base) : new URL(value, base);
  resolved.search = from.search;
  return resolved.toString();
}

/** A value that begins with a slash counts from the root of the repository. */
function toRooted(value: string, base: string): URL {
  const filePath = parseGitUrl(base)?.filePath ?? '';
  const resolved = new URL(base.replace(/\/$/, ''));
  const root = resolved.pathname.substring(0, resolved.pathname.length - filePath.length).replace(/\/+$/, '');
  resolved.pathname = `${root}${value}`;
  return resolved;
}

function toTreeUrl(url: string): string {
  return url.replace(/\/\/([^/]+)\/([^/]+)\/([^/]+)\/(blob|tree|edit)\//, '//$1/$2/$3/tree/');
}

function isOfOneRepository(url: string, base: string): boolean {
  const target = parseGitUrl(url);
  const entity = parseGitUrl(base);
  if (!target?.owner || !target.name || !target.filePath || !entity?.owner || !entity.name || !entity.filePath) {
    return true;
  }
  return target.host === entity.host && target.fullName === entity.fullName;
}
