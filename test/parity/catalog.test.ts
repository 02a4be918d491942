import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { needShared } from '../shared';
import { compareCatalog, compareEntities } from './catalogParity';

describe('catalog, against what a real catalog backend made of a corpus of real catalogs', () => {
  const corpus = needShared('corpus');
  test('entities and relations', async () => {
    const { total, differences } = await compareCatalog(corpus.path);
    expect(differences).toEqual([]);
    expect(total).toBeGreaterThan(0);
  });
});

describe('catalog, against what a real catalog backend made', () => {
  test('of Locations of all forms, odd files, placeholders and every relation field', async () => {
    const { total, differences } = await compareCatalog(resolve(import.meta.dirname, '../fixtures/ingest'));
    expect(differences).toEqual([]);
    expect(total).toBe(208);
  });
});

describe('the comparison', () => {
  const found = new Map([['component:default/a', ['ownedBy group:default/x', 'partOf system:default/s']]]);
  const a = { ref: 'component:default/a', stitched: true, relations: ['ownedBy group:default/x', 'partOf system:default/s'] };

  test('notices what is missing, added, left out, and out of order', () => {
    expect(compareEntities(found, [a])).toEqual({ total: 1, differences: [] });
    expect(compareEntities(found, [{ ...a, relations: ['ownedBy group:default/y', 'partOf system:default/s'] }]).differences).toHaveLength(1);
    expect(compareEntities(found, [{ ...a, relations: [...a.relations].reverse() }]).differences).toHaveLength(1);
    expect(compareEntities(found, [{ ...a, stitched: false }]).differences).toHaveLength(1);
    expect(compareEntities(found, [a, { ref: 'component:default/b', stitched: true, relations: [] }]).differences).toHaveLength(1);
    expect(compareEntities(found, [])).toMatchObject({ total: 1, differences: ['component:default/a: not expected'] });
  });

  test('leaves open which of two documents keeps a ref', () => {
    expect(compareEntities(found, [{ ...a, relations: [], definedTimes: 2 }]).differences).toEqual([]);
  });
});
