import type { Steps } from '../../base/steps';
import { dirName } from '../../base/uri';
import { repositoryKey } from '../catalogRecord';
import type { CatalogEntity, RepositoryInfo } from '../entity';
import { pathInRepository } from '../locationTargets';
import type { CatalogQuery } from '../query';

/** A file as ownership asks of it. */
export interface FilePlace {
  readonly uri: string;
  /** The folder above which nothing counts: the root of its repository or workspace folder, a URI with a slash at the end. */
  readonly root?: string | undefined;
  /** The repository it lies in, where it is known. */
  readonly repository?: RepositoryInfo | undefined;
  /** Its path inside that repository. */
  readonly path?: string | undefined;
}

/** How an entity is known to cover a file. */
export type Cover = 'source-location' | 'definition' | 'project-slug';

export interface CoveringEntity {
  readonly entity: CatalogEntity;
  readonly cover: Cover;
  /** How many folders above the file's own it stands. */
  readonly levels: number;
}

/** In this order where several stand in one folder; people, groups and Locations own no files. */
const KINDS: readonly string[] = ['component', 'airesource', 'api', 'resource', 'template', 'system', 'domain'];
const COVERS: readonly Cover[] = ['source-location', 'definition', 'project-slug'];
const NOT_COVERING: ReadonlySet<string> = new Set(['group', 'user', 'location']);
/** Above so many entities, annotations of other repositories' entities are not read: each would have to be parsed and kept. */
const MOST_ANNOTATED = 20_000;
const MOST_LEVELS = 64;

interface Anchor {
  readonly entity: CatalogEntity;
  readonly cover: Cover;
}

/** Where the entities of a graph stand: by folder, and by folder inside a repository. */
export class OwnershipIndex {
  readonly #anchors = new Map<string, Anchor[]>();
  /** Entities by their own repository, whose annotations are read when a file of it is asked for. */
  readonly #byRepository = new Map<string, CatalogEntity[]>();
  readonly #annotated = new Set<string>();
  /** Entities whose source is said to lie elsewhere than their definition. */
  readonly #elsewhere = new Set<string>();
  readonly #graph: CatalogQuery;
  #allAnnotated = false;

  private constructor(graph: CatalogQuery) {
    this.#graph = graph;
  }

  static *build(graph: CatalogQuery): Steps<OwnershipIndex> {
    const index = new OwnershipIndex(graph);
    let count = 0;
    for (const entity of graph.all()) {
      index.#addDefinition(entity);
      count += 1;
      if (count % 500 === 0) {
        yield;
      }
    }
    return index;
  }

  /** The entities that cover a file, the nearest first. */
  *find(place: FilePlace): Steps<readonly CoveringEntity[]> {
    const own = place.repository && repositoryKey(place.repository);
    if (own !== undefined && !this.#annotated.has(own)) {
      this.#annotated.add(own);
      yield* this.#annotate(this.#byRepository.get(own) ?? []);
    }
    const found = this.#lookUp(place);
    if (found.length > 0 || own === undefined || this.#allAnnotated || this.#graph.size > MOST_ANNOTATED) {
      return found;
    }
    // Nothing in the repository itself: a catalog kept in one place may tell of it.
    this.#allAnnotated = true;
    for (const [repository, entities] of this.#byRepository) {
      if (!this.#annotated.has(repository)) {
        this.#annotated.add(repository);
        yield* this.#annotate(entities);
      }
    }
    return this.#lookUp(place);
  }

  #lookUp({ uri, root, repository, path }: FilePlace): readonly CoveringEntity[] {
    const found = new Map<string, CoveringEntity>();
    const look = (key: string, levels: number): void => {
      for (const { entity, cover } of this.#anchors.get(key) ?? []) {
        const before = found.get(entity.ref);
        if (!before || levels < before.levels || (levels === before.levels && COVERS.indexOf(cover) < COVERS.indexOf(before.cover))) {
          found.set(entity.ref, { entity, cover, levels });
        }
      }
    };
    let folder = dirName(uri);
    for (let levels = 0; levels < MOST_LEVELS && folder !== '' && (root === undefined ? levels === 0 : folder.startsWith(root)); levels += 1) {
      look(folder, levels);
      folder = dirName(folder.slice(0, -1));
    }
    if (repository && path !== undefined) {
      const key = repositoryKey(repository);
      const segments = path.split('/').slice(0, -1);
      // A catalog kept elsewhere may also point to the file itself.
      look(`${key}:${path}`, 0);
      for (let levels = 0; levels <= segments.length; levels += 1) {
        look(`${key}:${segments.slice(0, segments.length - levels).map((segment) => `${segment}/`).join('')}`, levels);
      }
      look(`${key}#`, segments.length);
    }
    const all = [...found.values()].sort(compareCovering);
    // Where an entity names its source, the folder of its definition says something only if nothing else does.
    const better = all.filter(({ entity, cover }) => cover !== 'definition' || !this.#elsewhere.has(entity.ref));
    return better.length > 0 ? better : all;
  }

