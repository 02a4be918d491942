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
 * its place, so that a new entity leaves the other ranges as they were. Costs by the number of ranges, not of names.
 * @param items in order of name
 * @param nameOf in lower case, by which `items` are ordered
 * @param prefix what all the names are known to start with
 */
export function groupByName<T>(items: readonly T[], nameOf: (item: T) => string, prefix = '', largest = LARGEST_NODE): Grouped<T> {
  const first = items[0];
  const last = items.at(-1);
  if (items.length <= largest || first === undefined || last === undefined) {
    return { items };
  }
  // In order, what the first and the last share all share.
  const start = keyOf(nameOf(first));
  const shared = sharedLength(start, keyOf(nameOf(last)), prefix.length);
  const ranges: NameRange<T>[] = [];
  for (let from = 0; from < items.length; ) {
    const item = items[from];
    const key = item === undefined ? '' : keyOf(nameOf(item));
    const next = key.slice(0, shared + (isPair(key, shared) ? 2 : 1));
    const to = endOf(items, nameOf, next, from);
    ranges.push({ prefix: next, items: items.slice(from, to) });
    from = Math.max(to, from + 1);
  }
  // Names that are all the same cannot be told apart: then there is nothing to split by.
  return ranges.length < 2 ? { items } : { ranges };
}

/** The entries of the range `prefix`, which may lie within another. */
export function itemsOfRange<T>(items: readonly T[], nameOf: (item: T) => string, prefix: string): readonly T[] {
  const from = firstWhere(items, 0, (item) => keyOf(nameOf(item)) >= prefix);
  return from === items.length ? [] : items.slice(from, endOf(items, nameOf, prefix, from));
}

/**
 * What a range is called: what all of its names share (`payment-a…`), or the name itself where it holds that name alone.
 * @param items of the range, in order of name
 */
export function rangeLabel<T>(items: readonly T[], nameOf: (item: T) => string, prefix: string): string {
  const first = items[0];
  const last = items.at(-1);
  if (prefix.endsWith(END) || first === undefined || last === undefined) {
    return prefix.replace(END, '');
  }
  const start = keyOf(nameOf(first));
  const shared = start.slice(0, sharedLength(start, keyOf(nameOf(last)), prefix.length));
  return shared.endsWith(END) ? shared.slice(0, -END.length) : `${shared}…`;
}

/** Whether a name lies in a range. @param name in lower case */
export function isInRange(name: string, prefix: string): boolean {
  return keyOf(name).startsWith(prefix);
}

function keyOf(name: string): string {
  return name + END;
}

/** The first entry, from `from` on, that does not start with `prefix`. */
function endOf<T>(items: readonly T[], nameOf: (item: T) => string, prefix: string, from: number): number {
  return firstWhere(items, from, (item) => {
    const key = keyOf(nameOf(item));
    return key >= prefix && !key.startsWith(prefix);
  });
}

/** @param isPast false up to some place, true from there on */
function firstWhere<T>(items: readonly T[], from: number, isPast: (item: T) => boolean): number {
  let low = from;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const item = items[middle];
    if (item !== undefined && isPast(item)) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  return low;
}

function sharedLength(a: string, b: string, from: number): number {
  let length = Math.min(from, a.length, b.length);
  while (length < a.length && length < b.length && a[length] === b[length]) {
    length++;
  }
  // Half a character is no prefix.
  return length > 0 && isPair(a, length - 1) ? length - 1 : length;
}

function isPair(text: string, index: number): boolean {
  const code = text.charCodeAt(index);
  return code >= 0xd800 && code <= 0xdbff;
}
