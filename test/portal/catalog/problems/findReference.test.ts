import { expect, test } from 'vitest';
import { findReference } from '../../../../src/portal/catalog/problems/findReference';

const text = [
  'kind: Component', // 0
  'metadata:',
  '  name: a',
  '  description: team-x is nice',
  'spec:',
  '  owner: "Team-X" # team-x',
  '  dependsOn: [resource:db, Component:other/web]',
  '---', // 7
  'kind: Component',
  'metadata:',
  '  name: b',
  'spec:',
  '  dependsOn:',
  '    - resource:default/db',
].join('\n');

function found(line: number, ref: string): string | undefined {
  const range = findReference(text, { line, character: 8 }, ref);
  return range && `${range.start.line}:${text.split('\n')[range.start.line]?.slice(range.start.character, range.end.character)}`;
}

test('finds a ref in the document of the entity, in whatever form it is written', () => {
  expect(found(2, 'group:default/team-x')).toBe('5:Team-X');
  expect(found(2, 'resource:default/db')).toBe('6:resource:db');
  expect(found(2, 'component:other/web')).toBe('6:Component:other/web');
  expect(found(10, 'resource:default/db')).toBe('13:resource:default/db');
});

test('finds nothing in other documents, outside of spec, or where it is no more', () => {
  expect(found(10, 'group:default/team-x')).toBeUndefined();
  expect(found(2, 'group:default/nice')).toBeUndefined();
  expect(found(99, 'group:default/gone')).toBeUndefined();
  expect(findReference('', { line: 0, character: 0 }, 'group:default/x')).toBeUndefined();
});
