import { describe, expect, it } from 'vitest';
import { PortalError } from '../../../../src/portal/base/errors';
import { allProblems } from '../../../../src/portal/language/diagnostics/problemCatalogue';
import { createDocsLanguage, type DocsLanguage } from '../../../../src/portal/language/mkdocs/docsLanguage';
import { createDocsService } from '../../../../src/portal/techdocs/docsService';
import { applyEdits } from '../diagnostics/applyEdits';
import { withMarks } from '../diagnostics/marks';
import { withCursor } from '../testCatalog';

const ROOT = 'file:///shop/';
const CONFIG = `${ROOT}mkdocs.yml`;
const PAGE = `${ROOT}docs/index.md`;
const SITE: Readonly<Record<string, string>> = {
  'mkdocs.yml': 'site_name: Shop\nplugins: [techdocs-core]\n',
  'docs/index.md': '# Shop\n\n## Set it up\n',
  'docs/guides/start.md': '# Start\n\n## First steps\n\n<a id="own"></a>\n',
  'docs/img/logo.png': '',
  'README.md': '# Not of the docs\n',
};

function languageOf(files: Readonly<Record<string, string>> = SITE): DocsLanguage {
  const source = {
    read: (uri: string) => Promise.resolve(uri.startsWith(ROOT) && files[uri.slice(ROOT.length)] !== undefined ? new TextEncoder().encode(files[uri.slice(ROOT.length)]) : undefined),
    list: (folder: string) => {
      const found = Object.keys(files).map((path) => ROOT + path).filter((uri) => uri.startsWith(folder));
      return found.length > 0 ? Promise.resolve(found) : Promise.reject(new PortalError('not-found', 'no folder'));
    },
  };
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined, debug: () => undefined };
  return createDocsLanguage({ docs: createDocsService({ files: source, log, lookUp: () => undefined, toFolderUri: () => undefined, boundaryOf: () => ROOT }), files: source });
}

async function findIn(marked: string, uri: string, files?: Readonly<Record<string, string>>) {
  const { text, ranges } = withMarks(marked);
  return { text, ranges, problems: await languageOf(files).diagnose({ uri, version: 1, text }) };
}

const config = (more: string): string => `site_name: Shop\nplugins:\n  - techdocs-core\n${more}`;

const EXAMPLES: readonly { readonly code: string; readonly about?: string; readonly text: string; readonly says?: string; readonly fixed?: readonly [string, string]; readonly page?: boolean; readonly files?: Readonly<Record<string, string>> }[] = [
  { code: 'mkdocs/refused', about: 'a folder elsewhere', text: config('docs_dir: «../docs»\n'), says: 'docs_dir' },
  { code: 'mkdocs/refused', about: 'no name', text: '«plugins: [techdocs-core]»\n', says: 'site_name' },
  { code: 'mkdocs/refused', about: 'something of Python', text: config('markdown_extensions:\n  - pymdownx.superfences:\n      custom_fences:\n        - name: mermaid\n          class: mermaid\n          format: «!!python/name:pymdownx.superfences.fence_code_format»\n'), says: 'Python' },
  { code: 'mkdocs/refused', about: 'a navigation that is none', text: config('nav: «index.md»\n'), says: 'nav' },
  { code: 'mkdocs/yaml', text: 'site_name: a\n«site_name»: b\n' },
  { code: 'mkdocs/no-pages', text: config('docs_dir: «pages»\n') },
  { code: 'mkdocs/dropped-key', text: config('«hooks»:\n  - a.py\nrepo_url: x\n'), fixed: ['hooks:\n  - a.py\n', ''] },
  { code: 'mkdocs/dropped-key', about: 'misspelt', text: config('«repo_ulr»: x\n'), fixed: ['repo_ulr', 'repo_url'] },
  { code: 'mkdocs/dropped-key', about: 'of the theme', text: config('theme:\n  name: material\n  «custom_dir»: over\n'), says: 'of the theme' },
  { code: 'mkdocs/dropped-plugin', text: config('  - «mermaid2»\n'), fixed: ['  - mermaid2\n', ''] },
  { code: 'mkdocs/dropped-plugin', about: 'with options', text: config('  - «macros»:\n      a: 1\n') },
  { code: 'mkdocs/dropped-option', text: config('markdown_extensions:\n  - «pymdownx.snippets»:\n      base_path: ..\n') },
  { code: 'mkdocs/no-core-plugin', text: 'site_name: a\n«plugins»: [search]\n' },
  { code: 'mkdocs/nav-missing', text: config('nav:\n  - Home: index.md\n  - Guides:\n      - Start: «guides/strat.md»\n      - Elsewhere: https://example.com\n'), says: 'Did you mean guides/start.md?', fixed: ['guides/strat.md', 'guides/start.md'] },
  { code: 'mkdocs/not-in-nav', text: config('«nav»:\n  - index.md\n'), says: 'guides/start.md' },
  { code: 'docs/broken-link', page: true, text: '# Shop\n\n[a](guides/start.md) [b](«guides/stat.md») `[c](no.md)` [d](https://example.com/x.md)\n', fixed: ['guides/stat.md', 'guides/start.md'] },
  { code: 'docs/broken-link', about: 'of a reference', page: true, text: '# Shop\n\n[a][b]\n\n[b]: «nowhere.md»\n' },
  { code: 'docs/broken-link', about: 'out of the docs', page: true, text: '# Shop\n\n[a](«../README.md»)\n', says: 'leads out' },
  { code: 'docs/broken-image', page: true, text: '# Shop\n\n![a](img/logo.png) [![b](«img/lgo.png»)](guides/start.md)\n', fixed: ['img/lgo.png', 'img/logo.png'] },
  { code: 'docs/broken-image', about: 'in HTML', page: true, text: '# Shop\n\n![](«no.png»)\n\n```\n![](other.png)\n```\n<!-- ![](third.png) -->\n' },
  { code: 'docs/broken-anchor', page: true, text: '# Shop\n\n## Set it up\n\n[a](#set-it-up) [b](#«set-it-upp»)\n', fixed: ['set-it-upp', 'set-it-up'] },
  { code: 'docs/broken-anchor', about: 'on another page', page: true, text: '# Shop\n\n[a](guides/start.md#first-steps) [b](guides/start.md#own) [c](guides/start.md#«last-steps»)\n' },
];

