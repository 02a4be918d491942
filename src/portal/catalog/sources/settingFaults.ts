import type { SettingProblem } from '../catalogService';
import type { JsonValue } from '../entity';
import { isAbsent } from '../settingValues';

/** As the manifest declares a setting, as far as it is looked at here. */
export interface DeclaredSetting {
  readonly type?: string | readonly string[];
  readonly enum?: readonly JsonValue[];
  readonly items?: { readonly type?: string | readonly string[]; readonly anyOf?: readonly { readonly type?: string | readonly string[] }[] };
  readonly default?: JsonValue;
}

/** The types of JSON Schema, as people know them. */
const NAMES: Readonly<Record<string, string>> = { array: 'a list', object: 'a map', string: 'a text', number: 'a number', boolean: 'true or false', null: 'empty' };

/**
 * What of the settings cannot be used, since it is of another type than declared or none of the values there are. Such a
 * value counts as if it were not there, which nobody would notice otherwise.
 *
 * @param declared by the name of the setting
 * @param read the value in force
 */
export function findSettingFaults(declared: Readonly<Record<string, DeclaredSetting>>, read: (setting: string) => JsonValue | undefined): readonly SettingProblem[] {
  return Object.entries(declared).flatMap(([setting, schema]) => {
    const value = read(setting);
    return isAbsent(value) ? [] : faultsOf(setting, value, schema).map((message) => ({ setting, message }));
  });
}

function faultsOf(setting: string, value: JsonValue, schema: DeclaredSetting): readonly string[] {
  const types = listOf(schema.type);
  const instead = schema.default === undefined ? 'It is left out.' : `Its default counts instead: ${JSON.stringify(schema.default)}.`;
  if (types.length > 0 && !types.includes(typeOf(value))) {
    return [`${setting} must be ${nameAll(types)}, and is ${NAMES[typeOf(value)] ?? 'something else'}. ${instead}`];
  }
  if (schema.enum && !schema.enum.includes(value)) {
    return [`${setting} must be one of ${schema.enum.map((each) => JSON.stringify(each)).join(', ')}; ${JSON.stringify(value)} is none of them. ${instead}`];
  }
  const inside = schema.items?.anyOf?.flatMap(({ type }) => listOf(type)) ?? listOf(schema.items?.type);
  const entries = Array.isArray(value) && inside.length > 0 ? value : [];
  return entries.flatMap((entry: JsonValue, index) =>
    inside.includes(typeOf(entry)) ? [] : [`Entry ${index + 1} of ${setting} must be ${nameAll(inside)}, and is ${NAMES[typeOf(entry)] ?? 'something else'}. It is left out.`],
  );
}

function listOf(type: string | readonly string[] | undefined): readonly string[] {
  return type === undefined ? [] : typeof type === 'string' ? [type] : type;
}

function nameAll(types: readonly string[]): string {
  return types.map((type) => NAMES[type] ?? type).join(' or ');
}

function typeOf(value: JsonValue): string {
  return value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value;
}
