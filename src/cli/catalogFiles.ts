import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { ParsedFile } from '../portal/catalog/checking/parsedFile';
import { parseFile } from '../portal/catalog/checking/parsedFile';
import type { DecodedFile } from '../portal/catalog/checking/decodeFile';
import { decodeFile } from '../portal/catalog/checking/decodeFile';

export interface CatalogFile {
  readonly path: string;
  readonly decoded: DecodedFile;
  readonly parsed: ParsedFile;
}

const LEFT_OUT = ['node_modules', '.git'];
const IN_TEXT = /^ *["']?apiVersion["']?\s*:\s*["']?([a-z]+\.)?backstage\.io/m;
const API_VERSION = /^([\w-]+\.)*backstage\.io(\/|$)/;

export async function readCatalogFile(path: string): Promise<CatalogFile> {
  const decoded = decodeFile(await readFile(path));
  return { path, decoded, parsed: parseFile(decoded.text) };
}

/**
 * The YAML files below a folder with at least one document of a Backstage apiVersion, in the order of their names. Links
 * are not followed, `node_modules` and `.git` left out.
 */
export async function findCatalogFiles(folder: string): Promise<CatalogFile[]> {
  const files: CatalogFile[] = [];
  for await (const path of listFiles(folder)) {
    const file = isYaml(path) ? toCatalogFile(path, await readFile(path)) : undefined;
    if (file) {
      files.push(file);
    }
  }
  return files;
}

export function isYaml(path: string): boolean {
  return /\.ya?ml$/.test(path);
}

/** @returns `undefined` of a YAML file without any document of a Backstage apiVersion */
export function toCatalogFile(path: string, bytes: Uint8Array): CatalogFile | undefined {
  const decoded = decodeFile(bytes);
  const refused = decoded.problems.some(({ severity }) => severity === 'error');
  if (!IN_TEXT.test(refused ? Buffer.from(bytes).toString('latin1') : decoded.text) && !isNamedAsCatalogFile(path)) {
    return undefined;
  }
  const parsed = parseFile(decoded.text);
  return refused || isCatalogFile(path, decoded.text, parsed) ? { path, decoded, parsed } : undefined;
}

/** All files below a folder, in the order of their names. Links are not followed, `node_modules` and `.git` left out. */
export async function* listFiles(folder: string): AsyncGenerator<string> {
  const entries = (await readdir(folder, { withFileTypes: true })).sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries) {
    const path = join(folder, entry.name);
    if (entry.isDirectory() && !LEFT_OUT.includes(entry.name)) {
      yield* listFiles(path);
    } else if (entry.isFile()) {
      yield path;
    }
  }
}

/** A file that cannot be parsed as a whole is judged by its text; one that cannot be read at all by its name. */
function isCatalogFile(path: string, text: string, { documents, problems }: ParsedFile): boolean {
  if (problems.length > 0) {
    return isNamedAsCatalogFile(path) || IN_TEXT.test(text);
  }
  return (
    documents.some(({ value }) => {
      const apiVersion = typeof value === 'object' && value !== null && !Array.isArray(value) ? value['apiVersion'] : undefined;
      return typeof apiVersion === 'string' && API_VERSION.test(apiVersion);
    }) ||
    (documents.some(({ errors }) => errors.length > 0) && IN_TEXT.test(text))
  );
}

function isNamedAsCatalogFile(path: string): boolean {
  return /^catalog-info\.ya?ml$/.test(basename(path));
}
