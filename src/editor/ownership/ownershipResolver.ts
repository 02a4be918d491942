import { messageOf } from '../../portal/base/errors';
import type { Disposable } from '../../portal/base/disposable';
import { Slices } from '../../portal/base/pause';
import { finishInSlices } from '../../portal/base/steps';
import type { CatalogService } from '../../portal/catalog/catalogService';
import { CODEOWNERS_PATHS, parseCodeOwners } from '../../portal/catalog/ownership/codeOwners';
import { resolveOwnership, type CodeOwnersFile, type FileOwnership } from '../../portal/catalog/ownership/fileOwnership';
import { OwnershipIndex, type FilePlace } from '../../portal/catalog/ownership/ownershipIndex';
import type { CatalogQuery } from '../../portal/catalog/query';
import type { Clock } from '../../portal/ports/clock';
import type { FileSource } from '../../portal/ports/fileSource';
import type { Log } from '../../portal/ports/log';
import { createGitLocations, textReader } from '../language/gitLocations';

export interface OwnershipPorts {
  readonly catalog: Pick<CatalogService, 'graph'>;
  readonly files: FileSource;
  readonly clock: Clock;
  readonly log: Pick<Log, 'warn'>;
  /** The workspace folder a file lies in, as a URI; `undefined` outside of any. */
  readonly folderOf: (uri: string) => string | undefined;
}

export interface OwnershipResolver extends Disposable {
  /** Who owns a file, by the catalog as it is now. Rejects only with `cancelled`, when the resolver is disposed. */
  resolve(uri: string): Promise<FileOwnership>;
}

/** Finds who owns files. What it learns of a catalog, a repository and its CODEOWNERS is kept until they change. */
export function createOwnershipResolver({ catalog, files, clock, log, folderOf }: OwnershipPorts): OwnershipResolver {
  const stop = new AbortController();
  const locations = createGitLocations(files, log);
  const readText = textReader(files);
  const codeOwners = new Map<string, Promise<CodeOwnersFile | undefined>>();
  let latest: { readonly graph: CatalogQuery; readonly index: OwnershipIndex } | undefined;
  /** One question at a time: the index learns while it answers. */
  let work: Promise<unknown> = Promise.resolve();
  const watching = files.onDidChange?.((uris) => {
    if (uris.some((uri) => uri.endsWith('/CODEOWNERS'))) {
      codeOwners.clear();
    }
  });

  const placeOf = async (uri: string): Promise<FilePlace> => {
    await locations.prepare(uri);
    const repository = locations.rootOf(uri);
    const folder = repository?.folder ?? folderOf(uri);
    const root = folder === undefined ? undefined : `${folder.replace(/\/+$/, '')}/`;
    const path = root !== undefined && uri.startsWith(root) ? decode(uri.slice(root.length)) : undefined;
    return { uri, root, repository: repository?.repository, path };
  };
  const readCodeOwners = async (root: string): Promise<CodeOwnersFile | undefined> => {
    for (const path of CODEOWNERS_PATHS) {
      const uri = `${root}${path}`;
      const text = await readText(uri);
      if (text !== undefined) {
        return { uri, rules: parseCodeOwners(text) };
      }
    }
    return undefined;
  };
  const codeOwnersOf = (root: string): Promise<CodeOwnersFile | undefined> => {
    const known = codeOwners.get(root);
    const reading =
      known ??
      readCodeOwners(root).catch((error: unknown) => {
        // The catalog's own answer does not depend on it; it is tried again with the next file.
        log.warn(`CODEOWNERS of ${root} cannot be read: ${messageOf(error)}`);
        codeOwners.delete(root);
        return undefined;
      });
    codeOwners.set(root, reading);
    return reading;
  };
  const resolve = async (uri: string): Promise<FileOwnership> => {
    const place = await placeOf(uri);
    const voices = place.root === undefined ? undefined : await codeOwnersOf(place.root);
    const { graph } = catalog;
    const slices = new Slices(clock, stop.signal);
    const index = latest?.graph === graph ? latest.index : await finishInSlices(OwnershipIndex.build(graph), slices);
    latest = { graph, index };
    return finishInSlices(resolveOwnership(place, graph, index, voices), slices);
  };
  return {
    resolve: (uri) => {
      const answer = work.then(() => resolve(uri));
      work = answer.catch(() => undefined); // whoever asked hears of it
      return answer;
    },
    dispose: () => {
      stop.abort();
      watching?.dispose();
    },
  };
}

function decode(path: string): string | undefined {
  try {
    return decodeURIComponent(path);
  } catch {
    // No address that a host writes, so no path of a repository either.
    return undefined;
  }
}
