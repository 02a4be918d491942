/** Children above this number are put into ranges: each one shown crosses to the window by itself. */
export const LARGEST_NODE = 500;

/** Ends every name, so that a range can also hold the name that is the start of all others. */
const END = '\0';

/** The entries whose names start with `prefix`, the end of a name being written `\0`. */
export interface NameRange<T> {
  readonly prefix: string;
  readonly items: readonly T[];
}

export type Grouped<T> = { readonly items: readonly T[] } | { readonly ranges: readonly NameRange<T>[] };

/**
 * Splits what is too long by how the names go on after what they all share. A range is known by its prefix and not by
 * its place, so that a new entity leaves the other ranges as they were. Names are compared in lower case.
 * @param items in order of name
 * @param prefix what all the names are known to start with
 */
export function groupByName<T>(
  items: readonly T[],
  nameOf: (item: T) => string,
  prefix = '',
  largest = LARGEST_NODE,
): Grouped<T> {
  if (items.length <= largest) {
    return { items };
  }
  const keys = items.map((item) => [...keyOf(nameOf(item))]);
  const shared = sharedLength(keys, [...prefix].length);
  const groups = new Map<string, T[]>();
  items.forEach((item, index) => {
    const key = (keys[index] ?? []).slice(0, shared + 1).join('');
    const group = groups.get(key);
    if (group) {
      group.push(item);
    } else {
      groups.set(key, [item]);
    }
  });
  // Names that are all the same cannot be told apart: then there is nothing to split by.
  return groups.size < 2 ? { items } : { ranges: [...groups].map(([key, group]) => ({ prefix: key, items: group })) };
}

/** The entries of the range `prefix`, which may lie within another. */
export function itemsOfRange<T>(items: readonly T[], nameOf: (item: T) => string, prefix: string): readonly T[] {
  return items.filter((item) => keyOf(nameOf(item)).startsWith(prefix));
}

/** What a range is called: `payment-a…`, or the name itself where it holds that name alone. */
export function rangeLabel(prefix: string): string {
  return prefix.endsWith(END) ? prefix.slice(0, -END.length) : `${prefix}…`;
}

function keyOf(name: string): string {
  return name.toLowerCase() + END;
}

function sharedLength(keys: readonly (readonly string[])[], from: number): number {
  const first = keys[0] ?? [];
  let length = first.length;
  for (const key of keys) {
    let same = from;
    while (same < length && key[same] === first[same]) {
      same++;
    }
    length = Math.min(length, same);
  }
  return length;
}