  #addDefinition(entity: CatalogEntity): void {
    if (NOT_COVERING.has(kindOf(entity))) {
      return;
    }
    const { uri, location, repository } = entity.origin;
    this.#add(toCovered(dirName(uri)), { entity, cover: 'definition' });
    const key = repository && repositoryKey(repository);
    const list = this.#byRepository.get(key ?? '') ?? [];
    this.#byRepository.set(key ?? '', list);
    list.push(entity);
    const path = repository && location !== undefined ? pathInRepository(location.replace(/^url:/, ''), repository) : undefined;
    if (key !== undefined && path !== undefined) {
      this.#add(`${key}:${toCovered(path.slice(0, path.lastIndexOf('/') + 1))}`, { entity, cover: 'definition' });
    }
  }

  *#annotate(entities: readonly CatalogEntity[]): Steps<void> {
    for (const [count, entity] of entities.entries()) {
      const annotations = entity.entity.metadata.annotations;
      const source = annotations?.['backstage.io/source-location'];
      const slug = annotations?.['github.com/project-slug'];
      const key = typeof source === 'string' ? toSourceKey(source, entity.origin.repository) : undefined;
      if (key !== undefined) {
        this.#add(key, { entity, cover: 'source-location' });
        this.#elsewhere.add(entity.ref);
      } else if (typeof slug === 'string' && entity.origin.repository) {
        this.#add(`${repositoryKey({ host: entity.origin.repository.host, owner: '', name: '' }).replace(/\/+$/, '')}/${slug.trim().toLowerCase()}#`, { entity, cover: 'project-slug' });
      }
      if (count % 100 === 99) {
        yield;
      }
    }
  }

  #add(key: string, anchor: Anchor): void {
    const list = this.#anchors.get(key);
    if (list) {
      list.push(anchor);
    } else {
      this.#anchors.set(key, [anchor]);
    }
  }
}

function compareCovering(a: CoveringEntity, b: CoveringEntity): number {
  return a.levels - b.levels || COVERS.indexOf(a.cover) - COVERS.indexOf(b.cover) || rankOf(a) - rankOf(b) || compareEqual(a.entity, b.entity);
}

/** Of two in one place, what lives on goes before what is deprecated, and what its file names first before what comes after. */
function compareEqual(a: CatalogEntity, b: CatalogEntity): number {
  const isLeaving = ({ facets }: CatalogEntity): number => (facets.lifecycle?.toLowerCase() === 'deprecated' ? 1 : 0);
  const inFile = a.origin.uri === b.origin.uri ? a.origin.document - b.origin.document : 0;
  return isLeaving(a) - isLeaving(b) || inFile || (a.ref < b.ref ? -1 : 1);
}

function rankOf({ entity }: CoveringEntity): number {
  const place = KINDS.indexOf(kindOf(entity));
  return place < 0 ? KINDS.length : place;
}

function kindOf({ ref }: CatalogEntity): string {
  return ref.slice(0, ref.indexOf(':'));
}

/** A catalog file in `.github/` or `.backstage/` speaks of the folder around it. */
function toCovered(folder: string): string {
  return folder.replace(/(^|\/)\.[^/]+\/$/, '$1');
}

/** `url:https://github.com/acme/mono/tree/main/services/pay/` → `github.com/acme/mono:services/pay/`. */
function toSourceKey(annotation: string, own: RepositoryInfo | undefined): string | undefined {
  const address = annotation.trim().replace(/^url:/, '').replace(/[?#].*$/, '');
  const [, host, owner, name, view, rest] = /^(https?:\/\/[^/]+)\/([^/]+)\/([^/]+?)(?:\.git)?(?:\/(tree|blob)\/(.+))?\/?$/.exec(address) ?? [];
  if (!host || !owner || !name) {
    return undefined;
  }
  const key = repositoryKey({ host, owner, name });
  // An address does not tell where a branch with slashes ends: that of the entity's own repository is tried first.
  const branch = own && repositoryKey(own) === key && (rest === own.branch || rest?.startsWith(`${own.branch}/`)) ? own.branch : rest?.split('/')[0];
  const path = decode(rest === undefined || branch === undefined ? '' : rest.slice(branch.length + 1));
  // A folder ends in a slash, which people forget; `blob` names a file.
  return path === undefined ? undefined : `${key}:${path === '' || path.endsWith('/') || view === 'blob' ? path : `${path}/`}`;
}

function decode(path: string): string | undefined {
  try {
    return decodeURIComponent(path);
  } catch {
    // No well-formed address, so it names no folder.
    return undefined;
  }
}
