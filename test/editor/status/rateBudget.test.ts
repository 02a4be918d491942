import { describe, expect, test } from 'vitest';
import { toBudgetDisplay, type BudgetHost } from '../../../src/editor/status/rateBudget';

const NOW = 1_000_000;
const words = { now: NOW, timeOf: (milliseconds: number) => `T${milliseconds / 1000}`, numberOf: (value: number) => value.toLocaleString('en') };
const state = (resource: string, remaining: number, limit = 5000, resetAt = 2_000_000) => ({ resource, limit, remaining, resetAt });
const host = (...states: readonly ReturnType<typeof state>[]): BudgetHost => ({ web: 'https://github.com', states, withheld: 0 });

describe('the budget in the status bar', () => {
  test('stays away while there is plenty, unless it is to be always there', () => {
    const hosts = [host(state('core', 4999), state('graphql', 1300))];
    expect(toBudgetDisplay(hosts, 'auto', words)).toBeUndefined();
    expect(toBudgetDisplay(hosts, 'always', words)).toMatchObject({ text: '$(github) 1,300', label: '1,300 requests to GitHub left until T2000', isPaused: false });
    expect(toBudgetDisplay([], 'always', words)).toBeUndefined();
  });

  test('shows the least of all hosts when less than a quarter is left', () => {
    const hosts = [host(state('core', 4999), state('graphql', 1249)), { ...host(state('core', 600)), web: 'https://ghe.example.com' }];
    const display = toBudgetDisplay(hosts, 'auto', words);
    expect(display?.text).toBe('$(github) 600');
    expect(display?.tooltip).toContain('**github.com**\n\n- REST: 4,999 of 5,000 left, full again at T2000\n- GraphQL: 1,249 of 5,000 left, full again at T2000');
    expect(display?.tooltip).toContain('**ghe.example.com**\n\n- REST: 600 of 5,000 left');
    expect(toBudgetDisplay(hosts, 'never', words)).toBeUndefined();
  });

  test('takes no notice of searches, of which there are ten a minute, nor of a limit that is full again', () => {
    expect(toBudgetDisplay([host(state('search', 1, 30), state('core', 0, 5000, NOW - 1))], 'auto', words)).toBeUndefined();
    expect(toBudgetDisplay([host(state('core', 0, 5000, NOW - 1), state('graphql', 10))], 'auto', words)?.tooltip).toContain('- REST: 5,000 of 5,000 left\n');
  });

  test('says until when reading pauses, and of single sign-on', () => {
    const display = toBudgetDisplay([{ ...host(state('graphql', 400)), pausedUntil: 1_500_000, withheld: 2 }, { ...host(), pausedUntil: NOW - 1 }], 'auto', words);
    expect(display).toMatchObject({ text: '$(debug-pause) GitHub until T1500', label: 'Reading GitHub pauses until T1500', isPaused: true });
    expect(display?.tooltip).toContain('Reading pauses until T1500 and goes on by itself');
    expect(display?.tooltip).toContain('2 organizations want your session authorized for single sign-on.');
    expect(toBudgetDisplay([{ ...host(), pausedUntil: 1_500_000 }], 'auto', words)?.isPaused).toBe(true);
  });
});
