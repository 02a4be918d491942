/**
 * Whether files of a template may be written where they say, on every system a repository is cloned to: inside the
 * target, with names that Windows and case-insensitive disks keep apart, and never into git's own folder.
 */

const RESERVED = /^(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])(\.|$)/i;
const FORBIDDEN = /[<>:"|?*\\]/;
/** Code points that HFS+ ignores when it compares names, so that `.g\u200cit` is `.git` there. */
const IGNORABLE = /[\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]/gu;

const MAX_SEGMENT_BYTES = 255;
const MAX_PATH_BYTES = 1024;

function hasControlCharacter(text: string): boolean {
  return Array.from(text).some((character) => {
    const code = character.codePointAt(0) ?? 0;
    return code < 0x20 || (code >= 0x7f && code < 0xa0);
  });
}

function problemOfSegment(segment: string): string | undefined {
  if (segment === '' || segment === '.' || segment === '..') {
    return 'has an empty, `.` or `..` segment';
  }
  if (hasControlCharacter(segment) || FORBIDDEN.test(segment)) {
    return 'holds a character that Windows refuses';
  }
  if (/[. ]$/.test(segment) || segment.startsWith(' ')) {
    return 'has a segment that begins with a space or ends with a space or dot';
  }
  if (RESERVED.test(segment)) {
    return 'uses a name that Windows reserves for a device';
  }
  const plain = segment.normalize('NFKC').replace(IGNORABLE, '').toLowerCase();
  if (plain === '.git' || /^git~\d+$/.test(plain)) {
    return 'reaches into git’s own folder';
  }
  return new TextEncoder().encode(segment).length > MAX_SEGMENT_BYTES ? 'has a segment over 255 bytes' : undefined;
}

/** What is wrong with a `/`-separated relative path, as the end of a sentence; `undefined` where it is safe. */
export function problemOfPath(path: string): string | undefined {
  if (path === '') {
    return 'is empty';
  }
  if (path.startsWith('/') || /^[A-Za-z]:/.test(path)) {
    return 'is absolute';
  }
  if (new TextEncoder().encode(path).length > MAX_PATH_BYTES) {
    return 'is longer than 1024 bytes';
  }
  return path.split('/').map(problemOfSegment).find((problem) => problem !== undefined);
}

/** The form under which names collide on disks that ignore case or Unicode composition. */
export function collisionKey(path: string): string {
  return path.normalize('NFKC').replace(IGNORABLE, '').toLowerCase();
}

/** What is wrong with a set of paths, one sentence a problem; empty where all are safe together. */
export function problemsOfPaths(paths: readonly string[]): string[] {
  const problems: string[] = [];
  const files = new Map<string, string>();
  const folders = new Map<string, string>();
  for (const path of paths) {
    const problem = problemOfPath(path);
    if (problem !== undefined) {
      problems.push(`The path \`${path}\` ${problem}.`);
      continue;
    }
    const twin = files.get(collisionKey(path));
    if (twin !== undefined) {
      problems.push(`The paths \`${twin}\` and \`${path}\` are one file on a disk that ignores case.`);
    }
    files.set(collisionKey(path), path);
    const segments = path.split('/');
    for (let length = 1; length < segments.length; length++) {
      const folder = segments.slice(0, length).join('/');
      const other = folders.get(collisionKey(folder));
      if (other !== undefined && other !== folder) {
        problems.push(`The folders \`${other}\` and \`${folder}\` are one folder on a disk that ignores case.`);
      }
      folders.set(collisionKey(folder), folder);
    }
  }
  for (const [key, folder] of folders) {
    const file = files.get(key);
    if (file !== undefined) {
      problems.push(`\`${file}\` is both a file and the folder \`${folder}\`.`);
    }
  }
  return problems;
}
