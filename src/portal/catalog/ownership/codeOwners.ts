/** A line of a CODEOWNERS file. */
export interface CodeOwnersRule {
  readonly pattern: string;
  /** `@acme/team-payments`, `@ada`, `ada@example.com`; none where the line takes owners away. */
  readonly owners: readonly string[];
  /** From 0. */
  readonly line: number;
}

/** Where GitHub looks for the file, the first that is there counts. Source: "About code owners", docs.github.com. */
export const CODEOWNERS_PATHS: readonly string[] = ['.github/CODEOWNERS', 'CODEOWNERS', 'docs/CODEOWNERS'];

/** GitHub leaves larger files out of account. */
const MAX_LENGTH = 3 * 1024 * 1024;

export function parseCodeOwners(text: string): readonly CodeOwnersRule[] {
  if (text.length > MAX_LENGTH) {
    return [];
  }
  return text.split(/\r?\n/).flatMap((written, line): CodeOwnersRule[] => {
    // A comment may follow the owners; `\#` and `\ ` stand for the characters themselves.
    const words = written.match(/(?:\\.|[^\s\\])+/g) ?? [];
    const end = words.findIndex((word) => word.startsWith('#'));
    const [pattern, ...owners] = end < 0 ? words : words.slice(0, end);
    // GitHub knows neither exceptions nor ranges here and skips such lines.
    return pattern === undefined || /^!|(?<!\\)[[\]]/.test(pattern) ? [] : [{ pattern: pattern.replace(/\\(.)/g, '$1'), owners, line }];
  });
}

/** The rule that decides on a file: the last that matches. @param path from the root of the repository, without a slash at the start */
export function ruleFor(rules: readonly CodeOwnersRule[], path: string): CodeOwnersRule | undefined {
  const segments = path.split('/');
  return rules.findLast(({ pattern }) => matchesPath(pattern, segments));
}

/**
 * As gitignore reads a pattern, but that `docs/*` means the files of a folder and nothing below them.
 * Source: "CODEOWNERS syntax", docs.github.com.
 */
function matchesPath(pattern: string, path: readonly string[]): boolean {
  const segments = pattern.split('/');
  const isFolder = segments.at(-1) === '';
  const written = segments.filter((segment) => segment !== '');
  const isAnchored = pattern.startsWith('/') || written.length > 1;
  const last = written.at(-1);
  if (last === undefined) {
    return false;
  }
  const below = isFolder ? ['*', '**'] : last === '**' || (written.length > 1 && last === '*') ? [] : ['**'];
  return matches([...(isAnchored ? [] : ['**']), ...written, ...below], path, (segment) => segment === '**', matchesSegment);
}

function matchesSegment(pattern: string, segment: string): boolean {
  return matches([...pattern], [...segment], (part) => part === '*', (part, character) => part === '?' || part === character);
}

/**
 * Matches a list with a pattern in which some parts stand for any number of items. Going back to the last of these alone is
 * enough, so that no pattern of somebody else's takes longer than pattern times list.
 */
function matches(pattern: readonly string[], items: readonly string[], isAny: (part: string) => boolean, isSame: (part: string, item: string) => boolean): boolean {
  let at = 0;
  let item = 0;
  let any: { readonly at: number; item: number } | undefined;
  while (item < items.length) {
    const part = pattern[at];
    if (part !== undefined && isAny(part)) {
      any = { at, item };
      at += 1;
    } else if (part !== undefined && isSame(part, items[item] ?? '')) {
      at += 1;
      item += 1;
    } else if (any) {
      any.item += 1;
      at = any.at + 1;
      item = any.item;
    } else {
      return false;
    }
  }
  return pattern.slice(at).every(isAny);
}
