import { describe, expect, it } from 'vitest';
import { needShared } from '../shared';
import { run } from './techdocs';
import { compareConfigs } from './techdocsConfig';
import { firstDifference } from './sameHtml';

describe('pages against the real TechDocs', () => {
  const golden = needShared('golden/techdocs');

  it('are equal', async () => {
    const { total, differences } = await run(golden.path);
    expect(differences).toEqual([]);
    expect(total).toBeGreaterThan(0);
  });
});

describe('site configurations against the real TechDocs', () => {
  const golden = needShared('golden/techdocs');

  it('are equal', async () => {
    const { total, differences } = await compareConfigs(golden.path);
    expect(differences).toEqual([]);
    expect(total).toBeGreaterThan(0);
  });
});

describe('the comparison', () => {
  it('sees what a reader would see, and nothing else', () => {
    expect(firstDifference('<p class="b a">x\n y</p>', '<p class="a b">x y</p>\n')).toBeUndefined();
    expect(firstDifference('<div class="highlight"><pre><code><span class="k">a</span></code></pre></div>', '<div class="highlight"><pre><code>a\n</code></pre></div>')).toBeUndefined();
    for (const other of ['<p>x</p>', '<p>x y z</p>', '<div>x y</div>', '<p id="a">x y</p>', '<p>x y</p><p></p>']) {
      expect(firstDifference(other, '<p>x y</p>')).toBeDefined();
    }
  });
});
