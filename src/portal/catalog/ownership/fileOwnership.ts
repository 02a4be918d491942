import type { Steps } from '../../base/steps';
import type { CatalogEntity } from '../entity';
import type { CatalogQuery } from '../query';
import { ruleFor, type CodeOwnersRule } from './codeOwners';
import type { Cover, FilePlace, OwnershipIndex } from './ownershipIndex';

/** Who owns a file: what the catalog says, and what CODEOWNERS says. */
export interface FileOwnership {
  /** The nearest entity that covers the file; `undefined` where none does. */
  readonly entity: CatalogEntity | undefined;
  readonly cover: Cover | undefined;
  /** Full ref of the entity's owner, in lower case; may dangle. */
  readonly owner: string | undefined;
  /** Others that stand as near as the entity. */
  readonly others: readonly CatalogEntity[];
  /** The line of CODEOWNERS that decides on the file, where it names somebody. */
  readonly codeOwners: CodeOwnership | undefined;
}

export interface CodeOwnership {
  readonly uri: string;
  readonly rule: CodeOwnersRule;
  readonly owners: readonly CodeOwner[];
  /** Whether the entity's owner is not among them. */
  readonly differs: boolean;
}

export interface CodeOwner {
  /** As written: `@acme/team-payments`. */
  readonly handle: string;
  /** The group or user in the catalog, where there is one. */
  readonly ref: string | undefined;
}

export interface CodeOwnersFile {
  readonly uri: string;
  readonly rules: readonly CodeOwnersRule[];
}

export function* resolveOwnership(place: FilePlace, graph: CatalogQuery, index: OwnershipIndex, codeOwners: CodeOwnersFile | undefined): Steps<FileOwnership> {
  const covering = yield* index.find(place);
  const nearest = covering[0];
  const owner = nearest?.entity.facets.owner;
  return {
    entity: nearest?.entity,
    cover: nearest?.cover,
    owner,
    others: covering.slice(1).filter(({ levels }) => levels === nearest?.levels).map(({ entity }) => entity),
    codeOwners: yield* toCodeOwnership(place, graph, codeOwners, owner),
  };
}

function* toCodeOwnership({ path }: FilePlace, graph: CatalogQuery, file: CodeOwnersFile | undefined, owner: string | undefined): Steps<CodeOwnership | undefined> {
  const rule = file && path !== undefined ? ruleFor(file.rules, path) : undefined;
  if (!file || !rule || rule.owners.length === 0) {
    return undefined;
  }
  const owners: CodeOwner[] = [];
  for (const handle of rule.owners) {
    owners.push({ handle, ref: yield* refOfHandle(handle, graph) });
  }
  return { uri: file.uri, rule, owners, differs: owner !== undefined && !owners.some(({ ref }) => ref === owner) };
}

/** `@acme/team` is a group, `@login` a user, named so by their annotations or, as GitHub's teams and people become entities, by their names. */
function* refOfHandle(handle: string, graph: CatalogQuery): Steps<string | undefined> {
  const [, organization, slug] = /^@([^/]+)\/([^/]+)$/.exec(handle.toLowerCase()) ?? [];
  if (organization !== undefined && slug !== undefined) {
    return graph.get(`group:default/${slug}`)?.ref ?? (yield* refByAnnotation(graph, 'Group', 'github.com/team-slug', [slug, `${organization}/${slug}`]));
  }
  const login = /^@([^/]+)$/.exec(handle.toLowerCase())?.[1];
  return login === undefined ? undefined : (graph.get(`user:default/${login}`)?.ref ?? (yield* refByAnnotation(graph, 'User', 'github.com/user-login', [login])));
}

function* refByAnnotation(graph: CatalogQuery, kind: string, name: string, values: readonly string[]): Steps<string | undefined> {
  for (const [count, { ref, entity }] of graph.byKind(kind).entries()) {
    if (values.includes(String(entity.metadata.annotations?.[name] ?? '').toLowerCase())) {
      return ref;
    }
    if (count % 100 === 99) {
      yield;
    }
  }
  return undefined;
}
