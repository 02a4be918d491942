import { afterEach, beforeEach, describe, test } from 'vitest';
import { readToTheEnd, startSampleCatalog, VIEW, type SampleCatalog } from '../workbench/sampleCatalog';

// Makes the pictures of the README and the guides. They are copied from out/screenshots to docs/images where they have changed.

let sample: SampleCatalog;

beforeEach(async () => {
  sample = await startSampleCatalog();
});

afterEach(({ task }) => sample.close(task.result?.state === 'fail' ? task.name : undefined));

describe.each(['light', 'dark'] as const)('a picture of the catalog in a %s theme', (theme) => {
  test('shows its components, and the line that defines one of them', async () => {
    const bench = await sample.open({ theme, settings: { 'breadcrumbs.enabled': false, 'editor.minimap.enabled': false } });
    await readToTheEnd(bench);
    await bench.expand(VIEW, /^\s*Components/);
    await bench.resizeSideBar(420);
    await bench.treeItem(VIEW, 'Payment Service').click();
    const editor = await bench.editor('catalog-info.yaml');
    await editor.text();
    await bench.page.mouse.move(900, 600);
    await bench.page.locator('.workbench-hover:visible').waitFor({ state: 'hidden' });
    await bench.screenshot(`guide-catalog-${theme}`);
  });
});
