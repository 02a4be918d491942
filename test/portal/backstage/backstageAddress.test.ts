import { expect, test } from 'vitest';
import { backstageSourceId, baseOfSource, entityPage, parseBackstageAddress } from '../../../src/portal/backstage/backstageAddress';

test.each([
  ['https://backstage.example.com', 'https://backstage.example.com'],
  [' https://Backstage.example.com/ ', 'https://backstage.example.com'],
  ['https://backstage.example.com/catalog', 'https://backstage.example.com'],
  ['https://backstage.example.com/api/catalog/', 'https://backstage.example.com'],
  ['https://example.com/portal/api/catalog/entities', 'https://example.com/portal'],
  ['http://localhost:7007', 'http://localhost:7007'],
])('%s is the Backstage at %s', (url, base) => {
  expect(parseBackstageAddress(url)?.base).toBe(base);
});

test.each(['', 'backstage.example.com', 'ftp://backstage.example.com', 'https://user:secret@backstage.example.com', 'https://backstage.example.com?x=1', 'https://backstage.example.com/#x', 'https://'])('"%s" is none', (url) => {
  expect(parseBackstageAddress(url)).toBeUndefined();
});

test('is called as the user calls it, or by its host', () => {
  expect(parseBackstageAddress('https://backstage.example.com/x', ' Portal ')?.label).toBe('Portal');
  expect(parseBackstageAddress('https://backstage.example.com/x', ' ')?.label).toBe('backstage.example.com/x');
});

test('a source is known by its address, and an entity has a page', () => {
  expect(baseOfSource(backstageSourceId('https://b.example.com'))).toBe('https://b.example.com');
  expect(baseOfSource('github:https://github.com/acme')).toBeUndefined();
  expect(entityPage('https://b.example.com', 'component:default/shop')).toBe('https://b.example.com/catalog/default/component/shop');
});
