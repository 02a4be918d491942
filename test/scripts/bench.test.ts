import { describe, expect, test } from 'vitest';
import { median } from '../bench/row';
import { ourSlices, type CpuProfile } from '../bench/slices';
import { keepsLimit, replaceTable, toTable, type BenchResult } from '../bench/table';

describe('the median', () => {
  test.each<[number[], number]>([[[3], 3], [[5, 1, 3], 3], [[4, 1, 3, 2], 2.5]])('of %j is %d', (values, expected) => {
    expect(median(values)).toBe(expected);
  });

  test('of nothing is an error', () => {
    expect(() => median([])).toThrow('Nothing was measured');
  });
});

describe('slices of the event loop', () => {
  const node = (id: number, functionName: string, url: string, children: number[] = []): CpuProfile['nodes'][number] => ({ id, callFrame: { functionName, url }, children });
  const nodes = [node(1, '(root)', '', [2, 4, 5, 6]), node(2, 'activate', 'file:///x/ours.cjs', [3]), node(3, 'readFile', 'node:fs'), node(4, '(idle)', ''), node(5, '(garbage collector)', ''), node(6, 'other', 'file:///x/theirs.js')];
  const isOurs = (url: string): boolean => url.includes('ours');
  const profile = (samples: readonly number[]): CpuProfile => ({ nodes, startTime: 0, samples, timeDeltas: samples.map((_, index) => (index === 0 ? 0 : 1000)) });

  test('count what we do and what we call, and nothing else', () => {
    expect(ourSlices(profile([2, 3, 6, 4, 4]), [[0, 4000]], isOurs)).toEqual([2]);
  });

  test('end with the turn', () => {
    expect(ourSlices(profile([2, 2, 2, 2, 4]), [[0, 2000], [2000, 4000]], isOurs)).toEqual([2, 2]);
  });

  test('take in garbage that is collected in between', () => {
    expect(ourSlices(profile([2, 5, 2, 6, 5, 4]), [[0, 6000]], isOurs)).toEqual([3]);
  });
});

describe('the table', () => {
  const row = { title: 'Size', unit: 'kB', limit: 10 } as const;
  const result = { row, measurement: { values: [8, 12, 9], against: { name: 'another', values: [3] } } };

  test('shows the median, the spread, the limit and the ratio', () => {
    const line = toTable([result]).split('\n')[2] ?? '';
    expect(line.split('|').map((cell) => cell.trim())).toEqual(['', 'Size', '9 kB', '8–12, n = 3', '10 kB', 'kept', '3.00 × another (3 kB)', '', '']);
  });

  test('judges by the median', () => {
    expect(keepsLimit(result)).toBe(true);
    expect(keepsLimit({ ...result, measurement: { values: [11, 12, 9] } })).toBe(false);
  });

  test('judges by what it is compared with, where it is asked to', () => {
    const compared = (mostTimes: number): BenchResult => ({ row: { title: 'Size', unit: 'kB', mostTimes }, measurement: result.measurement });
    expect(keepsLimit(compared(3))).toBe(true);
    expect(keepsLimit(compared(2.9))).toBe(false);
    expect(toTable([compared(2.9)])).toMatch(/\| 2\.9 × +\| exceeded \| 3\.00 × another/);
    expect(() => keepsLimit({ ...compared(3), measurement: { values: [1] } })).toThrow('nothing to compare it with');
  });

  test('is put where the last one was', () => {
    const once = replaceTable('# Bench\n\nWords.\n', 'first');
    expect(once).toMatch(/^# Bench\n\nWords\.\n\n<!-- bench.*-->\nfirst\n/);
    const twice = replaceTable(`${once}\nMore words.\n`, 'second');
    expect(twice).toContain('second');
    expect(twice).not.toContain('first');
    expect(twice).toContain('More words.');
  });
});
