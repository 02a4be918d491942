import type { JsonObject, JsonValue } from '../entity';
import type { ParsedFile } from './parsedFile';
import { asObject } from './policies';

/** What template engines leave in a text until it is rendered: `${{ … }}`, `{{ … }}`, `{% … %}`. */
const EXPRESSION = /\{\{|\{%/;
/** Folders that hold skeletons by custom. */
const CUSTOMARY = /(^|\/)(skeletons?|content|template|template-content)\//;
/** Actions whose `url` names a folder of files to come. */
const FETCH = /^fetch:(template|plain|cookiecutter)$/;

/**
 * Folders that the templates of a file fetch their skeletons from, relative to the repository, `/` at the end. A template's
 * own folder, or one above it, is left out: it holds the template as well.
 * @param path the file's path in its repository, with `/`
 */
export function skeletonFoldersOf(path: string, file: ParsedFile): readonly string[] {
  const folders = file.documents.flatMap(({ value }) => {
    const { kind, spec } = asObject(value);
    const steps = kind === 'Template' ? asObject(spec)['steps'] : undefined;
    return Array.isArray(steps) ? steps.flatMap((step) => toFolder(path, asObject(step))) : [];
  });
  return [...new Set(folders)];
}

function toFolder(path: string, step: JsonObject): readonly string[] {
  const { action, input } = step;
  const { url } = asObject(input);
  if (typeof url !== 'string' || typeof action !== 'string' || !FETCH.test(action) || URL.canParse(url) || EXPRESSION.test(url)) {
    return [];
  }
  const base = new URL(encodeURI(path), 'file:///');
  const folder = decodeURI(new URL(url.endsWith('/') ? url : `${url}/`, base).pathname).slice(1);
  return folder === '' || path.startsWith(folder) ? [] : [folder];
}

/**
 * Whether a file is a part of a template's skeleton and no catalog file yet: it holds expressions, and it lies in a folder
 * that a template fetches, or that is called as skeletons are by custom, or the expressions stand where an entity's name is.
 * A template itself is full of expressions, so of it only the name counts.
 * @param path the file's path in its repository, with `/`
 * @param folders what `skeletonFoldersOf` says of the templates beside it
 */
export function isSkeleton(path: string, text: string, file: ParsedFile, folders: readonly string[] = []): boolean {
  if (EXPRESSION.test(path)) {
    return true;
  }
  if (!EXPRESSION.test(text)) {
    return false;
  }
  const entities = file.documents.map(({ value }) => asObject(value));
  if (entities.some(({ metadata }) => isExpression(asObject(metadata)['name']))) {
    return true;
  }
  const isTemplate = entities.some(({ kind }) => kind === 'Template');
  const unreadable = entities.length === 0 || file.documents.some(({ errors }) => errors.length > 0);
  if (isTemplate || (unreadable && /^kind: *["']?Template\b/m.test(text))) {
    return false;
  }
  return CUSTOMARY.test(path) || folders.some((folder) => path.startsWith(folder)) || (unreadable && NAMED_BY_EXPRESSION.test(text));
}

const NAMED_BY_EXPRESSION = /^\s*(name|apiVersion|kind):\s*["']?[^#\n]*(\{\{|\{%)/m;

/** `{{ x }}` without quotes is a map in YAML. */
function isExpression(value: JsonValue | undefined): boolean {
  return typeof value === 'string' ? EXPRESSION.test(value) : typeof value === 'object' && value !== null;
}
