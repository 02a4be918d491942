import { Minimatch, type MinimatchOptions } from 'minimatch';

export interface PatternOptions {
  /** Whether `A` and `a` are the same. */
  readonly ignoreCase?: boolean;
  /** Whether `*` also stands for names that begin with a dot. */
  readonly dot?: boolean;
}

/** Braces may say more alternatives than anybody means; a foreign repository could keep the reader busy with them. */
const MAX_ALTERNATIVES = 1000;
/** Longer patterns match nothing. */
const MAX_PATTERN = 2048;

/**
 * Whether paths or addresses match a pattern, by the rules of the library that Backstage asks: `*`, `**`, `?`, `[…]`, `{a,b}`,
 * `@(…)`, the same on every platform. Source: minimatch 10, as GithubUrlReader and DefaultCatalogRulesEnforcer use it.
 */
export function toPatternTest(pattern: string, { ignoreCase = false, dot = false }: PatternOptions = {}): (text: string) => boolean {
  if (pattern.length > MAX_PATTERN) {
    return () => false;
  }
  const options: MinimatchOptions = { platform: 'linux', nocase: ignoreCase, dot, braceExpandMax: MAX_ALTERNATIVES };
  const matcher = new Minimatch(pattern, options);
  return (text) => matcher.match(text);
}
