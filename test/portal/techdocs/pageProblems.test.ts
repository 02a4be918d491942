import { describe, expect, it } from 'vitest';
import { findPageProblems } from '../../../src/portal/techdocs/page/pageProblems';
import { openSiteOf } from './siteDesk';

async function problemsOf(text: string): Promise<readonly string[]> {
  const { service, site } = await openSiteOf({ 'docs/index.md': text, 'docs/guides/a b.md': '# A\n\n## Part\n', 'docs/p.png': 'x' });
  const page = await service.render(site, 'index.md', text, { withLines: true });
  const found = await findPageProblems({ site, path: 'index.md', text, page, anchorsOf: async (path) => (await service.render(site, path, await service.page(site, path))).anchors });
  return found.map(({ kind, start, end }) => `${kind} ${text.split('\n')[start.line]?.slice(start.character, end.character) ?? ''} @${start.line}:${start.character}`);
}

describe('problems of a page', () => {
  it('stand where they are written', async () => {
    expect(await problemsOf('# T\n\n`gone.md` and [x](gone.md), again [y]( gone.md "t")\n\n- ![p](no.png)\n\n[r][id]\n\n[id]: none.md\n')).toEqual([
      'broken-link gone.md @2:18',
      'broken-link gone.md @2:39',
      'missing-image no.png @4:7',
      'broken-link none.md @8:6',
    ]);
  });

  it('are none for what is there', async () => {
    expect(await problemsOf('# T\n\n[a](guides/a%20b.md#part) [h](#t) ![p](p.png) [w](https://example.com/x) [m](mailto:a@b.c) [root](/abs) <a id="z"></a>[z](#z)\n')).toEqual([]);
  });

  it('are anchors, on this page and on others', async () => {
    expect(await problemsOf('# T\n\n[a](guides/a%20b.md#none) [h](#nowhere)\n')).toEqual(['missing-anchor guides/a%20b.md#none @2:4', 'missing-anchor #nowhere @2:30']);
  });

  it('are what a portal drops, code left alone', async () => {
    expect(await problemsOf('# T\n\n`<script>`\n\n<iframe src="https://x.y"></iframe>\n\n```html\n<script>\n```\n')).toEqual(['dropped <iframe @4:0']);
  });
});
