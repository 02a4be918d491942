import { expect, test } from 'vitest';
import { toWebAddress } from '../../src/cli/gitCheckout';

test.each([
  ['git@github.com:acme/shop.git', 'https://github.com/acme/shop'],
  ['ssh://git@github.com:22/acme/shop.git', 'https://github.com/acme/shop'],
  ['https://token@github.com/acme/shop.git', 'https://github.com/acme/shop'],
  ['https://github.com/acme/shop/', 'https://github.com/acme/shop'],
  ['http://127.0.0.1:8081/acme/shop.git', 'http://127.0.0.1:8081/acme/shop'],
  ['git://github.com/acme/shop', 'https://github.com/acme/shop'],
  ['../elsewhere', undefined],
  ['/srv/git/shop.git', undefined],
  ['file:///srv/git/shop.git', undefined],
  [undefined, undefined],
])('%s', (remote, address) => expect(toWebAddress(remote)).toBe(address));
