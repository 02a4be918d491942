import { messageOf } from '../../base/errors';
import type { Steps } from '../../base/steps';
import type { JsonObject, JsonValue } from '../entity';
import { MAX_PLACEHOLDERS } from './limits';
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
 * Yields at each. Source: PlaceholderProcessor (plugin-catalog-backend 4.0.0).
 */
export function* fillPlaceholders(document: JsonObject, options: PlaceholderOptions): Steps<FilledDocument> {
  let count = 0;
  const errors: PlaceholderError[] = [];
  const unread: UnreadPlaceholder[] = [];

  function* fill(value: JsonValue, path: ValuePath): Steps<JsonValue> {
    if (typeof value !== 'object' || value === null) {
      return value;
    }
    if (Array.isArray(value)) {
      const items: JsonValue[] = [];
      for (const [index, item] of value.entries()) {
        items.push(yield* fill(item, [...path, index]));
      }
      return items.every((item, index) => item === value[index]) ? value : items;
    }
    const keys = Object.keys(value);
    const [only = ''] = keys;
    if (!keys.some((key) => key.startsWith('$'))) {
      return yield* fillObject(value, path);
    }
    const key = only.slice(1);
    return keys.length === 1 && KEYS.includes(key) ? yield* resolve(key, value, path) : value;
  }

  function* fillObject(value: JsonObject, path: ValuePath): Steps<JsonObject> {
    const entries: [string, JsonValue][] = [];
    for (const [key, part] of Object.entries(value)) {
      entries.push([key, yield* fill(part, [...path, key])]);
    }
    return entries.every(([key, after]) => value[key] === after) ? value : Object.fromEntries(entries);
  }

  function* resolve(key: string, placeholder: JsonObject, path: ValuePath): Steps<JsonValue> {
    yield;
    const target = placeholder[`$${key}`];
    const fail = (code: string, message: string): JsonValue => {
      errors.push({ code, message: `Placeholder $${key} ${message}`, path });
      return placeholder;
    };
    count++;
    if (count > MAX_PLACEHOLDERS) {
      return count > MAX_PLACEHOLDERS + 1 ? placeholder : fail('too-many', `is one too many: a document may have ${MAX_PLACEHOLDERS} placeholders`);
    }
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
    const content = yield* parseContent(key, text, target);
    return 'error' in content ? fail('content', content.error) : content.value;
  }

  return { value: yield* fillObject(document, []), errors, unread };
}

type Content = { readonly value: JsonValue } | { readonly error: string };

function* parseContent(key: string, text: string, target: string): Steps<Content> {
  if (key === 'text') {
    return { value: text };
  }
  try {
    return key === 'json' ? { value: JSON.parse(text) as JsonValue } : yield* parseYaml(text, target);
  } catch (error) {
    return { error: `failed to parse ${key.toUpperCase()} data at ${target}, ${error instanceof Error ? `${error.name}: ` : ''}${messageOf(error)}` };
  }
}

function* parseYaml(text: string, target: string): Steps<Content> {
  const documents = yield* parseYamlStream(text);
  const [document] = documents;
  if (!document || documents.length !== 1) {
    return { error: `expected to find exactly one document of data at ${target}, found ${documents.length}` };
  }
  const [error] = document.errors;
  return error ? { error: `found an error in the data at ${target}, YAMLParseError: ${error.message}` } : { value: document.value };
}
