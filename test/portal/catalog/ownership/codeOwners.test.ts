import { describe, expect, test } from 'vitest';
import { parseCodeOwners, ruleFor } from '../../../../src/portal/catalog/ownership/codeOwners';

const ownersOf = (text: string, path: string): readonly string[] | undefined => ruleFor(parseCodeOwners(text), path)?.owners;

describe('CODEOWNERS', () => {
  test('the last line that matches decides', () => {
    const text = '# everybody\n*       @acme/all\n*.js    @js-owner # the people\n\n/build/logs/ @doctocat\n';
    expect(ownersOf(text, 'README.md')).toEqual(['@acme/all']);
    expect(ownersOf(text, 'src/deep/x.js')).toEqual(['@js-owner']);
    expect(ownersOf(text, 'build/logs/x.js')).toEqual(['@doctocat']);
    expect(ownersOf(text, 'sub/build/logs/x.txt')).toEqual(['@acme/all']);
    expect(parseCodeOwners(text).map(({ line }) => line)).toEqual([1, 2, 4]);
  });

  test.each([
    ['docs/*', 'docs/start.md', true],
    ['docs/*', 'docs/build/start.md', false],
    ['apps/', 'apps/a', true],
    ['apps/', 'x/apps/a/b', true],
    ['apps/', 'apps', false],
    ['apps', 'x/apps', true],
    ['apps', 'x/apps/y', true],
    ['/docs/', 'docs/a', true],
    ['/docs/', 'x/docs/a', false],
    ['**/logs', 'deeply/nested/logs/x', true],
    ['/apps/**/test', 'apps/a/b/test/x', true],
    ['/apps/**', 'apps/a/b', true],
    ['/apps/**', 'other/a', false],
    ['src/a/b.ts', 'src/a/b.ts', true],
    ['src/a/b.ts', 'x/src/a/b.ts', false],
    ['b?.ts', 'src/b1.ts', true],
    ['b?.ts', 'src/b12.ts', false],
    ['with\\ space/', 'with space/a', true],
    ['*.TS', 'a.ts', false],
    ['/', 'a.ts', false],
  ])('%s and %s: %s', (pattern, path, expected) => {
    expect(ownersOf(`${pattern} @x`, path) !== undefined).toBe(expected);
  });

  test('a line without owners takes them away; exceptions and ranges are skipped as GitHub skips them', () => {
    expect(ownersOf('* @a\n/free/\n', 'free/x')).toEqual([]);
    expect(ownersOf('* @a\n!x @b\n[ab].ts @c\n', 'a.ts')).toEqual(['@a']);
  });

  test('a hostile pattern costs no more than its length times the path', () => {
    const text = `${'*a'.repeat(300)}b @x\n/${'**/a/'.repeat(200)}b @x\n`;
    const started = performance.now();
    expect(ownersOf(text, `${'a/'.repeat(400)}${'a'.repeat(2_000)}`)).toBeUndefined();
    expect(performance.now() - started).toBeLessThan(2_000);
    expect(parseCodeOwners('x'.repeat(3 * 1024 * 1024 + 1))).toEqual([]);
  });
});
