import { PortalError } from '../base/errors';
import { resolveUri } from '../base/uri';
import type { FileSource } from '../ports/fileSource';
import { MANIFEST_NAME, readTemplateManifest, type TemplateFile, type TemplateManifest } from './templateManifest';

/** Golden paths that lie in folders beside an `index.json`, which lists the folders: `["node-service"]`. */
export interface TemplateSource {
  /** In the order of the index. Throws `PortalError` where one is missing or malformed. */
  list(signal?: AbortSignal): Promise<readonly TemplateManifest[]>;
  read(template: TemplateManifest, file: TemplateFile, signal?: AbortSignal): Promise<Uint8Array>;
}

async function readBytes(files: FileSource, uri: string, signal: AbortSignal | undefined): Promise<Uint8Array> {
  const bytes = await files.read(uri, signal);
  if (!bytes) {
    throw new PortalError('not-found', `A file of a golden path is missing: ${uri}. Reinstall Stagedoor.`);
  }
  return bytes;
}

/** @param folder URI of the folder of templates */
export function createTemplateSource(files: FileSource, folder: string): TemplateSource {
  const base = folder.endsWith('/') ? folder : `${folder}/`;
  const readText = async (uri: string, signal: AbortSignal | undefined): Promise<string> =>
    new TextDecoder().decode(await readBytes(files, uri, signal));
  let listed: Promise<readonly TemplateManifest[]> | undefined;

  async function readAll(signal: AbortSignal | undefined): Promise<readonly TemplateManifest[]> {
    const index: unknown = JSON.parse(await readText(`${base}index.json`, signal));
    if (!Array.isArray(index) || !index.every((id): id is string => typeof id === 'string' && /^[a-z][a-z0-9-]*$/.test(id))) {
      throw new PortalError('invalid', `${base}index.json must list the folders of golden paths.`);
    }
    return Promise.all(
      index.map(async (id) => {
        const manifest = readTemplateManifest(await readText(`${base}${id}/${MANIFEST_NAME}`, signal), `${id}/${MANIFEST_NAME}`);
        if (manifest.id !== id) {
          throw new PortalError('invalid', `The golden path in ${id}/ calls itself ${manifest.id}.`);
        }
        return manifest;
      }),
    );
  }

  return {
    list(signal) {
      listed ??= readAll(signal).catch((error: unknown) => {
        listed = undefined;
        throw error;
      });
      return listed;
    },
    read: (template, file, signal) => readBytes(files, resolveUri(`${base}${template.id}/`, file.from), signal),
  };
}
