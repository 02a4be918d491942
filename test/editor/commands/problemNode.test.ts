import { expect, test } from 'vitest';
import { childrenOf } from '../../../src/editor/problems/problemNode';
import type { CatalogProblem } from '../../../src/portal/catalog/problems/catalogProblem';

const problems = (count: number): CatalogProblem[] =>
  Array.from({ length: count }, (_, index) => ({ id: String(index), class: 'dangling', code: 'reference/dangling', severity: 'warning', message: '', advice: '', source: 'workspace', related: [] }));

test('a hundred thousand problems come in parts of five hundred, each with an id of its own', () => {
  const group = { type: 'group', id: 'class:dangling', label: '', problems: problems(100_000) } as const;
  const parts = childrenOf(group);
  expect(parts).toHaveLength(200);
  const rows = parts.flatMap((part) => (part.type === 'page' ? childrenOf(part) : []));
  expect(rows).toHaveLength(100_000);
  expect(new Set(rows.map(({ id }) => id)).size).toBe(100_000);
});

test('few stand below their heading', () => {
  expect(childrenOf({ type: 'group', id: 'x', label: '', problems: problems(3) }).map(({ type }) => type)).toEqual(['problem', 'problem', 'problem']);
});
