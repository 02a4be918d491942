import { PortalError } from '../base/errors';
import type { JsonObject, JsonValue } from './entity';

/** Takes a value apart by its expected shape. Each throws PortalError `invalid`, its `field` the place of the value. */
export interface SettingReader {
  readonly toObject: (value: JsonValue | undefined, field: string) => JsonObject;
  readonly toList: (value: JsonValue | undefined, field: string) => readonly JsonValue[];
  /** A text that is not empty. */
  readonly toText: (value: JsonValue | undefined, field: string) => string;
  /** @param what how the sentence ends that begins with the field */
  readonly invalid: (field: string, what: string) => PortalError;
}

/** @param what is read, as an error names it: `The catalog rules` */
export function createSettingReader(what: string): SettingReader {
  const invalid = (field: string, fault: string): PortalError => new PortalError('invalid', `${what} cannot be read: ${field || 'it'} ${fault}.`, { field });
  return {
    invalid,
    toObject: (value, field) => {
      if (typeof value !== 'object' || value === null || Array.isArray(value)) {
        throw invalid(field, 'is not a map');
      }
      return value;
    },
    toList: (value, field) => {
      if (!Array.isArray(value)) {
        throw invalid(field, 'is not a list');
      }
      return value;
    },
    toText: (value, field) => {
      if (typeof value !== 'string' || value === '') {
        throw invalid(field, 'is not a text');
      }
      return value;
    },
  };
}

export function isAbsent(value: JsonValue | undefined): value is null | undefined {
  return value === undefined || value === null;
}
