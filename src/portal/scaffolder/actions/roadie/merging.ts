import type { JsonObject, JsonValue } from '../../../catalog/entity';
import { isObject } from '../../template/readTemplate';

/** Names through which a merge would reach what all objects share. */
const FORBIDDEN = ['__proto__', 'constructor', 'prototype'];

/**
 * Merges as lodash's `merge` does: objects key by key, lists place by place; with `mergeArrays` lists one after the other.
 * What is `undefined` in the newer changes nothing.
 */
export function merge(older: JsonValue | undefined, newer: JsonValue, mergeArrays: boolean): JsonValue {
  if (Array.isArray(older) && Array.isArray(newer)) {
    return mergeArrays ? [...older, ...newer] : Array.from({ length: Math.max(older.length, newer.length) }, (_, i) => (newer[i] === undefined ? (older[i] ?? null) : merge(older[i], newer[i], false)));
  }
  if (!isObject(older) || !isObject(newer)) {
    return newer;
  }
  const merged: JsonObject = { ...older };
  for (const [key, value] of Object.entries(newer)) {
    if (!FORBIDDEN.includes(key)) {
      merged[key] = merge(Object.hasOwn(older, key) ? older[key] : undefined, value, mergeArrays);
    }
  }
  return merged;
}
