import { PortalError } from '../../base/errors';
import { problemOfPath } from '../safePath';

/** As Backstage refuses a path that leads out of a folder. Source: `resolveSafeChildPath` of @backstage/backend-plugin-api. */
export function outsideError(): PortalError {
  return new PortalError('forbidden', 'Relative path is not allowed to refer to a directory outside its parent');
}

/**
 * A path as an action gives it, relative to the workspace: without `.`, `..` and doubled slashes, `''` for the workspace itself.
 * @throws PortalError `forbidden` where it leads out, `invalid` where a system that a repository is cloned to could not hold it
 */
export function toWorkspacePath(path: string, base = ''): string {
  if (/^[/\\]|^[A-Za-z]:/.test(path) || path.includes('\0')) {
    throw outsideError();
  }
  // A backslash parts names on Windows: `..\..\x` must not become a way out there.
  if (path.split(/[/\\]/).includes('..') && path.includes('\\')) {
    throw outsideError();
  }
  const segments = base === '' ? [] : base.split('/');
  for (const segment of path.split('/')) {
    if (segment === '..') {
      if (segments.pop() === undefined) {
        throw outsideError();
      }
    } else if (segment !== '' && segment !== '.') {
      segments.push(segment);
    }
  }
  return segments.join('/');
}

/**
 * Refuses a name that some system would take for another place: a device of Windows, a stream of a file, git's own folder.
 * @throws PortalError `invalid`
 */
export function checkName(path: string): void {
  const problem = path === '' ? undefined : problemOfPath(path);
  if (problem !== undefined) {
    throw new PortalError('invalid', `The path \`${path}\` ${problem}. Nothing is written under such a name; rename it in the template.`);
  }
}

export function parentOf(path: string): string {
  return path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '';
}

export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** `b` within `a`, both within a workspace. */
export function joinPath(a: string, b: string): string {
  return a === '' ? b : b === '' ? a : `${a}/${b}`;
}
