import { describe, expect, test } from 'vitest';
import { LivePages } from '../../../src/editor/docs/livePages';
import { applyPatch } from '../../../src/portal/techdocs/page/renderedPage';
import { createPageRenderer } from '../../../src/portal/techdocs/renderPage';
import type { DocsSite } from '../../../src/portal/techdocs/site/docsSite';

const renderer = createPageRenderer();
const service = { live: () => ({ render: (text: string) => renderer.render(text, { title: 'T', withLines: true }) }) };
const site: DocsSite = { root: 'file:///s/', docs: 'file:///s/docs/', mounts: [], configUri: undefined, files: new Set(), nav: [], pages: [], notices: [], config: { siteName: 'S' } as DocsSite['config'] };

describe('a page in a panel', () => {
  test('is sent whole first and as patches then, which make the same of it', async () => {
    const live = new LivePages(service);
    const first = await live.render(site, 'a.md', '# A\n\none\n\ntwo\n', true);
    expect(first?.patch).toBeUndefined();
    let blocks = first?.rendered.blocks ?? [];
    for (const text of ['# A\n\none\n\nthree\n\ntwo\n', '# A\n\ntwo\n', '', '# A\n\none\n\ntwo\n']) {
      const next = await live.render(site, 'a.md', text, true);
      expect(next?.patch).toBeDefined();
      blocks = next?.patch ? applyPatch(blocks, next.patch) : [];
      expect(blocks).toEqual(next?.rendered.blocks);
    }
  });

  test('is sent whole again when another is shown, when it is asked for, and when the panel has lost it', async () => {
    const live = new LivePages(service);
    await live.render(site, 'a.md', 'x', false);
    expect((await live.render(site, 'b.md', 'x', true))?.patch).toBeUndefined();
    expect((await live.render(site, 'b.md', 'y', false))?.patch).toBeUndefined();
    live.forget();
    expect((await live.render(site, 'b.md', 'z', true))?.patch).toBeUndefined();
  });

  test('numbers what is sent without a gap, and drops what was overtaken', async () => {
    const live = new LivePages(service);
    const results = await Promise.all(['x', 'y', 'z'].map((text) => live.render(site, 'a.md', text, true)));
    expect(results.map((result) => result?.version)).toEqual([undefined, undefined, 1]);
    expect((await live.render(site, 'a.md', 'w', true))?.version).toBe(2);
  });
});
