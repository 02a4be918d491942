import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { CatalogEntity, Entity } from '../../../src/portal/catalog/entity';
import { toRecord } from '../../../src/portal/catalog/catalogRecord';
import type { CatalogQuery } from '../../../src/portal/catalog/query';
import type { FileSource } from '../../../src/portal/ports/fileSource';
import { createTemplateSource } from '../../../src/portal/scaffolder/templateSource';
import type { TargetFolder } from '../../../src/portal/scaffolder/writeFiles';

export const TEMPLATES = new URL('../../../templates/', import.meta.url);

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}

/** Files of the disk, as the editor's own source reads them. */
export const diskFiles: FileSource = {
  async read(uri) {
    try {
      return new Uint8Array(await readFile(fileURLToPath(uri)));
    } catch (error) {
      if (isMissing(error)) {
        return undefined;
      }
      throw error;
    }
  },
  async list(folder) {
    const names = await readdir(fileURLToPath(folder), { recursive: true });
    return names.map((name) => new URL(name, folder).toString());
  },
};

export function memoryFiles(files: Readonly<Record<string, string | Uint8Array>>): FileSource {
  return {
    read: (uri) => {
      const content = files[uri];
      return Promise.resolve(typeof content === 'string' ? new TextEncoder().encode(content) : content);
    },
    list: () => Promise.resolve(Object.keys(files)),
  };
}

export const bundledTemplates = createTemplateSource(diskFiles, TEMPLATES.href);

/** A target in memory that counts what is written. */
export function memoryFolder(initial: Readonly<Record<string, string>> = {}): TargetFolder & { readonly files: Map<string, string>; readonly writes: string[] } {
  const files = new Map(Object.entries(initial));
  const writes: string[] = [];
  return {
    files,
    writes,
    read: (path) => Promise.resolve(files.has(path) ? new TextEncoder().encode(files.get(path)) : undefined),
    write: (path, bytes) => {
      writes.push(path);
      files.set(path, new TextDecoder().decode(bytes));
      return Promise.resolve();
    },
  };
}

/** A catalog of these entities, without relations. */
export function catalogOf(...entities: Entity[]): CatalogQuery {
  const all: CatalogEntity[] = entities.map((entity) => toRecord(entity, {
      uri: `file:///catalog/${entity.metadata.name}.yaml`,
      document: 0,
      position: { line: 0, character: 0 },
      source: 'github:https://github.com/acme',
      repository: { host: 'https://github.com', owner: 'acme', name: entity.metadata.name, branch: 'main', private: false },
  }));
  return {
    size: all.length,
    get: (ref) => all.find((item) => item.ref === ref),
    kinds: () => [...new Set(all.map((item) => item.entity.kind))],
    byKind: (kind) => all.filter((item) => item.entity.kind.toLowerCase() === kind.toLowerCase()),
    all: () => all,
    relations: () => [],
  };
}

export function entity(kind: string, name: string, metadata: Partial<Entity['metadata']> = {}): Entity {
  return { apiVersion: 'backstage.io/v1alpha1', kind, metadata: { ...metadata, name }, spec: {} };
}
