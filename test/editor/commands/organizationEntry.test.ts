import { describe, expect, it } from 'vitest';
import { checkEntry, normalizeEntry } from '../../../src/editor/commands/organizationEntry';
import { toEntity } from '../../../src/editor/commands/entityArgument';
import { entityOf, graphOf } from '../support/catalogData';

describe('checkEntry', () => {
  it('takes names and addresses', () => {
    for (const entry of ['acme', ' acme ', 'https://ghe.example.com/acme', 'https://github.com/acme/', 'github.com/orgs/acme']) {
      expect(checkEntry(entry, [])).toBeUndefined();
    }
  });

  it('refuses what names no organization', () => {
    for (const entry of ['', '  ', 'a b', 'https://ghe.example.com/', 'https://ghe.example.com/a/b', '-x', 'ftp://x/acme', 'https://user@ghe/../x']) {
      expect(checkEntry(entry, [])).toBeTypeOf('string');
    }
  });

  it('knows one that is there, however it is written', () => {
    expect(checkEntry('https://github.com/ACME', ['acme'])).toBe('ACME is in the catalog already.');
    expect(checkEntry('https://ghe.example.com/acme', ['acme'])).toBeUndefined();
  });

  it('shortens an address on github.com', () => {
    expect(['https://github.com/acme/', 'https://ghe.example.com/acme/'].map(normalizeEntry)).toEqual(['acme', 'https://ghe.example.com/acme']);
  });
});

describe('toEntity', () => {
  const known = entityOf('Component', 'payment-service');
  const catalog = { graph: graphOf(known) };

  it('takes a ref in any case, or a node of the tree', () => {
    expect(toEntity(catalog, 'Component:default/Payment-Service')).toBe(known);
    expect(toEntity(catalog, { type: 'entity', id: '#place', ref: known.ref })).toBe(known);
  });

  it('takes nothing else', () => {
    for (const argument of [undefined, null, 7, {}, { id: 7 }, 'component:default/other']) {
      expect(toEntity(catalog, argument)).toBeUndefined();
    }
  });
});
