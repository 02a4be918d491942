import { isAlias, isMap, isScalar, isSeq } from 'yaml';
import type { LineCounter, Node } from 'yaml';
import type { Position, Range } from '../entity';
import { toPosition, toRange } from './parsedFile';
import type { YamlDocument } from './yamlStream';

/** Keys and list indexes from the root of a document to a value in it. */
export type ValuePath = readonly (string | number)[];

interface Found {
  readonly key: Node | undefined;
  readonly value: Node | undefined;
}

/** Answers where the values of a document stand. Looks only when asked, which is when there is a problem. */
export class Positions {
  readonly #yaml: YamlDocument;
  readonly #lines: LineCounter;

  constructor(yaml: YamlDocument, lines: LineCounter) {
    this.#yaml = yaml;
    this.#lines = lines;
  }

  /** The whole document. */
  get document(): Range {
    const [start = 0, end = start] = this.#yaml.range;
    return toRange(this.#lines, this.#contentStart() ?? start, end);
  }

  /** Where the document's first key stands. */
  get start(): Position {
    return toPosition(this.#lines, this.#contentStart() ?? this.#yaml.range[0]);
  }

  /** Where the value at `path` stands; where there is nothing to see of it, its key; where that is not written either, the nearest parent. */
  value(path: ValuePath): Range {
    const { key, value } = this.#find(path);
    const [start, end] = value?.range ?? [0, 0];
    return start < end ? toRange(this.#lines, start, this.#contentEnd(start, end)) : this.#keyRange(key, path);
  }

  /** Where the key at `path` stands; of a list's entry, the entry. */
  key(path: ValuePath): Range {
    const { key, value } = this.#find(path);
    return this.#keyRange(key ?? value, path);
  }

  #keyRange(node: Node | undefined, path: ValuePath): Range {
    const [start, end] = node?.range ?? [0, 0];
    if (start < end) {
      return toRange(this.#lines, start, this.#contentEnd(start, end));
    }
    return path.length > 0 ? this.key(path.slice(0, -1)) : { start: this.start, end: this.start };
  }

  /** Blocks reach to the start of the line after them; what is shown ends with their own last line. */
  #contentEnd(start: number, end: number): number {
    let last = end;
    while (last > start && toPosition(this.#lines, last).character === 0) {
      last--;
    }
    return last;
  }

  #contentStart(): number | undefined {
    return this.#yaml.contents?.range?.[0];
  }

  #find(path: ValuePath): Found {
    // The root's range is the whole document, which is no help: problems of the root are shown where it starts.
    if (path.length === 0) {
      return { key: undefined, value: undefined };
    }
    let value: Node | undefined = this.#yaml.contents ?? undefined;
    let key: Node | undefined;
    for (const segment of path) {
      const found = this.#child(value, segment);
      if (!found) {
        return { key: undefined, value: undefined };
      }
      ({ key, value } = found);
    }
    return { key, value };
  }

  #child(parent: Node | undefined, segment: string | number): Found | undefined {
    const node: Node | undefined = isAlias(parent) ? parent.resolve(this.#yaml) : parent;
    if (isSeq<Node>(node)) {
      const value = node.items[Number(segment)];
      return value && { key: undefined, value };
    }
    if (isMap<Node, Node>(node)) {
      const pair = node.items.find(({ key }) => isScalar<string | number | boolean | null>(key) && String(key.value ?? '') === String(segment));
      return pair && { key: pair.key, value: pair.value ?? undefined };
    }
    return undefined;
  }
}
