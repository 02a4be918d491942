import { isPortalError, PortalError } from '../../base/errors';
import { resolveUri } from '../../base/uri';
import type { JsonValue } from '../../catalog/entity';
import type { FileSource } from '../../ports/fileSource';
import { isObject, isTemplate, parseDocuments, toTemplate } from './readTemplate';
import type { Template } from './template';

const MAX_PLACEHOLDERS = 100;

/**
 * Reads a template out of a file of YAML, with what its `$yaml`, `$json` and `$text` name.
 * @param url of the file
 * @param base where its relative addresses are relative to, where that is another place than the file's
 * @throws PortalError `not-found`, `invalid`
 */
export async function openTemplate(files: Pick<FileSource, 'read'>, url: string, base = url, signal?: AbortSignal): Promise<Template> {
  const document = parseDocuments(await readText(files, url, signal), url).find(isTemplate);
  if (!document) {
    throw new PortalError('invalid', `${url} holds no Template of scaffolder.backstage.io/v1beta3.`);
  }
  return toTemplate(await fill(document, files, url, { left: MAX_PLACEHOLDERS }, signal), base);
}

async function readText(files: Pick<FileSource, 'read'>, url: string, signal: AbortSignal | undefined): Promise<string> {
  const bytes = await files.read(url, signal);
  if (!bytes) {
    throw new PortalError('not-found', `There is no file ${url}.`);
  }
  return new TextDecoder().decode(bytes);
}

/** Source: PlaceholderProcessor of @backstage/plugin-catalog-backend: an object with one key, and what is filled in not looked into again. */
async function fill(value: JsonValue, files: Pick<FileSource, 'read'>, url: string, budget: { left: number }, signal: AbortSignal | undefined): Promise<JsonValue> {
  if (Array.isArray(value)) {
    const items: JsonValue[] = [];
    for (const item of value) {
      items.push(await fill(item, files, url, budget, signal));
    }
    return items;
  }
  if (!isObject(value)) {
    return value;
  }
  const [[key, target] = ['', null], ...others] = Object.entries(value);
  if (others.length === 0 && ['$text', '$json', '$yaml'].includes(key) && typeof target === 'string') {
    if (budget.left-- <= 0) {
      throw new PortalError('too-large', `${url} names more than ${MAX_PLACEHOLDERS} other files.`);
    }
    return readPlaceholder(key, target, files, url, signal);
  }
  const filled: [string, JsonValue][] = [];
  for (const [name, part] of Object.entries(value)) {
    filled.push([name, await fill(part, files, url, budget, signal)]);
  }
  return Object.fromEntries(filled);
}

async function readPlaceholder(key: string, target: string, files: Pick<FileSource, 'read'>, url: string, signal: AbortSignal | undefined): Promise<JsonValue> {
  try {
    const address = resolveUri(url, target);
    const text = await readText(files, address, signal);
    return key === '$text' ? text : (parseDocuments(text, address)[0] ?? null);
  } catch (error) {
    throw isPortalError(error) ? new PortalError(error.reason, `Placeholder ${key} could not read ${target}: ${error.message}`, { cause: error }) : error;
  }
}
