import { numberOf, textOf } from '../json.ts';
import type { Args, GraphNode } from './context.ts';

/** A cursor names the item and where it stood, so that a page begins rightly after the item itself is gone. */
function toCursor(id: string, index: number): string {
  return Buffer.from(`cursor:v2:${index}:${id}`).toString('base64');
}

function findCursor(cursor: string | undefined, ids: readonly string[]): { readonly index: number; readonly isGone: boolean } | undefined {
  const match = /^cursor:v2:(\d+):(.*)$/.exec(Buffer.from(cursor ?? '', 'base64').toString('utf8'));
  if (!match) {
    return undefined;
  }
  const found = ids.indexOf(match[2] ?? '');
  return found >= 0 ? { index: found, isGone: false } : { index: Number(match[1]), isGone: true };
}

/** A page of a list by `first`, `last`, `after` and `before`. `extend` adds members to an edge. */
export function toConnection<T>(type: string, items: readonly T[], args: Args, idOf: (item: T) => string, toNode: (item: T) => unknown, extend?: (item: T) => Readonly<Record<string, unknown>>): GraphNode {
  const ids = items.map(idOf);
  const after = findCursor(textOf(args, 'after'), ids);
  const before = findCursor(textOf(args, 'before'), ids);
  const low = after ? after.index + (after.isGone ? 0 : 1) : 0;
  const high = before ? before.index : items.length;
  const [first, last] = [numberOf(args, 'first'), numberOf(args, 'last')];
  const end = first === undefined ? high : Math.min(high, low + first);
  const start = last === undefined ? low : Math.max(low, end - last);
  const page = items.slice(start, end).map((item, offset) => ({ item, cursor: toCursor(ids[start + offset] ?? '', start + offset) }));
  return {
    __typename: `${type}Connection`,
    totalCount: items.length,
    nodes: () => page.map(({ item }) => toNode(item)),
    edges: () => page.map(({ item, cursor }) => ({ __typename: `${type}Edge`, cursor, node: () => toNode(item), ...extend?.(item) })),
    pageInfo: { __typename: 'PageInfo', hasNextPage: end < items.length, hasPreviousPage: start > 0, startCursor: page[0]?.cursor ?? null, endCursor: page.at(-1)?.cursor ?? null },
  };
}
