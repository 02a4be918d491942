import type { JsonObject, JsonValue } from '../../catalog/entity';
import { isObject } from '../template/readTemplate';

/** Readers of inputs that are valid by an action's schema already: what is missing or of another type is `undefined`. */

export function text(input: JsonObject, key: string): string | undefined {
  const value = input[key];
  return typeof value === 'string' ? value : undefined;
}

export function flag(input: JsonObject, key: string): boolean | undefined {
  const value = input[key];
  return typeof value === 'boolean' ? value : undefined;
}

export function number(input: JsonObject, key: string): number | undefined {
  const value = input[key];
  return typeof value === 'number' ? value : undefined;
}

export function texts(input: JsonObject, key: string): readonly string[] | undefined {
  const value = input[key];
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : undefined;
}

export function object(input: JsonObject, key: string): JsonObject | undefined {
  const value = input[key];
  return isObject(value) ? value : undefined;
}

export function objects(input: JsonObject, key: string): readonly JsonObject[] {
  const value = input[key];
  return Array.isArray(value) ? value.filter((item): item is JsonObject => isObject(item)) : [];
}

/** The members of an object that are texts or numbers, as texts: variables, secrets. */
export function textEntries(input: JsonObject, key: string): readonly (readonly [string, string])[] {
  return Object.entries(object(input, key) ?? {}).map(([name, value]) => [name, toWritten(value)]);
}

/** As JavaScript would write it into a text. */
export function toWritten(value: JsonValue | undefined): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
}
