import { describe, expect, it } from 'vitest';
import { NewEntities } from '../../../src/editor/tree/newEntities';
import type { CatalogStatus } from '../../../src/portal/catalog/catalogService';
import { entityOf, graphOf } from '../support/catalogData';

const ACME = 'github:https://github.com/acme';
const payment = entityOf('Component', 'payment-service');
const local = entityOf('Component', 'local', { source: 'workspace' });
const graph = graphOf(payment, local);
const read = (readAt?: number): CatalogStatus => ({ loading: false, refreshing: false, sources: [{ id: ACME, label: 'acme', ...(readAt !== undefined && { readAt }) }, { id: 'workspace', label: 'w', readAt: 1 }] });
const added = (...refs: string[]) => ({ added: refs, changed: [], removed: [] });

function createNews(kept: readonly string[] = []) {
  let saved = kept;
  return { news: new NewEntities({ load: () => kept, save: (refs) => (saved = refs) }), saved: () => saved };
}

describe('NewEntities', () => {
  it('takes nothing of a first reading for new', () => {
    const { news } = createNews();
    news.noteStatus(read());
    expect(news.noteChange(added(payment.ref), graph)).toEqual([]);
    news.noteStatus({ ...read(1), refreshing: true });
    expect(news.noteChange(added(payment.ref), graph)).toEqual([]);
    expect(news.count).toBe(0);
  });

  it('counts what comes up afterwards on GitHub, and not what one writes oneself', () => {
    const { news, saved } = createNews();
    news.noteStatus(read(1));
    expect(news.noteChange(added(payment.ref, local.ref), graph)).toEqual([payment.ref]);
    expect([news.count, news.isNew(payment.ref), news.isNew(local.ref)]).toEqual([1, true, false]);
    expect(saved()).toEqual([payment.ref]);
  });

  it('drops the badge when it is seen, and the mark when the user leaves', () => {
    const { news, saved } = createNews([payment.ref]);
    expect(news.count).toBe(1);
    news.see();
    expect([news.count, news.isNew(payment.ref), saved()]).toEqual([0, true, []]);
    expect(news.forget()).toEqual([payment.ref]);
    expect(news.isNew(payment.ref)).toBe(false);
  });

  it('forgets what is gone', () => {
    const { news } = createNews([payment.ref]);
    expect(news.noteChange({ added: [], changed: [], removed: [payment.ref, 'component:default/other'] }, graphOf())).toEqual([payment.ref]);
    expect(news.count).toBe(0);
  });

  it('forgets what went while no window was open, by name too', () => {
    const { news, saved } = createNews([payment.ref, 'component:default/private']);
    news.noteLoaded(graph);
    expect([news.count, saved()]).toEqual([1, [payment.ref]]);
  });
});
