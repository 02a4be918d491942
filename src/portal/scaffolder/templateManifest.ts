import { messageOf, PortalError } from '../base/errors';
import { isRecord, readFormSchema, type FormSchema } from './formSchema';
import { problemOfPath } from './safePath';

export interface TemplateFile {
  /** Where it lies, relative to the manifest. A name in `.mustache` is rendered, any other is copied as it is. */
  readonly from: string;
  /** Where it goes, relative to the target; tags in it are rendered. */
  readonly to: string;
  readonly executable: boolean;
}

/**
 * A golden path: `stagedoor-template.json`. It names every file, because resources of an extension cannot be listed in
 * the browser, and so that files such as `.gitignore` can lie under a name that does nothing where they lie.
 */
export interface TemplateManifest {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly tags: readonly string[];
  /** The entity that its catalog-info.yaml defines: its kind, and the parameter that names it. */
  readonly entity: { readonly kind: string; readonly name: string };
  readonly parameters: FormSchema;
  readonly files: readonly TemplateFile[];
}

export const MANIFEST_NAME = 'stagedoor-template.json';
const MAX_FILES = 500;

function readText(value: unknown, key: string, where: string): string {
  if (typeof value !== 'string' || value.trim() === '') {
    throw new PortalError('invalid', `${where} needs a \`${key}\` of text.`);
  }
  return value;
}

function readTexts(value: unknown, key: string, where: string): readonly string[] {
  if (!Array.isArray(value) || !value.every((item): item is string => typeof item === 'string')) {
    throw new PortalError('invalid', `${where} needs \`${key}\`, a list of texts.`);
  }
  return value;
}

function readFile(value: unknown, where: string): TemplateFile {
  if (!isRecord(value)) {
    throw new PortalError('invalid', `${where} lists a file that is no object.`);
  }
  const from = readText(value['from'], 'from', where);
  const problem = problemOfPath(from);
  if (problem !== undefined) {
    throw new PortalError('invalid', `${where} takes a file from \`${from}\`, which ${problem}.`);
  }
  const executable = value['executable'] ?? false;
  if (typeof executable !== 'boolean') {
    throw new PortalError('invalid', `${where}: \`executable\` of \`${from}\` must be true or false.`);
  }
  return { from, to: readText(value['to'], 'to', where), executable };
}

function parse(text: string, where: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new PortalError('invalid', `${where} is not valid JSON: ${messageOf(error)}`, { cause: error });
  }
}

/**
 * Reads a manifest.
 * @param where names it in messages
 * @throws PortalError `invalid`
 */
export function readTemplateManifest(text: string, where: string): TemplateManifest {
  const value = parse(text, where);
  if (!isRecord(value)) {
    throw new PortalError('invalid', `${where} must be an object.`);
  }
  const parameters = readFormSchema(value['parameters'], where);
  const entity = value['entity'];
  if (!isRecord(entity)) {
    throw new PortalError('invalid', `${where} needs an \`entity\`.`);
  }
  const name = readText(entity['name'], 'entity.name', where);
  if (parameters.properties[name]?.type !== 'string') {
    throw new PortalError('invalid', `${where}: \`entity.name\` must name a parameter of text.`);
  }
  const files = value['files'];
  if (!Array.isArray(files) || files.length === 0 || files.length > MAX_FILES) {
    throw new PortalError('invalid', `${where} must list 1 to ${MAX_FILES} files.`);
  }
  return {
    id: readText(value['id'], 'id', where),
    title: readText(value['title'], 'title', where),
    description: readText(value['description'], 'description', where),
    tags: readTexts(value['tags'], 'tags', where),
    entity: { kind: readText(entity['kind'], 'entity.kind', where), name },
    parameters,
    files: files.map((file) => readFile(file, where)),
  };
}
