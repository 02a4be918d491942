import { describe, expect, it } from 'vitest';
import { allProblems, factsOf } from '../../../../src/portal/language/diagnostics/problemCatalogue';
import { readSeverities } from '../../../../src/portal/language/diagnostics/severities';
import { createTestService, diagnose } from '../testCatalog';
import { component, EXAMPLES, GOOD } from './examples';
import { findIn } from './marks';

/** Reported by readers of files before there is a text, or too large for a table. */
const NOT_IN_TEXTS = ['file/too-large', 'file/unreadable', 'file/encoding', 'file/yaml'];
/** Need files beside the one that is checked. */
const WITH_FILES = ['location/type', 'location/not-found', 'location/unread', 'location/broken-target', 'techdocs/missing'];

const nameOf = ({ code, about }: { readonly code?: string; readonly about?: string }): string => [code, about].filter(Boolean).join(', ');

describe('what is found in entity files', () => {
  it.each(EXAMPLES.map((example) => [nameOf(example), example] as const))('%s', (_name, { code, text, ports, says }) => {
    const { problems, ranges } = findIn(text, ports);
    const found = problems.filter((problem) => factsOf(problem.code).code === code);
    expect(found.map(({ range }) => range)).toEqual(ranges);
    expect(found.every(({ class: of }) => of === factsOf(code).class)).toBe(true);
    expect(found[0]?.message).toContain(says ?? '');
  });

  it.each(GOOD.map((example) => [nameOf(example), example] as const))('nothing in %s', (_name, { text, ports }) => {
    expect(findIn(text, ports).problems).toEqual([]);
  });

  it('has an example of every code', () => {
    const shown = new Set(EXAMPLES.map(({ code }) => code));
    const missing = allProblems().flatMap(({ code, page }) => (page === 'entities' && !shown.has(code) ? [code] : []));
    expect(missing.toSorted()).toEqual([...NOT_IN_TEXTS, ...WITH_FILES].sort());
  });

  it('says one thing of each place', () => {
    for (const { text, ports } of EXAMPLES) {
      const { problems } = findIn(text, ports);
      const keys = problems.map(({ message, range }) => JSON.stringify([message, range]));
      expect(new Set(keys).size).toBe(keys.length);
    }
  });
});

describe('severities', () => {
  const text = component('  annotations:\n    backstage.io/orphan: "true"\n', '', 'nobody');
  const severitiesOf = (setting: unknown): string[] => {
    const { severities } = readSeverities(setting);
    return findIn(text, { severities: () => severities }).problems.map(({ code, severity }) => `${code} ${severity}`);
  };

  it.each<[string, unknown, string[]]>([
    ['none', undefined, ['annotation/server-only warning', 'reference/dangling warning']],
    ['a code', { 'reference/dangling': 'error' }, ['annotation/server-only warning', 'reference/dangling error']],
    ['the beginning of codes', { reference: 'hint', 'annotation/*': 'off' }, ['reference/dangling hint']],
    ['a class', { dangling: 'information', advice: 'hint' }, ['annotation/server-only hint', 'reference/dangling information']],
    ['the most exact', { dangling: 'off', 'reference/dangling': 'error', reference: 'hint' }, ['annotation/server-only warning', 'reference/dangling error']],
  ])('by %s', (_name, setting, expected) => {
    expect(severitiesOf(setting)).toEqual(expected);
  });

  it('says what cannot be used', () => {
    expect(readSeverities({ 'reference/dangling': 'loud', nothing: 'error', advice: 'off' })).toEqual({
      severities: new Map([['advice', 'off']]),
      mistakes: ['reference/dangling is "loud", and must be one of error, warning, information, hint, off', 'nothing is neither a code nor a class of problems'],
    });
    expect(readSeverities([]).mistakes).toHaveLength(1);
    expect(readSeverities('off').mistakes).toHaveLength(1);
    expect(readSeverities(null)).toEqual({ severities: new Map(), mistakes: [] });
  });
});

describe('documents that read the same', () => {
  it('are told apart after a change', () => {
    const service = createTestService();
    const twice = `${component()}---\n${component().replace('apiVersion', '\napiVersion')}`;
    diagnose(service, { uri: 'file:///shop/catalog-info.yaml', version: 1, text: twice });
    const same = `---\n${component()}---\n${component()}`;
    const found = diagnose(service, { uri: 'file:///shop/catalog-info.yaml', version: 2, text: same });
    expect(found).toEqual(diagnose(createTestService(), { uri: 'file:///shop/catalog-info.yaml', version: 1, text: same }));
    expect(found.map(({ code, range }) => `${code} ${range.start.line}`)).toEqual(['catalog/duplicate 13']);
  });
});
