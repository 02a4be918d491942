import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { allProblems, explanationOf, factsOf, isListed } from '../../../../src/portal/language/diagnostics/problemCatalogue';

const ROOT = resolve(import.meta.dirname, '../../../..');
const DOCS = join(ROOT, 'docs/problems');
const PAGES = [...new Set(allProblems().map(({ page }) => page))];

/** Codes that only speak of the catalog as a whole, of sources and of settings: never of a file that somebody edits. */
const ELSEWHERE = /^(source|backstage|app-config)\//;
/** What looks like a code and is none: paths of files and modules, media types, names of annotations. */
const NO_CODE = /^(application|text|image|node|test|src|yaml\/dist)\//;

function headings(page: string): string[] {
  return readFileSync(join(DOCS, `${page}.md`), 'utf8').split('\n').flatMap((line) => (line.startsWith('### ') ? [line.slice(4)] : []));
}

/** What src/portal writes as the code of a problem. */
function codesInSource(): string[] {
  const folder = join(ROOT, 'src/portal');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  const found = files.flatMap((file) => [...readFileSync(join(folder, file), 'utf8').matchAll(/(?:code: |Problem\(|CODE = )'([a-z]+(?:-[a-z]+)*\/[a-z-]+)'/g)].map(([, code = '']) => code));
  return [...new Set(found)].filter((code) => !ELSEWHERE.test(code) && !NO_CODE.test(code)).sort();
}

describe('the catalogue of problems', () => {
  it.each(PAGES)('has an explanation of each of its codes, and of nothing else, on the page %s', (page) => {
    expect(headings(page).toSorted()).toEqual(allProblems().flatMap((listed) => (listed.page === page ? [listed.code] : [])).sort());
  });

  it('has a page for each list, and a list for each page', () => {
    expect(readdirSync(DOCS).filter((file) => file !== 'README.md').sort()).toEqual(PAGES.map((page) => `${page}.md`).sort());
  });

  it('says something of each', () => {
    for (const page of PAGES) {
      const parts = readFileSync(join(DOCS, `${page}.md`), 'utf8').split(/^#{2,3} .*$/m).map((part) => part.trim());
      const empty = parts.filter((part) => part.length < 40 && part !== '');
      expect(empty).toEqual([]);
    }
  });

  it('lists every code that the portal reports of files', () => {
    const codes = codesInSource();
    expect(codes.length).toBeGreaterThan(10);
    expect(codes.filter((code) => !isListed(code))).toEqual([]);
  });

  it('gives each an anchor of its own', () => {
    const links = allProblems().map(({ code }) => explanationOf(code));
    expect(new Set(links).size).toBe(links.length);
    expect(explanationOf('reference/dangling')).toMatch(/\/docs\/problems\/entities\.md#referencedangling$/);
  });

  it('takes families for codes that are not listed themselves', () => {
    expect(factsOf('yaml/bad-indent')).toMatchObject({ code: 'yaml/*', class: 'refused' });
    expect(factsOf('yaml/root').code).toBe('yaml/root');
    expect(isListed('nobody/knows')).toBe(false);
  });
});
