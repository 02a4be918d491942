import { minimatch } from 'minimatch';

/**
 * Which of a tree's files patterns mean, `!` taking some away again. A pattern that is the name of a folder means all in it.
 * Source: globby as `fetch:template` and `fs:delete` call it.
 */
export function matchingPaths(patterns: readonly string[], paths: readonly string[], isFolder: (path: string) => boolean): ReadonlySet<string> {
  const steps = patterns.map((pattern) => {
    const isNegative = pattern.startsWith('!');
    const plain = (isNegative ? pattern.slice(1) : pattern).replace(/^(?:\.\/)+/, '');
    const folder = plain.replace(/\/$/, '');
    return { isNegative, globs: isFolder(folder) ? [`${folder}/**`] : [plain] };
  });
  const matches = (path: string, globs: readonly string[]): boolean => globs.some((glob) => minimatch(path, glob, { dot: true, nocomment: true, nonegate: true }));
  return new Set(paths.filter((path) => steps.some(({ isNegative, globs }, i) => !isNegative && matches(path, globs) && !steps.slice(i + 1).some((later) => later.isNegative && matches(path, later.globs)))));
}
