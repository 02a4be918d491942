import { describe, expect, test } from 'vitest';
import { toPlaceholderTarget, toPlaceholderText } from '../../../src/portal/catalog/placeholderTargets';

const repository = { host: 'https://github.com', owner: 'acme', name: 'shop', branch: 'feat/x', private: true };

describe('what a placeholder points to', () => {
  test.each([
    ['https://github.com/acme/shop/tree/feat/x/docs/openapi.yaml', 'file:///w/shop/docs/openapi.yaml'],
    ['https://github.com/Acme/shop/blob/feat/x/a%20(b).yaml?raw=1#top', 'file:///w/shop/a%20%28b%29.yaml'],
    ['https://github.com/acme/shop/tree/main/openapi.yaml', undefined],
    ['https://github.com/acme/other/tree/feat/x/openapi.yaml', undefined],
    ['https://example.com/acme/shop/tree/feat/x/openapi.yaml', undefined],
    ['file:///w/shop/openapi.yaml', undefined],
    ['https://github.com/acme/shop/tree/feat/x/..%2f..%2fsecret', undefined],
    ['https://github.com/acme/shop/tree/feat/x/a/..%5csecret', undefined],
    ['https://github.com/acme/shop/tree/feat/x/100%.yaml', undefined],
    ['https://github.com/acme/shop/tree/feat/x/.git/config', undefined],
    ['https://github.com/acme/shop/tree/feat/x/', undefined],
  ])('in a repository: %s', (url, target) => {
    expect(toPlaceholderTarget(url, { folder: 'file:///w/shop', repository })).toBe(target);
  });

  test.each([
    ['file:///w/shop/docs/openapi.yaml', 'file:///w/shop/docs/openapi.yaml'],
    ['file:///w/shop/a+(b).yaml?x', 'file:///w/shop/a%2B%28b%29.yaml'],
    ['file:///w/shop-two/openapi.yaml', undefined],
    ['file:///w/shop', undefined],
    ['file:///w/shop/', undefined],
    ['file:///w/shop/%2e%2e/secret', undefined],
    ['file:///w/shop/..%2fsecret', undefined],
    ['file:///w/shop/sub/.GIT/config', undefined],
    ['https://example.com/openapi.yaml', undefined],
  ])('in a folder: %s', (url, target) => {
    expect(toPlaceholderTarget(url, { folder: 'file:///w/shop' })).toBe(target);
  });

  test('is read up to a size', () => {
    expect(toPlaceholderText(undefined)).toBeNull();
    expect(toPlaceholderText('unsaved')).toBe('unsaved');
    expect(toPlaceholderText(new TextEncoder().encode('ö'))).toBe('ö');
    expect(toPlaceholderText(new Uint8Array(7 * 1024 * 1024))).toBeUndefined();
  });
});
