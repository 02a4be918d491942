import { throwIfCancelled, isCancelled } from '../../base/cancellation';
import type { CatalogEntity, Range } from '../../catalog/entity';
import type { CatalogQuery } from '../../catalog/query';
import type { KindSchemas } from '../kindSchemas';
import { parseText, type ParsedText } from '../parsedText';
import { entitiesIn, mayReferByAnnotation, type EntityMention } from './entityAt';

/** Where an entity is named. */
export interface EntityUse {
  readonly uri: string;
  /** Exact where the file was read; else the line that defines the entity which has the ref. */
  readonly range: Range;
  /** What stands there; `undefined` where the file was not read. */
  readonly mention: EntityMention | undefined;
  /** Of the file, where it only lives on GitHub: `owner/name`. */
  readonly repository: string | undefined;
}

export interface ReferencePorts {
  readonly graph: CatalogQuery;
  readonly schemas: KindSchemas;
  /** What a file holds, unsaved changes included; `undefined` where there is none. */
  readonly readText: (uri: string, signal: AbortSignal) => Promise<string | undefined>;
  readonly warn: (message: string, error: unknown) => void;
}

/** Files on GitHub that are read for exact places, of those that name an entity: each costs a request. */
const MOST_REMOTE_FILES = 40;
const AT_A_TIME = 8;

interface UsingFile {
  readonly uri: string;
  readonly isLocal: boolean;
  readonly users: CatalogEntity[];
}

/**
 * All that names an entity, in every file of the catalog, its own file first. Files of the workspace are all read, of those on GitHub
 * the first {@link MOST_REMOTE_FILES}; of the others, the entities that have the ref are given. A file that cannot be read is told of
 * by `warn` and given in the same way. Rejects only with `cancelled`.
 * @param parsed the file that is open, as it is now
 */
export async function findReferences(full: string, parsed: ParsedText, ports: ReferencePorts, signal: AbortSignal): Promise<readonly EntityUse[]> {
  const files = usingFiles(full, parsed.source.uri, ports.graph);
  const found: EntityUse[][] = [];
  const own = mentionsOf(full, parsed, ports.schemas, undefined);
  let remote = 0;
  const queue = files.map((file, index) => ({ file, index, read: file.isLocal || ++remote <= MOST_REMOTE_FILES }));
  const work = async (): Promise<void> => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      throwIfCancelled(signal);
      found[next.index] = await readUses(full, next.file, next.read, ports, signal);
    }
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, work));
  throwIfCancelled(signal);
  return [...own, ...found.flat()];
}

async function readUses(full: string, file: UsingFile, read: boolean, { schemas, readText, warn }: ReferencePorts, signal: AbortSignal): Promise<EntityUse[]> {
  const repository = repositoryOf(file);
  if (read) {
    try {
      const text = await readText(file.uri, signal);
      const uses = text === undefined ? [] : mentionsOf(full, parseText({ uri: file.uri, version: 0, text }), schemas, repository);
      if (uses.length > 0 || file.isLocal) {
        return uses;
      }
    } catch (error) {
      if (isCancelled(error)) {
        throw error;
      }
      warn(`${file.uri}, which refers to ${full}, cannot be read`, error);
    }
  }
  return file.users.map(({ origin: { uri, position } }) => ({ uri, range: { start: position, end: position }, mention: undefined, repository }));
}

function repositoryOf({ isLocal, users }: UsingFile): string | undefined {
  const repository = users[0]?.origin.repository;
  return isLocal || !repository ? undefined : `${repository.owner}/${repository.name}`;
}

function mentionsOf(full: string, parsed: ParsedText, schemas: KindSchemas, repository: string | undefined): EntityUse[] {
  const { uri } = parsed.source;
  return entitiesIn(parsed, schemas).flatMap((mention) => (mention.full === full ? [{ uri, range: mention.range, mention, repository }] : []));
}

/** The files, this one aside, that name an entity by what the catalog knows, that of the entity itself first. */
function usingFiles(full: string, thisUri: string, graph: CatalogQuery): readonly UsingFile[] {
  const files = new Map<string, UsingFile>();
  const add = (known: CatalogEntity): void => {
    const { uri } = known.origin;
    if (uri === thisUri || /^https?:/.test(uri)) {
      return;
    }
    const file = files.get(uri) ?? { uri, isLocal: isLocal(known), users: [] };
    files.set(uri, file);
    file.users.push(known);
  };
  const declared = graph.get(full);
  if (declared) {
    add(declared);
  }
  for (const ref of new Set(graph.relations(full).map(({ targetRef }) => targetRef))) {
    const user = graph.get(ref);
    if (user && (user.relations?.some(({ targetRef }) => targetRef === full) ?? true)) {
      add(user);
    }
  }
  for (const known of graph.all()) {
    // What tools read out of annotations makes no relation. Looked for where it can be changed.
    if (isLocal(known) && mayReferByAnnotation(known.entity.metadata.annotations)) {
      add(known);
    }
  }
  return [...files.values()].sort((a, b) => Number(b.isLocal) - Number(a.isLocal));
}

/** Whether an entity is written down in a folder of the workspace. */
export function isLocal({ origin }: CatalogEntity): boolean {
  return origin.source === 'workspace';
}
