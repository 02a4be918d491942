/**
 * The formats of names, keys and values in an entity. Source: the validators of @backstage/catalog-model that its field
 * format policy uses (`makeValidator`, `KubernetesValidatorFunctions`, `CommonValidatorFunctions`).
 */
export interface FieldFormat {
  /** Ends the sentence "expected …", in Backstage's words. */
  readonly expected: string;
  readonly accepts: (value: unknown) => boolean;
}

const MAX_NAME = 63;
const MAX_SUBDOMAIN = 253;
const NAME = /^([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/;
const DNS_LABEL = /^[a-z0-9]+(?:-+[a-z0-9]+)*$/;
const TAG = /^[a-z0-9:+#]+(-[a-z0-9:+#]+)*$/;
const KIND = /^[a-zA-Z][a-z0-9A-Z]*$/;
const API_VERSION = /^[a-z0-9A-Z]+$/;

const matches = (value: unknown, pattern: RegExp): value is string =>
  typeof value === 'string' && value.length >= 1 && value.length <= MAX_NAME && pattern.test(value);

const isSubdomain = (value: string): boolean =>
  value.length >= 1 && value.length <= MAX_SUBDOMAIN && value.split('.').every((label) => matches(label, DNS_LABEL));

/** `suffix` or `prefix/suffix`. */
function isPrefixed(value: unknown, suffix: RegExp): boolean {
  if (typeof value !== 'string') {
    return false;
  }
  const parts = value.split('/');
  const last = parts.at(-1);
  return parts.length <= 2 && matches(last, suffix) && (parts.length === 1 || isSubdomain(parts[0] ?? ''));
}

const PREFIXED = 'a valid prefix and/or suffix';
const NAMED = 'a string that is sequences of [a-zA-Z0-9] separated by any of [-_.], at most 63 characters in total';

export const API_VERSION_FORMAT: FieldFormat = { expected: PREFIXED, accepts: (value) => isPrefixed(value, API_VERSION) };
export const KIND_FORMAT: FieldFormat = {
  expected: 'a string that is a sequence of [a-zA-Z][a-z0-9A-Z], at most 63 characters in total',
  accepts: (value) => matches(value, KIND),
};
export const NAME_FORMAT: FieldFormat = { expected: NAMED, accepts: (value) => matches(value, NAME) };
export const NAMESPACE_FORMAT: FieldFormat = {
  expected: 'a string that is sequences of [a-z0-9] separated by [-], at most 63 characters in total',
  accepts: (value) => matches(value, DNS_LABEL),
};
/** Keys of labels and of annotations. */
export const KEY_FORMAT: FieldFormat = { expected: PREFIXED, accepts: (value) => isPrefixed(value, NAME) };
export const LABEL_VALUE_FORMAT: FieldFormat = { expected: NAMED, accepts: (value) => value === '' || matches(value, NAME) };
export const ANNOTATION_VALUE_FORMAT: FieldFormat = { expected: 'a string', accepts: (value) => typeof value === 'string' };
export const TAG_FORMAT: FieldFormat = {
  expected: 'a string that is sequences of [a-z0-9+#] separated by [-], at most 63 characters in total',
  accepts: (value) => matches(value, TAG),
};
export const URL_FORMAT: FieldFormat = {
  expected: 'a string that is a valid url',
  accepts: (value) => typeof value === 'string' && URL.canParse(value),
};
export const TEXT_FORMAT: FieldFormat = {
  expected: 'a non empty string',
  accepts: (value) => typeof value === 'string' && value.trim().length > 0,
};
