import { describe, expect, it } from 'vitest';
import { toDiscoveryOptions, discoverySourceId, type RepositoryFilters } from '../../../../src/portal/catalog/sources/discoveryOptions';
import { createRepositoryFilter } from '../../../../src/portal/catalog/sources/repositoryFilter';

const plain = { archived: false, fork: false, topics: ['a'], visibility: 'public' as const, info: { name: 'shop-api', private: false } };

function accepts(filters: Partial<RepositoryFilters>, repository: Partial<typeof plain> = {}): boolean {
  return createRepositoryFilter(toDiscoveryOptions('acme', 'https://github.com', { filters }).filters)({ ...plain, ...repository });
}

describe('filters of repositories, as the provider reads them', () => {
  it.each<[Partial<RepositoryFilters>, boolean]>([
    [{}, true],
    [{ repository: 'shop' }, false],
    [{ repository: 'shop-.*' }, true],
    [{ repository: '^shop' }, false],
    [{ repository: 'api$' }, false],
    // Each side is bound at one end only: `^shop|api$`.
    [{ repository: 'shop|api' }, true],
    [{ repository: 'SHOP-API' }, false],
    [{ topicsIncluded: ['a', 'b'] }, true],
    [{ topicsIncluded: ['b'] }, false],
    [{ topicsIncluded: ['A'] }, false],
    [{ topicsExcluded: ['a'] }, false],
    [{ topicsIncluded: ['a'], topicsExcluded: ['a'] }, false],
    [{ visibility: ['private', 'internal'] }, false],
    [{ visibility: ['public'] }, true],
  ])('%o: %s', (filters, expected) => {
    expect(accepts(filters)).toBe(expected);
  });

  it('lets forks in and archived ones not, unless told otherwise', () => {
    expect([accepts({}, { fork: true }), accepts({ allowForks: false }, { fork: true }), accepts({}, { archived: true }), accepts({ allowArchived: true }, { archived: true })]).toEqual([true, false, false, true]);
  });

  it('makes another source of other options, but not of another rhythm', () => {
    const id = (more: Parameters<typeof toDiscoveryOptions>[2]): string => discoverySourceId(toDiscoveryOptions('Acme', 'https://github.com', more));
    expect(id({})).toBe('github:https://github.com/acme');
    expect(id({ frequency: 1, pageSize: 2 })).toBe(id({}));
    expect(new Set([id({}), id({ catalogPath: 'x.yaml' }), id({ filters: { branch: 'dev' } }), id({ filters: { allowForks: false } })]).size).toBe(4);
  });
});
