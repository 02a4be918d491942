import { pathBelow, toUriBelow } from '../catalog/placeholderTargets';

/**
 * The file that a path names from a folder. @param root what nothing may lie outside of @param folder inside of `root`
 * @returns `undefined` for what lies outside, or among what git keeps beside the files
 */
export function uriInside(root: string, folder: string, path: string): string | undefined {
  const below = pathBelow(folder, root);
  const segments = path.startsWith('/') ? undefined : joinSegments(below, path);
  return segments === undefined || segments.length === 0 || segments.some((segment) => segment.toLowerCase() === '.git') ? undefined : toUriBelow(root, segments.join('/'));
}

function joinSegments(folder: string, path: string): readonly string[] | undefined {
  const segments = folder.split('/').filter(Boolean);
  for (const segment of path.split(/[/\\]/)) {
    if (segment === '..') {
      if (segments.pop() === undefined) {
        return undefined;
      }
    } else if (segment !== '' && segment !== '.') {
      segments.push(segment);
    }
  }
  return segments;
}
