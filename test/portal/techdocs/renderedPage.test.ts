import { describe, expect, it } from 'vitest';
import { applyPatch, diffBlocks } from '../../../src/portal/techdocs/page/renderedPage';
import { createPageRenderer } from '../../../src/portal/techdocs/renderPage';

const page = ['# T', 'one', '- two', '[^1]: note', 'see[^1]', 'three'].join('\n\n');

describe('patches by block', () => {
  it('replace what changed, and tell where the rest moved to', async () => {
    const live = createPageRenderer().live({ withLines: true });
    const before = await live.render(page, 'T');
    const after = await live.render(page.replace('- two', '- two\n- and more'), 'T');
    const patch = diffBlocks(before.blocks, after.blocks);
    expect(patch.deleted).toBe(1);
    expect(patch.inserted).toHaveLength(1);
    expect(patch.inserted[0]?.html).toContain('and more');
    expect(applyPatch(before.blocks, patch)).toEqual(after.blocks);
    expect(after.html).toContain('<p data-line="11">three</p>');
    expect(before.html).toContain('<p data-line="10">three</p>');
  });

  it('reach what a definition changes elsewhere', async () => {
    const live = createPageRenderer().live({ withLines: true });
    const before = await live.render(page, 'T');
    const after = await live.render(page.replace('[^1]: note', '[^2]: note'), 'T');
    const { inserted } = diffBlocks(before.blocks, after.blocks);
    expect(inserted.map(({ html }) => html).join('')).toContain('see[^1]');
    expect(inserted.map(({ html }) => html).join('')).not.toContain('>two<');
  });

  it('are empty where nothing changed', async () => {
    const live = createPageRenderer().live({});
    const before = await live.render(page, 'T');
    expect(diffBlocks(before.blocks, (await live.render(page, 'T')).blocks)).toMatchObject({ deleted: 0, inserted: [] });
  });
});
