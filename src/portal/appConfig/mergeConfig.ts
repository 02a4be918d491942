import type { JsonValue } from '../catalog/entity';

/**
 * Lays one file over another: objects key by key, all else replaced, lists too; `null` takes away what is below.
 * Source: `merge` of `ConfigReader` in @backstage/config 1.3.
 */
export function mergeConfig(over: JsonValue | undefined, under: JsonValue | undefined): JsonValue | undefined {
  if (over === null) {
    return undefined;
  }
  if (over === undefined) {
    return under === undefined ? undefined : mergeConfig(under, undefined);
  }
  if (typeof over !== 'object' || Array.isArray(over)) {
    return over;
  }
  const below = typeof under === 'object' && under !== null && !Array.isArray(under) ? under : {};
  const merged = [...new Set([...Object.keys(over), ...Object.keys(below)])].flatMap((key): [string, JsonValue][] => {
    const value = mergeConfig(Object.hasOwn(over, key) ? over[key] : undefined, Object.hasOwn(below, key) ? below[key] : undefined);
    return value === undefined ? [] : [[key, value]];
  });
  return Object.fromEntries(merged);
}