describe('what is found in docs', () => {
  it.each(EXAMPLES.map((example) => [[example.code, example.about].filter(Boolean).join(', '), example] as const))('%s', async (_name, { code, text, says, fixed, page, files }) => {
    const { problems, ranges, text: plain } = await findIn(text, page === true ? PAGE : CONFIG, files);
    const found = problems.filter((problem) => problem.code === code);
    expect(found.map(({ range }) => range)).toEqual(ranges);
    expect(problems.filter((problem) => problem.code !== code && problem.code !== 'mkdocs/not-in-nav')).toEqual([]);
    expect(found[0]?.message).toContain(says ?? '');
    if (fixed) {
      const fix = found[0]?.fixes?.find(({ preferred }) => preferred === true) ?? found[0]?.fixes?.[0];
      expect(applyEdits(plain, fix?.edits ?? [])).toBe(plain.replace(fixed[0], () => fixed[1]));
    }
  });

  it('has an example of every code', () => {
    const shown = new Set(EXAMPLES.map(({ code }) => code));
    expect(allProblems().filter(({ code, page }) => page === 'docs' && !shown.has(code))).toEqual([]);
  });

  it.each<[string, string, string]>([
    ['a plain configuration', CONFIG, config('nav:\n  - index.md\n  - guides/start.md\n')],
    ['a tag that is let pass', CONFIG, config('markdown_extensions:\n  - pymdownx.emoji:\n      emoji_index: !!python/name:materialx.emoji.twemoji\n')],
    ['pages that are hidden on purpose', CONFIG, config('not_in_nav: |\n  guides/\nnav:\n  - index.md\n')],
    ['another site in the navigation', CONFIG, config("nav:\n  - Other: '!include ./other/mkdocs.yml'\n")],
    ['an empty configuration', CONFIG, ''],
    ['links of all kinds', PAGE, '---\ntitle: [a](x.md)\n---\n# Shop\n\n[a](guides/start.md "title") [b](<guides/start.md>) [d](/absolute.md) <mailto:a@b.de> ![](img/logo.png){ width=3 }\n'],
    ['a page that belongs to no docs', `${ROOT}README.md`, '[a](nowhere.md)\n'],
  ])('nothing in %s', async (_name, uri, text) => {
    expect((await findIn(text, uri)).problems).toEqual([]);
  });
});

describe('completion in docs', () => {
  const labelsIn = async (marked: string, uri: string): Promise<readonly string[]> => {
    const { text, position } = withCursor(marked);
    const items = await languageOf().complete({ uri, version: 1, text }, position);
    return [...items].sort((a, b) => (a.sortText < b.sortText ? -1 : 1)).map(({ label }) => label);
  };

  it.each<[string, string, string, readonly string[]]>([
    ['pages in the navigation, new ones first', CONFIG, config('nav:\n  - index.md\n  - ‸\n'), ['guides/start.md', 'index.md']],
    ['pages with a title', CONFIG, config('nav:\n  - Start: gu‸\n'), ['guides/start.md', 'index.md']],
    ['plugins', CONFIG, config('  - ‸\n'), ['techdocs-core', 'search', 'material/search', 'redirects', 'group', 'material/group']],
    ['targets of links', PAGE, '[a](‸)\n', ['guides/start.md', 'img/logo.png']],
    ['targets from a folder', `${ROOT}docs/guides/start.md`, '![](‸)\n', ['../index.md', '../img/logo.png']],
    ['anchors of another page', PAGE, '[a](guides/start.md#‸)\n', ['start', 'first-steps']],
    ['anchors of the page as it is now', PAGE, '# Shop\n\n## New one\n\n[a](#‸)\n', ['shop', 'new-one']],
    ['nothing in a text', PAGE, 'a ‸\n', []],
  ])('%s', async (_name, uri, text, expected) => {
    expect(await labelsIn(text, uri)).toEqual(expected);
  });

  it('offers settings that are kept, and none that is there', async () => {
    const found = await labelsIn(config('‸\n'), CONFIG);
    expect(found).toContain('docs_dir');
    expect(found).not.toContain('site_name');
    expect(await labelsIn(config('theme:\n  ‸\n'), CONFIG)).toContain('palette');
  });
});

describe('definition in docs', () => {
  it.each<[string, string, string, string | undefined]>([
    ['a page of the navigation', CONFIG, config('nav:\n  - Start: guides/st‸art.md\n'), 'docs/guides/start.md:0'],
    ['a page', PAGE, '[a](guides/st‸art.md)\n', 'docs/guides/start.md:0'],
    ['a heading', PAGE, '[a](guides/start.md#first-st‸eps)\n', 'docs/guides/start.md:2'],
    ['a picture', PAGE, '![a](img/lo‸go.png)\n', 'docs/img/logo.png:0'],
    ['nothing', PAGE, '[a](https://exam‸ple.com)\n', undefined],
  ])('%s', async (_name, uri, marked, expected) => {
    const { text, position } = withCursor(marked);
    const found = await languageOf().define({ uri, version: 1, text }, position);
    expect(found && `${found.uri.slice(ROOT.length)}:${found.line}`).toBe(expected);
  });
});
