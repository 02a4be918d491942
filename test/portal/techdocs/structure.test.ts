import { describe, expect, it } from 'vitest';
import type { DocsEdit, TextChange } from '../../../src/portal/techdocs/structure/docsEdit';
import { movePage } from '../../../src/portal/techdocs/structure/movePage';
import { newPage } from '../../../src/portal/techdocs/structure/newPage';
import { openSiteOf, ROOT } from './siteDesk';

const CONFIG = 'site_name: Pay\n# pages\nnav:\n  - Start: index.md  # home\n  - Guides:\n      - "guides/a.md"\n      - guides/b.md # second\n\ntheme:\n  name: material\n';
const FILES: Record<string, string> = {
  'mkdocs.yml': CONFIG,
  'docs/index.md': '# S\n\n`guides/a.md` [a](guides/a.md#x) [again](guides/a.md "t") [r]\n\n[r]: guides/a.md\n\n```\n[a](guides/a.md)\n```\n',
  'docs/guides/a.md': '# A\n\n[b](b.md) ![p](../img/p.png) [self](#a) [w](https://x.y) [up](../index.md)\n',
  'docs/guides/b.md': '# B\n\n[a](a.md)\n',
  'docs/img/p.png': 'x',
};

/** What the edit makes of the files, by path. */
function carryOut({ changes, creates, renames }: DocsEdit): Record<string, string> {
  const files = new Map(Object.entries(FILES));
  changes.forEach((list, uri) => {
    const path = uri.slice(ROOT.length);
    files.set(path, apply(files.get(path) ?? '', list));
  });
  creates.forEach(({ uri, text }) => files.set(uri.slice(ROOT.length), text));
  renames.forEach(({ from, to }) => {
    files.set(to.slice(ROOT.length), files.get(from.slice(ROOT.length)) ?? '');
    files.delete(from.slice(ROOT.length));
  });
  return Object.fromEntries(files);
}

function apply(text: string, changes: readonly TextChange[]): string {
  const lines = text.split('\n');
  const offset = ({ line, character }: { line: number; character: number }): number => lines.slice(0, line).reduce((sum, each) => sum + each.length + 1, 0) + character;
  return [...changes].sort((a, b) => offset(b.start) - offset(a.start)).reduce((out, { start, end, text: put }) => out.slice(0, offset(start)) + put + out.slice(offset(end)), text);
}

describe('a new page', () => {
  it('goes behind another in the navigation, or to its end, and leaves the rest of the file as it is', async () => {
    const { site } = await openSiteOf(FILES);
    const behind = carryOut(newPage({ site, configText: CONFIG, path: 'guides/c.md', title: 'C: more', behind: 'guides/b.md', template: '# ${title}\n\ntext' }));
    expect(behind['mkdocs.yml']).toBe(CONFIG.replace('# second\n', '# second\n      - "C: more": guides/c.md\n'));
    expect(behind['docs/guides/c.md']).toBe('# C: more\n\ntext\n');
    expect(carryOut(newPage({ site, configText: CONFIG, path: 'z.md', title: 'Z' }))['mkdocs.yml']).toBe(CONFIG.replace('# second\n', '# second\n  - Z: z.md\n'));
    const flow = 'site_name: x\nnav: [index.md]\n';
    expect(apply(flow, newPage({ site, configText: flow, path: 'z.md', title: 'Z' }).changes.get(`${ROOT}mkdocs.yml`) ?? [])).toBe('site_name: x\nnav: [index.md, { Z: z.md }]\n');
  });

  it('is refused where none can lie', async () => {
    const { site } = await openSiteOf(FILES);
    for (const path of ['../x.md', '/x.md', 'x.txt', '.x/y.md', 'INDEX.md', 'a\\b.md', 'C:x.md', '']) {
      expect(() => newPage({ site, path, title: 'x' }), path).toThrow();
    }
  });
});

describe('a page that moves', () => {
  it('takes along its entry, links to it, and its own', async () => {
    const { service, site } = await openSiteOf(FILES);
    const after = carryOut(await movePage({ service, site, configText: CONFIG, from: 'guides/a.md', to: 'first steps.md' }));
    expect(after['mkdocs.yml']).toBe(CONFIG.replace('"guides/a.md"', '"first steps.md"'));
    expect(after['docs/index.md']).toBe('# S\n\n`guides/a.md` [a](first%20steps.md#x) [again](first%20steps.md "t") [r]\n\n[r]: first%20steps.md\n\n```\n[a](guides/a.md)\n```\n');
    expect(after['docs/guides/b.md']).toBe('# B\n\n[a](../first%20steps.md)\n');
    expect(after['docs/first%20steps.md']).toBe('# A\n\n[b](guides/b.md) ![p](img/p.png) [self](#a) [w](https://x.y) [up](index.md)\n');
  });

  it('keeps its own links where only its name changes', async () => {
    const { service, site } = await openSiteOf(FILES);
    const edit = await movePage({ service, site, configText: CONFIG, from: 'guides/a.md', to: 'guides/z.md' });
    expect(edit.changes.has(`${ROOT}docs/guides/a.md`)).toBe(false);
    expect(carryOut(edit)['docs/guides/b.md']).toBe('# B\n\n[a](z.md)\n');
  });

  it('is refused onto another', async () => {
    const { service, site } = await openSiteOf(FILES);
    await expect(movePage({ service, site, from: 'guides/a.md', to: 'guides/b.md' })).rejects.toThrow('There is a guides/b.md already');
    await expect(movePage({ service, site, from: 'none.md', to: 'x.md' })).rejects.toThrow('no page');
  });
});
