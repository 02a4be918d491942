import { describe, expect, it } from 'vitest';
import { isPortalError } from '../../../../src/portal/base/errors';
import type { JsonValue } from '../../../../src/portal/catalog/entity';
import { parseCatalogRules } from '../../../../src/portal/catalog/rules/parseCatalogRules';
import cases from './catalogRules.cases.json';

/** What the real DefaultCatalogRulesEnforcer (plugin-catalog-backend 4.0.0) says of each case stands beside it in the file. */
describe('catalog.rules, as Backstage reads them', () => {
  it.each(cases.map((entry) => [entry.name, entry] as const))('%s', (_name, { catalog, documents }) => {
    const rules = parseCatalogRules(catalog as JsonValue);
    const found = documents.map(({ document, type, target }) => rules.isAllowed(document, { type, target }));
    expect(found).toEqual(documents.map(({ allowed }) => allowed));
  });

  it('takes other defaults where the caller has some, and only where there are no rules', () => {
    const origin = { type: 'url', target: 'https://github.com/acme/shop/blob/main/catalog-info.yaml' };
    const defaults = [{ allow: [{ kind: 'Group' }] }];
    expect(parseCatalogRules(undefined, { defaults }).isAllowed({ kind: 'Group' }, origin)).toBe(true);
    expect(parseCatalogRules(undefined, { defaults }).isAllowed({ kind: 'Component' }, origin)).toBe(false);
    expect(parseCatalogRules({ rules: [] }, { defaults }).isAllowed({ kind: 'Group' }, origin)).toBe(false);
  });

  it('makes targets of file locations absolute', () => {
    const catalog = { locations: [{ type: 'file', target: './org.yaml', rules: [{ allow: ['User'] }] }] };
    const rules = parseCatalogRules(catalog, { resolveFile: (target) => `/srv/${target.replace('./', '')}` });
    expect(rules.isAllowed({ kind: 'User' }, { type: 'file', target: '/srv/org.yaml' })).toBe(true);
    expect(rules.isAllowed({ kind: 'User' }, { type: 'file', target: './org.yaml' })).toBe(false);
  });

  it.each<[string, JsonValue, string]>([
    ['a section that is no map', [], 'catalog'],
    ['rules that are no list', { rules: 'Component' }, 'catalog.rules'],
    ['a rule that is no map', { rules: ['Component'] }, 'catalog.rules[0]'],
    ['a rule without kinds', { rules: [{}] }, 'catalog.rules[0].allow'],
    ['a kind that is a number', { rules: [{ allow: ['API', 7] }] }, 'catalog.rules[0].allow[1]'],
    ['a kind without a name', { rules: [{ allow: [{ 'spec.type': 'x' }] }] }, 'catalog.rules[0].allow[0].kind'],
    ['a location without a type', { rules: [{ allow: [], locations: [{ exact: 'x' }] }] }, 'catalog.rules[0].locations[0].type'],
    ['exact and pattern at once', { rules: [{ allow: [], locations: [{ type: 'url', exact: 'x', pattern: 'y' }] }] }, 'catalog.rules[0].locations[0]'],
    ['narrowed kinds for one location', { locations: [{ type: 'url', target: 'x', rules: [{ allow: [{ kind: 'User' }] }] }] }, 'catalog.locations[0].rules[0].allow[0]'],
  ])('says where it cannot read %s', (_name, catalog, field) => {
    let failure: unknown;
    try {
      parseCatalogRules(catalog);
    } catch (error) {
      failure = error;
    }
    expect(isPortalError(failure, 'invalid') && failure.details.field).toBe(field);
  });
});
