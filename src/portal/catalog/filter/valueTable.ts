/** The number of what has no value. */
export const NOTHING = 0;

/** Numbers for the values of a facet, from 1 on. A value keeps its number, so that older and newer indexes can share a table. */
export class ValueTable<T> {
  readonly #numbers = new Map<string, number>();
  readonly #values: T[] = [];

  /** One more than the highest number. */
  get size(): number {
    return this.#values.length + 1;
  }

  /** @param key tells values apart */
  numberOf(key: string, value: T): number {
    const known = this.#numbers.get(key);
    if (known !== undefined) {
      return known;
    }
    this.#values.push(value);
    this.#numbers.set(key, this.#values.length);
    return this.#values.length;
  }

  valueOf(number: number): T | undefined {
    return this.#values[number - 1];
  }

  /** 1 at the number of each value that fits; 0 elsewhere. */
  mask(fits: (value: T) => boolean): Uint8Array {
    const mask = new Uint8Array(this.size);
    this.#values.forEach((value, index) => {
      mask[index + 1] = fits(value) ? 1 : 0;
    });
    return mask;
  }
}
