import { describe, expect, test } from 'vitest';
import type { CheckedFile } from '../../../../src/portal/catalog/checkedFile';
import { finish, type Steps } from '../../../../src/portal/base/steps';
import { checkParsedFileInSteps } from '../../../../src/portal/catalog/checking/checkText';
import * as limits from '../../../../src/portal/catalog/checking/limits';
import { parseFileInSteps } from '../../../../src/portal/catalog/checking/parsedFile';
import { createTextCache } from '../../../../src/portal/language/parsedText';
import { entitiesOf } from '../../../../src/portal/language/diagnostics/catalogContext';

const HEAD = 'apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata:\n  name: shop\n';
const SPEC = 'spec:\n  type: service\n  lifecycle: production\n  owner: me\n';
const ENTITY = HEAD + SPEC;
const times = (count: number, line: (index: number) => string): string => Array.from({ length: count }, (_, index) => line(index)).join('');

interface Cost {
  readonly file: CheckedFile;
  readonly steps: number;
}

function measure(text: string): Cost {
  let steps = 0;
  const run = <T>(work: Steps<T>): T => {
    for (;;) {
      const { done, value } = work.next();
      steps++;
      if (done) {
        return value;
      }
    }
  };
  const parsed = run(parseFileInSteps(text));
  const file = run(checkParsedFileInSteps(parsed, { location: 'https://github.com/acme/shop/blob/main/catalog-info.yaml' }));
  run(entitiesOf(createTextCache().get({ uri: 'file:///shop/catalog-info.yaml', version: 1, text })));
  return { file, steps };
}

// None of these is found in the wild; each was the worst of its sort that came to mind. An idle machine takes 2 s at
// most, and ten and more before there were limits; whoever loses them runs into the time a test may take.
describe('a file just within the limits is read in bounded time', () => {
  test.each([
    ['a long string', `x: ${'y'.repeat(1_900_000)}\n`],
    ['a string of many lines', `x: "${' a\n'.repeat(110_000)}"\n`],
    ['a folded text', `x: >\n${' a\n\n'.repeat(65_000)}`],
    ['a literal text', `${ENTITY}  definition: |\n${'    openapi: 3.0.0\n'.repeat(70_000)}`],
    ['escapes', `x: '${"'' ".repeat(600_000)}'\n`],
    ['comments', '# a\n'.repeat(200_000)],
    ['a list', '- a\n'.repeat(7_500)],
    ['a list in brackets', `[${'a,'.repeat(12_000)}]\n`],
    ['a map', times(5_000, (index) => `a${index}: 1\n`)],
    ['keys of one name', 'a: 1\n'.repeat(5_000)],
    ['foreign fields', ENTITY + times(5_000, (index) => `a${index}: 1\n`)],
    ['bad labels', `${HEAD}  labels:\n${times(5_000, (index) => `    "a ${index}": "+"\n`)}${SPEC}`],
    ['bad tags', `${HEAD}  tags:\n${'    - A B\n'.repeat(6_000)}${SPEC}`],
    ['bad refs', `${ENTITY}  dependsOn:\n${'    - "x:y:z"\n'.repeat(7_500)}`],
    ['placeholders and bad tags', `${HEAD}  tags:\n${'    - [A B]\n'.repeat(3_000)}${SPEC}  x:\n${'    - {$text: "https://example.com/c"}\n'.repeat(100)}`],
    ['aliases', `${times(3_500, (index) => `k${index}: &a${index} x\n`)}${times(199, (index) => `j${index}: *a${3_499 - index}\n`)}`],
    ['an alias of a long list', `a: &a [${'x,'.repeat(9_000)}]\nb: [${'*a,'.repeat(99)}]\n`],
    ['aliases of aliases', `a: &a [${'x,'.repeat(9_000)}]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: [*b,*b,*b,*b,*b,*b,*b,*b,*b]\n`],
    ['entities', `---\n${ENTITY}`.repeat(7_500)],
    ['documents', 'a: 1\n---\n'.repeat(9_900)],
    ['wrong ends', ']\n'.repeat(19_900)],
    ['directives', '%a\n'.repeat(19_900)],
    ['nesting', times(240, (index) => `${' '.repeat(index)}a:\n`)],
    ['entities with deep lists', `---\n${ENTITY}x: ${'['.repeat(400)}${']'.repeat(400)}\n`.repeat(500)],
  ])('%s', (_name, text) => {
    const { file, steps } = measure(text);
    expect(steps).toBeLessThan(4 * limits.MAX_DOCUMENTS);
    expect(file.documents.every((document) => document.problems.length <= limits.MAX_PROBLEMS)).toBe(true);
  }, 120_000);
});

describe('a file beyond the limits costs next to nothing and says one thing', () => {
  test.each([
    ['20 MB', `x: ${'y'.repeat(20 * 1024 * 1024)}`, 'file/too-large'],
    ['tokens of a document', '- a\n'.repeat(200_000), 'file/too-large'],
    ['tokens of a file', `---\n${ENTITY}`.repeat(20_000), 'file/too-large'],
    ['lines of a text', `x: >\n${' a\n\n'.repeat(500_000)}`, 'file/too-large'],
    ['documents', 'a\n---\n'.repeat(limits.MAX_DOCUMENTS + 1), 'file/too-large'],
    ['depth', '- '.repeat(limits.MAX_DEPTH + 1), 'file/too-deep'],
    ['aliases', `a: &a x\nb:\n${'  - *a\n'.repeat(limits.MAX_ALIASES + 1)}`, 'file/alias-bomb'],
    ['aliases that multiply', `a: &a [x, x, x]\n${times(9, (index) => `a${index}: &a${index} [${`*a${index === 0 ? '' : index - 1},`.repeat(9)}]\n`)}`, 'file/alias-bomb'],
  ])('%s', (_name, text, code) => {
    const { file, steps } = measure(text);
    // A stride of a thousand tokens each, and one a document.
    expect(steps).toBeLessThan(2.5 * limits.MAX_DOCUMENTS);
    expect(file).toMatchObject({ documents: [], problems: [{ code, severity: 'error' }] });
    expect(file.problems[0]?.message).toMatch(/\.$/);
  }, 120_000);

  test('placeholders', () => {
    const { documents } = finish(checkParsedFileInSteps(finish(parseFileInSteps(`${ENTITY}  x:\n${'    - {$text: "https://example.com/c"}\n'.repeat(limits.MAX_PLACEHOLDERS + 5)}`))));
    expect(documents[0]?.problems.map(({ code }) => code)).toEqual(['preprocess/too-many']);
  });
});

describe('work is cut into steps', () => {
  test('between documents, and within long ones', () => {
    const count = (text: string) => measure(text).steps;
    const few = count(ENTITY);
    expect(count(`---\n${ENTITY}`.repeat(200))).toBeGreaterThan(few + 3 * 199);
    expect(count(`${ENTITY}  dependsOn:\n${'    - resource:x\n'.repeat(5_000)}`)).toBeGreaterThan(few + 15);
  });

  test('with the same outcome as at one go', () => {
    const text = `---\n${ENTITY}---\n${HEAD}---\n${ENTITY.replace('shop', 'a b')}---\na: [\n`;
    expect(measure(text).file).toEqual(finish(checkParsedFileInSteps(finish(parseFileInSteps(text)), { location: 'https://github.com/acme/shop/blob/main/catalog-info.yaml' })));
  });
});
