/** A value as JSON holds it. `undefined` members are left out when it is written. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json | undefined;
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

/** The member if it is a string. */
export function textOf(value: unknown, key: string): string | undefined {
  const member = isObject(value) ? value[key] : undefined;
  return typeof member === 'string' ? member : undefined;
}

export function flagOf(value: unknown, key: string): boolean | undefined {
  const member = isObject(value) ? value[key] : undefined;
  return typeof member === 'boolean' ? member : undefined;
}

export function numberOf(value: unknown, key: string): number | undefined {
  const member = isObject(value) ? value[key] : undefined;
  return typeof member === 'number' ? member : undefined;
}

/** The strings of a list; `undefined` where the member is no list. */
export function textsOf(value: unknown, key: string): readonly string[] | undefined {
  const member = isObject(value) ? value[key] : undefined;
  return isList(member) ? member.filter((item) => typeof item === 'string') : undefined;
}
