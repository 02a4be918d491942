import { messageOf } from '../../base/errors';
import type { JsonObject, JsonValue } from '../entity';
import { toPlaceholderUrl } from './placeholderUrl';
import type { ValuePath } from './positions';
import { parseYamlStream } from './yamlStream';

export interface PlaceholderOptions {
  readonly location: string | undefined;
  readonly texts: ReadonlyMap<string, string | null> | undefined;
  /** What to put in the place of a `$text` that was not read; left out, it stays as it was written. */
  readonly unreadText?: string;
}

/** A placeholder that cannot be filled in. */
export interface PlaceholderError {
  readonly code: string;
  readonly message: string;
  readonly path: ValuePath;
}

/** A placeholder whose target was not read. */
export interface UnreadPlaceholder {
  readonly url: string;
  readonly path: ValuePath;
  /** `text` stands for a string, whatever it says; the others may stand for anything. */
  readonly key: string;
}

export interface FilledDocument {
  /** The document with what is known filled in; placeholders that were not read are still as they were written. */
  readonly value: JsonObject;
  readonly errors: readonly PlaceholderError[];
  readonly unread: readonly UnreadPlaceholder[];
}

const KEYS = ['text', 'json', 'yaml'];

/** A quick look that spares most documents the rest. */
export function holdsPlaceholder(value: JsonValue): boolean {
  if (typeof value !== 'object' || value === null) {
    return false;
  }
  return Array.isArray(value) ? value.some(holdsPlaceholder) : Object.entries(value).some(([key, part]) => key.startsWith('$') || holdsPlaceholder(part));
}

/**
 * Fills in `$text`, `$json` and `$yaml`. A placeholder is an object with exactly one key, one of these; objects with other
 * keys that begin with `$` stay as they are, with all that is in them. What is filled in is not looked into again.
 * Source: PlaceholderProcessor (plugin-catalog-backend 4.0.0).
 */
export function fillPlaceholders(document: JsonObject, options: PlaceholderOptions): FilledDocument {
  const errors: PlaceholderError[] = [];
  const unread: UnreadPlaceholder[] = [];

  const fill = (value: JsonValue, path: ValuePath): JsonValue => {
    if (typeof value !== 'object' || value === null) {
      return value;
    }
    if (Array.isArray(value)) {
      const items = value.map((item, index) => fill(item, [...path, index]));
      return items.every((item, index) => item === value[index]) ? value : items;
    }
    const keys = Object.keys(value);
    const [only = ''] = keys;
    if (!keys.some((key) => key.startsWith('$'))) {
      return fillObject(value, path);
    }
    const key = only.slice(1);
    return keys.length === 1 && KEYS.includes(key) ? resolve(key, value, path) : value;
  };

  const fillObject = (value: JsonObject, path: ValuePath): JsonObject => {
    const entries = Object.entries(value).map(([key, part]) => [key, part, fill(part, [...path, key])] as const);
    return entries.every(([, before, after]) => before === after) ? value : Object.fromEntries(entries.map(([key, , after]) => [key, after]));
  };

  const resolve = (key: string, placeholder: JsonObject, path: ValuePath): JsonValue => {
    const target = placeholder[`$${key}`];
    const fail = (code: string, message: string): JsonValue => {
      errors.push({ code, message: `Placeholder $${key} ${message}`, path });
      return placeholder;
    };
    if (typeof target !== 'string') {
      return fail('value', 'expected a string value parameter, in the form of an absolute URL or a relative path');
    }
    const resolved = options.location === undefined ? { url: target } : toPlaceholderUrl(target, options.location);
    if ('error' in resolved) {
      return fail('url', `could not form a URL out of ${options.location} and ${target}, ${resolved.error}`);
    }
    const text = options.texts?.get(resolved.url);
    if (text === undefined) {
      unread.push({ url: resolved.url, path, key });
      return key === 'text' ? (options.unreadText ?? placeholder) : placeholder;
    }
    if (text === null) {
      return fail('not-found', `could not read location ${target}, NotFoundError: there is no file at ${resolved.url}`);
    }
    const content = parseContent(key, text, target);
    return 'error' in content ? fail('content', content.error) : content.value;
  };

  return { value: fillObject(document, []), errors, unread };
}

function parseContent(key: string, text: string, target: string): { readonly value: JsonValue } | { readonly error: string } {
  if (key === 'text') {
    return { value: text };
  }
  try {
    return key === 'json' ? { value: JSON.parse(text) as JsonValue } : parseYaml(text, target);
  } catch (error) {
    return { error: `failed to parse ${key.toUpperCase()} data at ${target}, ${error instanceof Error ? `${error.name}: ` : ''}${messageOf(error)}` };
  }
}

function parseYaml(text: string, target: string): { readonly value: JsonValue } | { readonly error: string } {
  const documents = parseYamlStream(text);
  const [document] = documents;
  if (!document || documents.length !== 1) {
    return { error: `expected to find exactly one document of data at ${target}, found ${documents.length}` };
  }
  const [error] = document.errors;
  return error ? { error: `found an error in the data at ${target}, YAMLParseError: ${error.message}` } : { value: document.value };
}
