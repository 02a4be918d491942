import type { JsonValue } from '../../catalog/entity';

export type Secrets = Readonly<Record<string, string>>;

const MASK = '***';
const SEALED = /\u{e000}([^\u{e000}]*)\u{e000}/gu;

/** Goes through all texts of a value, keys left alone. What is `undefined` stays so, holes too. */
export function mapTexts<T>(value: T, change: (text: string) => string): T {
  return mapUnknown(value, change) as T;
}

function mapUnknown(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') {
    return change(value);
  }
  if (Array.isArray(value)) {
    return value.map((item: unknown) => mapUnknown(item, change));
  }
  return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value).map(([key, item]) => [key, mapUnknown(item, change)])) : value;
}

/** Keeps the values of secrets out of all that is told or kept. */
export class SecretKeeper {
  readonly #byName: readonly (readonly [string, string])[];
  /** Texts that a secret has gone into, as Backstage redacts them. */
  readonly #influenced = new Set<string>();

  constructor(secrets: Secrets) {
    // The longest first, so that one that is part of another does not spoil it.
    this.#byName = Object.entries(secrets).filter(([, value]) => value !== '').sort(([, a], [, b]) => b.length - a.length);
  }

  /** A text that a secret went into, such as its base64, is hidden as well. */
  hide(text: string): void {
    if (text !== '') {
      this.#influenced.add(text);
    }
  }

  /** For logs, errors and views. */
  mask<T>(value: T): T {
    const hidden = [...this.#influenced].sort((a, b) => b.length - a.length);
    return mapTexts(value, (text) =>
      [...hidden, ...this.#byName.map(([, secret]) => secret)].reduce((masked, secret) => masked.replaceAll(secret, MASK), text.replace(SEALED, MASK)),
    );
  }

  /** For what is kept: each secret is replaced by its name, from which `open` brings it back. */
  seal<T>(value: T): T {
    return mapTexts(value, (text) => this.#byName.reduce((sealed, [name, secret]) => sealed.replaceAll(secret, `\u{e000}${name}\u{e000}`), text));
  }

  open<T>(value: T): T {
    const byName = new Map(this.#byName);
    return mapTexts(value, (text) => text.replace(SEALED, (whole, name: string) => byName.get(name) ?? whole));
  }
}

/** Texts of a value that are others without secrets. Source: `collectSecretRedactions` of the workflow runner. */
export function influencedTexts(withSecrets: unknown, without: unknown): readonly string[] {
  if (typeof withSecrets === 'string') {
    return withSecrets === without ? [] : [withSecrets];
  }
  if (Array.isArray(withSecrets)) {
    const other: readonly unknown[] = Array.isArray(without) ? without : [];
    return withSecrets.flatMap((item: unknown, i) => influencedTexts(item, other[i]));
  }
  if (typeof withSecrets === 'object' && withSecrets !== null) {
    const other = new Map<string, unknown>(typeof without === 'object' && without !== null ? Object.entries(without) : []);
    return Object.entries(withSecrets).flatMap(([key, item]) => influencedTexts(item, other.get(key)));
  }
  return [];
}

/** A value shown with `***` in the place of what is sealed, for somebody who has no secrets. */
export function maskSealed(value: JsonValue): JsonValue {
  return mapTexts(value, (text) => text.replace(SEALED, MASK));
}
