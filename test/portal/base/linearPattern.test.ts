import { describe, expect, it } from 'vitest';
import { isPortalError } from '../../../src/portal/base/errors';
import { toLinearTest } from '../../../src/portal/base/linearPattern';

const TEXTS = ['', 'a', 'b', 'ab', 'ba', 'aab', 'aaab', 'abab', 'shop', 'shop-api', 'shop_api', 'api', 'web-shop', 'service-12', 'service-1234', 'A', 'a.b', 'a-b', 'a\nb', '.github', 'x$', 'a{2}', 'é', 'archived-shop', '12', 'a]', '^', '-', 'foo\\bar', 'foo bar'];

const PATTERNS = [
  '', 'a', 'ab', '^a', 'a$', '^a$', 'a|b', '^a|b$', '^(?:a|b)$', 'a*', '^a*$', 'a+b', '^a?b$', '^(ab)+$', '^(a|ab)*$', '^(a*)*$', '^(a*)+b$', '^.*$', '^.$',
  '^shop-.*$', '^(?!.*archived).*$', '^(?=shop).*api$', '(?!a)b', '^[a-c]+$', '^[^a-c]+$', '^[\\w-]+$', '^[\\w.-]+$', '^\\d+$', '^service-\\d{2}$', '^service-\\d{2,}$', '^service-\\d{1,3}$',
  '\\bapi\\b', '\\Bapi', '^\\.github$', 'a{2}', '^a{2}b', '^a{0}b$', 'a{', 'a{,2}', '^(?<name>a)b$', '[]', '[^]', '^[a\\]]+$', '[-a]', '[a-]', '[a-\\d]', '\\x61', '\\u0061b', '^\\$', '\\$', 'a.b', 'x\\$', '^(|a)$', '(?:)', '^a*?$', '^a+?b', '^a??b$', '\\S+', '^\\W', '\\s', '\\n', '[\\s\\S]', '^[\\d]+$', 'foo\\\\bar', ']', '}', '^(a|b|)+$', '(?:a{2}){2}', '^(?:a{1,2}){1,2}b$', '\\-',
];

describe('linear patterns', () => {
  it.each(PATTERNS)('/%s/ matches what JavaScript matches', (source) => {
    const test = toLinearTest(source);
    const expected = new RegExp(source);
    expect(TEXTS.filter((text) => test(text))).toEqual(TEXTS.filter((text) => expected.test(text)));
  });

  it.each(['^(a+)+$', '^(a|a)*$', '^(a|aa)+$', '^(.*)*x$', '^(?!(a+)+b).*c$', '(x+x+)+y', '^((a*)*)*$'])('/%s/, which could take for ever, does not', (source) => {
    const started = performance.now();
    expect(toLinearTest(source)(`${'a'.repeat(100)}!`)).toBe(false);
    expect(performance.now() - started).toBeLessThan(1000);
  });

  it.each([
    ['(', 'is no regular expression'],
    ['[b-a]', 'is no regular expression'],
    ['(a)\\1', 'refers back to a group'],
    ['(?<=a)b', 'looks behind'],
    ['(?<!a)b', 'looks behind'],
    ['(?:a{1000}){1000}', 'repeats too much'],
    ['(?:){1000000000}', 'repeats too much'],
    ['a'.repeat(1001), 'is too long'],
  ])('refuses /%s/: %s', (source, why) => {
    let failure: unknown;
    try {
      toLinearTest(source);
    } catch (error) {
      failure = error;
    }
    expect(isPortalError(failure, 'invalid') && failure.message).toContain(why);
  });
});
