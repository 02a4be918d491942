import { describe, expect, it } from 'vitest';
import { parseEntityRef, shortenEntityRef, stringifyEntityRef } from '../../../src/portal/catalog/entityRef';

describe('entity refs', () => {
  it.each([
    ['component:default/a', { kind: 'component', namespace: 'default', name: 'a' }],
    ['component:a', { kind: 'component', namespace: 'default', name: 'a' }],
    ['ns/a', { kind: 'Group', namespace: 'ns', name: 'a' }],
    ['a', { kind: 'Group', namespace: 'default', name: 'a' }],
  ])('parses %s', (text, expected) => {
    expect(parseEntityRef(text, { kind: 'Group' })).toEqual(expected);
  });

  it.each(['', ':', 'a:', 'a/', 'a:b:c', 'a/b/c', '/a', ':a'])('refuses %j', (text) => {
    expect(parseEntityRef(text, { kind: 'Group' })).toBeUndefined();
  });

  it('needs a kind where there is no default', () => {
    expect(parseEntityRef('ns/a')).toBeUndefined();
  });

  it('takes the namespace of the one who refers', () => {
    expect(parseEntityRef('a', { kind: 'Group', namespace: 'payments' })?.namespace).toBe('payments');
  });

  it('compares in lower case and shortens to what still means the same', () => {
    expect(stringifyEntityRef({ kind: 'API', namespace: 'Default', name: 'Pay' })).toBe('api:default/pay');
    const ref = { kind: 'Group', namespace: 'default', name: 'team-a' };
    expect(shortenEntityRef(ref, { kind: 'group' })).toBe('team-a');
    expect(shortenEntityRef(ref, { namespace: 'other' })).toBe('group:default/team-a');
  });
});
