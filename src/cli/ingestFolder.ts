import { join, relative, sep } from 'node:path';
import type { CatalogModel } from '../portal/catalog/checking/catalogModel';
import { decodeFile, type DecodedFile } from '../portal/catalog/checking/decodeFile';
import { isSkeleton, skeletonFoldersOf } from '../portal/catalog/checking/skeleton';
import { ingest, type Ingestion } from '../portal/catalog/ingest/ingest';
import { pathInRepository } from '../portal/catalog/locationTargets';
import { allow, createCatalogRules, type CatalogRules } from '../portal/catalog/rules/catalogRules';
import { findCatalogFiles, isYaml, listFiles, toCatalogFile, type CatalogFile } from './catalogFiles';
import { findFolderPlace, type FolderPlace, type PlaceOptions } from './folderPlace';
import type { GitTree } from './gitTree';

/** What a folder or a part of a commit holds, by paths in its repository. */
interface FolderContent {
  readonly place: Pick<FolderPlace, 'repository' | 'readPlaceholder'>;
  readonly paths: readonly string[];
  /** With paths in the repository. */
  readonly catalogFiles: readonly CatalogFile[];
  readonly read: (path: string) => Promise<DecodedFile | undefined>;
}

/** Kinds that nothing in the newest Backstage knows are no kinds to allow: a file with one is dropped as a whole, as there. */
const STANDARD_KINDS = ['Component', 'API', 'Resource', 'System', 'Domain', 'Group', 'User', 'Location', 'Template', 'AiResource'];

/** All kinds that are known, or that the model says are. */
export function allowKnownKinds(model: CatalogModel): CatalogRules {
  const known = createCatalogRules([allow([...STANDARD_KINDS, ...model.kinds])]);
  return { isAllowed: (document, origin) => known.isAllowed(document, origin) || (typeof document.kind === 'string' && model.assumes(document.kind)) };
}

/** What a Backstage would make of a folder, each of its catalog files a location of its own. Paths of the result count from the folder. */
export async function ingestFolder(folder: string, options: PlaceOptions, model: CatalogModel, rules: CatalogRules): Promise<Ingestion> {
  const place = await findFolderPlace(folder, options);
  const paths: string[] = [];
  for await (const path of listFiles(folder)) {
    paths.push(place.toPath(path));
  }
  const catalogFiles = (await findCatalogFiles(folder)).map((file) => ({ ...file, path: place.toPath(file.path) }));
  const catalog = await ingestContent({ place, paths, catalogFiles, read: place.readFile }, model, rules);
  return countFrom(catalog, (path) => relative(folder, join(place.root, path)).split(sep).join('/'));
}

/** The same of the folder as a commit has it. @param tree with paths as `place` counts them */
export async function ingestCommit(folder: string, tree: GitTree, options: PlaceOptions, model: CatalogModel, rules: CatalogRules): Promise<Ingestion> {
  const place = await findFolderPlace(folder, options);
  const read = async (path: string): Promise<DecodedFile | undefined> => {
    const bytes = (await tree.read([path])).get(path);
    return bytes && decodeFile(bytes);
  };
  const readPlaceholder = async (url: string): Promise<string | null | undefined> => {
    const path = pathInRepository(url, place.repository);
    const decoded = path === undefined ? undefined : await read(path);
    return path === undefined ? undefined : decoded && !decoded.problems.some(({ severity }) => severity === 'error') ? decoded.text : null;
  };
  const catalog = await ingestContent({ place: { repository: place.repository, readPlaceholder }, paths: tree.paths, catalogFiles: await catalogFilesOf(tree), read }, model, rules);
  return countFrom(catalog, (path) => relative(folder, join(place.root, path)).split(sep).join('/'));
}

/** The catalog files of a commit, in the order of their names. */
export async function catalogFilesOf(tree: GitTree): Promise<CatalogFile[]> {
  const paths = tree.paths.filter((path) => isYaml(path) && !/(?:^|\/)node_modules\//.test(path));
  const contents = await tree.read(paths);
  return paths.flatMap((path) => {
    const bytes = contents.get(path);
    return (bytes && toCatalogFile(path, bytes)) ?? [];
  });
}

async function ingestContent({ place, paths, catalogFiles, read }: FolderContent, model: CatalogModel, rules: CatalogRules): Promise<Ingestion> {
  const skeletons = catalogFiles.flatMap((file) => skeletonFoldersOf(file.path, file.parsed));
  const registered = catalogFiles.filter(({ path, decoded, parsed }) => !isSkeleton(path, decoded.text, parsed, skeletons));
  const known = new Map(registered.map((file) => [file.path, file]));
  const readUnknown = async (path: string): Promise<{ decoded: DecodedFile } | undefined> => {
    const decoded = await read(path);
    return decoded && { decoded };
  };
  return ingest({
    files: { paths: [...paths], read: async (path) => known.get(path) ?? (await readUnknown(path)) },
    registered: registered.map(({ path }) => path),
    repository: place.repository,
    model,
    rules,
    readPlaceholder: place.readPlaceholder,
  });
}

function countFrom({ entities, problems }: Ingestion, toFile: (path: string) => string): Ingestion {
  return { entities: entities.map((entity) => ({ ...entity, path: toFile(entity.path) })), problems: problems.map((problem) => ({ ...problem, path: toFile(problem.path) })) };
}
