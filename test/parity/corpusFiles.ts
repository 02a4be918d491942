import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { mayHoldEntities } from '../../src/portal/language/recognize';

/** The entity files below a folder, by path from it, with `/`. */
export function readEntityFiles(folder: string): readonly { readonly name: string; readonly text: string }[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.ya?ml$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((path) => ({ name: relative(folder, path).split(sep).join('/'), text: readFileSync(path, 'utf8') }))
    .filter(({ name, text }) => mayHoldEntities(name, text));
}
