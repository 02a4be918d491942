import { expect, test } from 'vitest';
import type { JsonValue } from '../../../../src/portal/catalog/entity';
import { findSettingFaults, type DeclaredSetting } from '../../../../src/portal/catalog/sources/settingFaults';

const DECLARED: Readonly<Record<string, DeclaredSetting>> = {
  'x.list': { type: 'array', items: { type: 'string' }, default: [] },
  'x.mixed': { type: 'array', items: { anyOf: [{ type: 'string' }, { type: 'object' }] }, default: [] },
  'x.map': { type: 'object', default: {} },
  'x.minutes': { type: 'number', default: 15 },
  'x.mode': { type: 'string', enum: ['auto', 'never'], default: 'auto' },
  'x.on': { type: 'boolean', default: true },
  'x.either': { type: ['boolean', 'array'] },
};

const faults = (values: Readonly<Record<string, JsonValue>>): string[] => findSettingFaults(DECLARED, (setting) => values[setting]).map(({ setting, message }) => `${setting}: ${message}`);

test('values of the type that is declared, and none at all, are right', () => {
  expect(faults({})).toEqual([]);
  expect(faults({ 'x.list': ['a'], 'x.mixed': ['a', { b: 1 }], 'x.map': { a: 1 }, 'x.minutes': 0, 'x.mode': 'never', 'x.on': false, 'x.either': [1] })).toEqual([]);
  expect(faults({ 'x.list': null, 'x.either': true })).toEqual([]);
});

test.each<[string, JsonValue, string]>([
  ['x.list', 'acme', 'x.list must be a list, and is a text. Its default counts instead: [].'],
  ['x.map', ['a'], 'x.map must be a map, and is a list. Its default counts instead: {}.'],
  ['x.minutes', '5', 'x.minutes must be a number, and is a text. Its default counts instead: 15.'],
  ['x.on', 'no', 'x.on must be true or false, and is a text. Its default counts instead: true.'],
  ['x.either', 3, 'x.either must be true or false or a list, and is a number. It is left out.'],
  ['x.mode', 'sometimes', 'x.mode must be one of "auto", "never"; "sometimes" is none of them. Its default counts instead: "auto".'],
  ['x.list', ['a', 5], 'Entry 2 of x.list must be a text, and is a number. It is left out.'],
  ['x.mixed', [['a']], 'Entry 1 of x.mixed must be a text or a map, and is a list. It is left out.'],
])('%s with %j is told of', (setting, value, message) => {
  expect(faults({ [setting]: value })).toEqual([`${setting}: ${message}`]);
});
