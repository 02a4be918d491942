import type { JsonValue } from '../catalog/entity';
import type { ConfigPath } from './configFile';
import { showPath } from './expandConfig';

export type NoteInvalid = (path: ConfigPath, message: string) => void;

/**
 * Values of a configuration by what is wanted of them. What is of another sort is noted and counts as absent; Backstage would
 * not start. Source: the getters of `ConfigReader` in @backstage/config 1.3.
 */
export class ConfigValues {
  readonly path: ConfigPath;
  readonly value: JsonValue | undefined;
  readonly #note: NoteInvalid;

  constructor(value: JsonValue | undefined, path: ConfigPath, note: NoteInvalid) {
    this.value = value ?? undefined;
    this.path = path;
    this.#note = note;
  }

  get isAbsent(): boolean {
    return this.value === undefined;
  }

  /** What lies below: `at('filters', 'branch')`; absent where something on the way is no object. */
  at(...keys: readonly string[]): ConfigValues {
    return keys.reduce<ConfigValues>((parent, key) => new ConfigValues(parent.#member(key), [...parent.path, key], this.#note), this);
  }

  keys(): readonly string[] {
    return isObject(this.value) ? Object.keys(this.value) : this.#refuse('a map', []);
  }

  /** The elements of a list; none where it is absent. */
  items(): readonly ConfigValues[] {
    return Array.isArray(this.value) ? this.value.map((item, index) => new ConfigValues(item, [...this.path, index], this.#note)) : this.#refuse('a list', []);
  }

  text(): string | undefined {
    return typeof this.value === 'string' && this.value !== '' ? this.value : this.#refuse('a text that is not empty', undefined);
  }

  texts(): readonly string[] {
    return this.items().flatMap((item) => item.text() ?? []);
  }

  /** Numbers may be written as texts, as variables make them. */
  number(): number | undefined {
    const number = typeof this.value === 'string' ? Number(this.value) : this.value;
    return typeof number === 'number' && Number.isFinite(number) ? number : this.#refuse('a number', undefined);
  }

  /** The same of `yes`, `on`, `1` and their like. */
  flag(otherwise: boolean): boolean {
    const text = typeof this.value === 'object' ? '' : String(this.value).trim();
    return /^(?:y|yes|true|1|on)$/i.test(text) ? true : /^(?:n|no|false|0|off)$/i.test(text) ? false : this.#refuse('true or false', otherwise);
  }

  isMap(): boolean {
    return isObject(this.value) || this.#refuse('a map', false);
  }

  note(message: string): void {
    this.#note(this.path, message);
  }

  #member(key: string): JsonValue | undefined {
    return isObject(this.value) && Object.hasOwn(this.value, key) ? this.value[key] : undefined;
  }

  #refuse<T>(wanted: string, otherwise: T): T {
    if (this.value !== undefined) {
      this.note(`${showPath(this.path)} must be ${wanted}.`);
    }
    return otherwise;
  }
}

function isObject(value: JsonValue | undefined): value is { [key: string]: JsonValue } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
