import { describe, expect, it } from 'vitest';
import { DocsSearch } from '../../../src/portal/techdocs/search/docsSearch';
import { toSections } from '../../../src/portal/techdocs/search/pageSections';
import { MemorySnapshotStore } from '../catalog/memory';
import { openSiteOf } from './siteDesk';

const clock = {
  now: () => performance.now(),
  after: (milliseconds: number, callback: () => void) => {
    const timer = setTimeout(callback, milliseconds);
    return { dispose: () => clearTimeout(timer) };
  },
};
const log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
const FILES = {
  'docs/index.md': '# Start\n\nWelcome to the payment service.\n',
  'docs/run.md': '# Running it\n\nIntro.\n\n## Rolling back\n\nA deployment that went wrong is taken back with `payctl undo`, see Übersicht.\n\n## Rolling back\n\nOther words.\n',
};

async function searchOf(files: Record<string, string> = FILES, snapshots = new MemorySnapshotStore()) {
  const { service, site } = await openSiteOf(files);
  return { search: new DocsSearch({ service, snapshots, clock, log }), site, snapshots };
}

describe('search in docs', () => {
  it('finds sections, with a link to them and what stands around', async () => {
    const { search, site } = await searchOf();
    expect(await search.update('pay', site)).toBe(2);
    const [hit] = await search.search('deploy');
    expect(hit).toMatchObject({ site: 'pay', path: 'run.md', pageTitle: 'Running it', section: 'Rolling back', anchor: 'rolling-back' });
    const [from, to] = hit?.excerpt.marks[0] ?? [0, 0];
    expect(hit?.excerpt.text.slice(from, to)).toBe('deployment');
    expect((await search.search('ubersicht'))[0]?.anchor).toBe('rolling-back');
    expect((await search.search('rolling other'))[0]?.anchor).toBe('rolling-back_1');
    expect((await search.search('paymet'))[0]?.path).toBe('index.md');
    expect(await search.search('   ')).toEqual([]);
    expect(await search.search('deploy', { site: 'elsewhere' })).toEqual([]);
  });

  it('reads only what changed, and takes up what was kept', async () => {
    const { search, site, snapshots } = await searchOf();
    await search.update('pay', site);
    expect(await search.update('pay', site)).toBe(0);
    const next = await searchOf({ ...FILES, 'docs/index.md': '# Start\n\nNow of invoices.\n' }, snapshots);
    expect(await next.search.restore('pay')).toBe(true);
    expect(await next.search.search('payment')).toHaveLength(1);
    expect(await next.search.update('pay', next.site)).toBe(1);
    expect(await next.search.search('payment')).toEqual([]);
    expect(await next.search.search('invoices')).toHaveLength(1);
    await next.search.forget('pay');
    expect(snapshots.blobs.size).toBe(0);
  });

  it('drops pages that are gone, and builds anew what cannot be read', async () => {
    const { search, site, snapshots } = await searchOf();
    await search.update('pay', site);
    const without = await openSiteOf({ 'docs/index.md': FILES['docs/index.md'] });
    await search.update('pay', without.site);
    expect(await search.search('deployment')).toEqual([]);
    for (const name of snapshots.blobs.keys()) {
      snapshots.blobs.set(name, new TextEncoder().encode('{"torn'));
    }
    const other = await searchOf(FILES, snapshots);
    expect(await other.search.restore('pay')).toBe(false);
    expect(await other.search.update('pay', other.site)).toBe(2);
  });

  it('ends when asked to and keeps what it has', async () => {
    const { search, site } = await searchOf();
    const stop = new AbortController();
    await expect(search.update('pay', site, { signal: stop.signal, onProgress: () => stop.abort() })).rejects.toMatchObject({ reason: 'cancelled' });
    expect(await search.search('payment')).toHaveLength(1);
  });

  it('cuts pages at their headings', () => {
    expect(toSections('<h1 id="t">T</h1><p>a</p><h2 id="x">X &amp; Y<a class="headerlink" href="#x">&para;</a></h2><pre>b&lt;c</pre><script>no</script>')).toEqual([
      { anchor: '', title: 'T', text: 'a' },
      { anchor: 'x', title: 'X & Y', text: 'b<c' },
    ]);
  });
});
