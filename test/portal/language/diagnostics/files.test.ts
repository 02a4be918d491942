import { describe, expect, it } from 'vitest';
import { Slices } from '../../../../src/portal/base/pause';
import { PortalError } from '../../../../src/portal/base/errors';
import { createFileAnswers } from '../../../../src/portal/language/fileAnswers';
import { createLanguageService } from '../../../../src/portal/language/languageService';
import { ACME, READ } from '../testCatalog';
import { component } from './examples';

const ROOT = { folder: 'file:///shop', repository: { host: 'https://github.com', owner: 'acme', name: 'shop', branch: 'main', private: false } };
const URI = 'file:///shop/catalog-info.yaml';
const signal = new AbortController().signal;

function open(paths: string[]) {
  let now = 0;
  let asked = 0;
  const clock = { now: () => now, after: () => ({ dispose: () => undefined }) };
  const warnings: string[] = [];
  const files = createFileAnswers({
    rootOf: () => ROOT,
    exists: (uri) => {
      asked++;
      return uri.includes('forbidden') ? Promise.reject(new PortalError('forbidden', 'no right to')) : Promise.resolve(paths.includes(uri.slice('file:///shop/'.length)));
    },
    list: () => {
      asked++;
      return Promise.resolve(paths.map((path) => `file:///shop/${path}`));
    },
    clock,
    log: { warn: (message) => warnings.push(message) },
  });
  const service = createLanguageService({ catalog: { graph: ACME, status: READ }, locationOf: () => 'https://github.com/acme/shop/blob/main/catalog-info.yaml', files });
  const diagnose = async (text: string): Promise<string[]> => (await service.diagnose({ uri: URI, version: text.length, text }, new Slices(clock, signal), signal)).map(({ code, range: { start } }) => `${code} ${start.line}:${start.character}`);
  return { diagnose, files, service, warnings, asked: () => asked, pass: (milliseconds: number) => (now += milliseconds) };
}

const location = (spec: string): string => `apiVersion: backstage.io/v1alpha1\nkind: Location\nmetadata:\n  name: all\nspec:\n${spec}`;
const documented = (ref: string): string => component(`  annotations:\n    backstage.io/techdocs-ref: ${ref}\n`);

describe('Locations', () => {
  it('point to files that are there', async () => {
    const { diagnose } = open(['apis/orders.yaml', 'groups/a.yaml']);
    expect(await diagnose(location('  targets: [./apis/orders.yaml, "./groups/*.yaml"]\n'))).toEqual([]);
    expect(await diagnose(location('  targets:\n    - ./apis/none.yaml\n    - ./none/*.yaml\n    - ./apis/orders.yaml\n'))).toEqual(['location/not-found 6:6', 'location/not-found 7:6']);
    expect(await diagnose(location('  target: ./none.yaml\n'))).toEqual(['location/not-found 5:10']);
    expect(await diagnose(location('  target: ./none.yaml\n  presence: optional\n'))).toEqual([]);
    expect(await diagnose(location('  target: https://github.com/acme/other/blob/main/a.yaml\n'))).toEqual([]);
    expect(await diagnose(location('  target: https://github.com/acme/shop/blob/main/none.yaml\n'))).toEqual(['location/not-found 5:10']);
  });

  it('ask for types that may be registered', async () => {
    expect(await open([]).diagnose(location('  type: file\n  target: ./a.yaml\n'))).toEqual(['location/type 5:8']);
  });

  it('can be let point to nothing', async () => {
    const { diagnose, service } = open([]);
    const text = location('  target: ./none.yaml\n');
    await diagnose(text);
    const [found] = service.fixes({ uri: URI, version: text.length, text }, { start: { line: 5, character: 12 }, end: { line: 5, character: 12 } });
    expect(found?.fixes.map(({ title }) => title)).toEqual(['Let it be missing: presence: optional', 'Ignore location/not-found here']);
    expect(found?.fixes[0]?.edits).toEqual([{ range: { start: { line: 5, character: 21 }, end: { line: 5, character: 21 } }, newText: '\n  presence: optional' }]);
  });
});

describe('documentation', () => {
  it.each<[string, string[], string[]]>([
    ['dir:.', ['mkdocs.yml'], []],
    ['dir:.', ['mkdocs.yaml'], []],
    ['dir:.', ['docs/index.md'], []],
    ['dir:./docs', ['docs/mkdocs.yml'], []],
    ['dir:.', ['docs/mkdocs.yml'], ['techdocs/missing 6:31']],
    ['dir:./no where', [], ['techdocs/missing 6:31']],
    ['dir:../other', [], ['techdocs/missing 6:31']],
    ['url:https://github.com/acme/shop/tree/main', [], []],
  ])('is where %s points to, with %j', async (ref, paths, expected) => {
    expect(await open(paths).diagnose(documented(ref))).toEqual(expected.map((each) => each.replace('6:', '5:')));
  });
});

describe('answers about files', () => {
  it('are kept until a file comes or goes, or a minute has passed', async () => {
    const paths: string[] = [];
    const { diagnose, files, asked, pass } = open(paths);
    const text = location('  targets: [./a.yaml, "b/*.yaml"]\n');
    expect(await diagnose(text)).toHaveLength(2);
    expect(await diagnose(`${text}# typed\n`)).toHaveLength(2);
    expect(asked()).toBe(2);
    paths.push('a.yaml', 'b/c.yaml');
    expect(files.noteChanged(['file:///elsewhere/a.yaml'])).toEqual([]);
    expect(files.noteChanged(['file:///shop/a.yaml', 'file:///shop/b/c.yaml'])).toEqual([URI]);
    expect(await diagnose(text)).toEqual([]);
    paths.length = 0;
    expect(await diagnose(text)).toEqual([]);
    pass(61_000);
    expect(await diagnose(text)).toHaveLength(2);
  });

  it('stay open where nobody can tell, which the log says', async () => {
    const { diagnose, warnings } = open([]);
    expect(await diagnose(location('  target: ./forbidden.yaml\n'))).toEqual([]);
    expect(warnings).toEqual(['It is not known whether there is file:///shop/forbidden.yaml: no right to']);
  });
});
