import { describe, expect, test } from 'vitest';
import { addOutcomes, failedOutcome, orNothingFound, toSummary } from '../../scripts/test/outcome';
import { findPackageFaults } from '../../scripts/test/packagePhase';
import { startReportServer, toOutcome, type SuiteReport } from '../../scripts/test/reportServer';
import { filesFor } from '../../scripts/test/bundleSuites';

const passed = (name: string): SuiteReport => ({ kind: 'test', name, state: 'passed' });

describe('the last line of npm test', () => {
  test('names what was skipped only where something was', () => {
    expect(toSummary({ passed: 3, failures: [], skipped: [] })).toBe('3 passed, 0 failed');
    expect(toSummary({ passed: 3, failures: [{ name: 'a', message: 'b' }], skipped: [{ name: 'c', reason: 'd' }] })).toBe('3 passed, 1 failed, 1 skipped');
  });

  test('adds the phases up', () => {
    const one = { passed: 1, failures: [], skipped: [{ name: 'c', reason: 'd' }] };
    expect(toSummary(addOutcomes([one, one, failedOutcome('x', new Error('broken'))]))).toBe('2 passed, 1 failed, 2 skipped');
  });

  test('counts a phase that found nothing as failed', () => {
    expect(orNothingFound('unit', { passed: 0, failures: [], skipped: [] }).failures).toHaveLength(1);
    expect(orNothingFound('unit', { passed: 1, failures: [], skipped: [] }).failures).toHaveLength(0);
  });
});

describe('reports from inside VS Code', () => {
  test('give true counts and reasons', () => {
    const outcome = toOutcome([passed('a'), { kind: 'test', name: 'b', state: 'failed', message: 'wrong' }, { kind: 'test', name: 'c', state: 'skipped', message: 'no network' }, { kind: 'end', tests: 3 }]);
    expect(outcome).toEqual({ passed: 1, failures: [{ name: 'b', message: 'wrong' }], skipped: [{ name: 'c', reason: 'no network' }] });
  });

  test('without an end are a failure, whatever passed before', () => {
    expect(toOutcome([passed('a')]).failures).toHaveLength(1);
    expect(toOutcome([]).failures).toHaveLength(1);
  });

  test('of fewer tests than there are, are a failure', () => {
    expect(toOutcome([passed('a'), { kind: 'end', tests: 2 }]).failures[0]?.message).toMatch(/2 tests are there/);
  });

  test('arrive over http', async () => {
    const server = await startReportServer();
    for (const report of [passed('a'), { kind: 'end', tests: 1 }]) {
      expect((await fetch(server.url, { method: 'POST', body: JSON.stringify(report) })).status).toBe(204);
    }
    await server.close();
    expect(server.outcome()).toEqual({ passed: 1, failures: [], skipped: [] });
  });
});

describe('suites for one host', () => {
  const names = ['b.test.ts', 'a.node.test.ts', 'c.web.test.ts', 'index.ts'];
  test('leave out those of the other', () => {
    expect(filesFor('node', names)).toEqual(['a.node.test.ts', 'b.test.ts']);
    expect(filesFor('web', names)).toEqual(['b.test.ts', 'c.web.test.ts']);
    expect(filesFor('web', names, 'c.')).toEqual(['c.web.test.ts']);
  });
});

describe('the content of the package', () => {
  const whole = ['package.json', 'package.nls.json', 'README.md', 'CHANGELOG.md', 'LICENSE', 'dist/extension.node.cjs', 'dist/extension.web.cjs', 'templates/node/src/main.ts'];
  test('is right when everything is there and nothing else', () => {
    expect(findPackageFaults(whole)).toEqual([]);
  });

  test.each(['dist/extension.node.cjs.map', 'src/extension.ts', '.env', 'media/note.ts', 'dist/node_modules/a/index.js'])('must not hold %s', (file) => {
    expect(findPackageFaults([...whole, file])).toEqual([`${file} must not ship.`]);
  });

  test('must hold its entries', () => {
    expect(findPackageFaults(whole.slice(1))).toEqual(['package.json is missing.']);
  });
});
