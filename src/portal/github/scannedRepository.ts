import { isPortalError } from '../base/errors';
import type { CatalogRepository, RepositoryFile, ScannedRepository } from '../catalog/organizationReader';
import { MAX_BLOB_BYTES, readBlob } from './contents';
import type { Discovery } from './discovery';
import type { GitHubClient } from './gitHubClient';
import { toGitHubUri } from './gitHubUri';
import type { BlobNode, RepositoryNode } from './scanQuery';

/** A catalog file over this is not read: hand-written ones are some kB, generated ones some hundred. In bytes. */
export const MAX_CATALOG_BYTES = Math.min(2_000_000, MAX_BLOB_BYTES);

/** A file that can be read but came without its text. */
export interface PendingFile {
  readonly repository: CatalogRepository;
  readonly file: RepositoryFile;
  /** In bytes, where it is known. */
  readonly size?: number;
}

/** A repository as GitHub answered, with the size of its file. */
export interface ScannedNode extends ScannedRepository {
  readonly size?: number;
}

const VISIBILITIES = ['public', 'private', 'internal'] as const;

export function toVisibility(text: string | undefined): CatalogRepository['visibility'] {
  return VISIBILITIES.find((visibility) => visibility === text?.toLowerCase());
}

export function toCatalogRepository(node: RepositoryNode, host: string, branch: string | undefined): CatalogRepository {
  const head = branch === undefined ? node.defaultBranchRef : node.branch;
  const commit = head?.target?.oid;
  const visibility = toVisibility(node.visibility);
  return {
    id: node.id,
    info: { host, owner: node.owner.login, name: node.name, branch: branch ?? head?.name ?? 'HEAD', private: node.isPrivate },
    ...(commit !== undefined && { commit }),
    ...(node.pushedAt !== null && { pushedAt: node.pushedAt }),
    ...(node.description !== null && { description: node.description }),
    archived: node.isArchived,
    fork: node.isFork,
    ...(visibility && { visibility }),
    topics: (node.repositoryTopics?.nodes ?? []).flatMap((entry) => (entry ? [entry.topic.name] : [])),
  };
}

/** @param unknown whether GitHub left the file out because of an error, so that its absence says nothing */
export function toScanned(node: RepositoryNode, host: string, unknown: boolean, { path, inTree, branch }: Discovery): ScannedNode {
  const repository = toCatalogRepository(node, host, branch);
  if (inTree) {
    // Without a commit there is no tree to look into.
    return repository.commit === undefined ? { repository, file: null } : { repository, file: undefined, inTree: true };
  }
  const size = node.file?.byteSize;
  return { repository, file: unknown ? undefined : toRepositoryFile(node.file, repository, path), ...(size !== undefined && { size }) };
}

/** `null` where there is no file: nothing, or a folder. */
export function toRepositoryFile(blob: BlobNode | null | undefined, repository: CatalogRepository, path: string): RepositoryFile | null {
  if (!blob?.oid) {
    return null;
  }
  const { host, owner, name, branch } = repository.info;
  const file = { path, uri: toGitHubUri({ host, owner, repository: name, ref: branch, path }), blob: blob.oid };
  if (blob.isBinary) {
    return { ...file, unreadable: `${path} is binary, so it is no catalog file.` };
  }
  const size = blob.byteSize ?? 0;
  if (size > MAX_CATALOG_BYTES) {
    return { ...file, unreadable: `${path} is too large for a catalog file (${(size / 1e6).toFixed(1)} MB; ${MAX_CATALOG_BYTES / 1e6} MB at most), so it was not read. Split it and refer to the parts from a Location.` };
  }
  return blob.isTruncated || typeof blob.text !== 'string' ? file : { ...file, text: blob.text };
}

/** Reads through the blob API what GraphQL cut short. A repository that is gone meanwhile leaves `undefined`. */
export async function completeFile(client: GitHubClient, { repository, file }: PendingFile, signal: AbortSignal): Promise<RepositoryFile | undefined> {
  const { owner, name } = repository.info;
  try {
    const bytes = await readBlob(client, { owner, repository: name }, file.blob, { signal, about: `${file.path} in ${owner}/${name}` });
    return { ...file, text: new TextDecoder().decode(bytes) };
  } catch (error) {
    if (isPortalError(error, 'not-found')) {
      return undefined;
    }
    throw error;
  }
}

/** Whether a file came without its text though it can be read. */
export function isPending(file: RepositoryFile | null | undefined): file is RepositoryFile {
  return file !== null && file !== undefined && file.text === undefined && file.unreadable === undefined;
}

/** Whether the files of a repository are still those that were read. */
export function hasSameFiles(before: CatalogRepository | undefined, now: CatalogRepository): boolean {
  const same = (['host', 'owner', 'name', 'branch'] as const).every((part) => before?.info[part] === now.info[part]);
  return before !== undefined && !before.incomplete && before.commit === now.commit && same;
}

/** Whether nothing at all that is kept of a repository has changed. */
export function isSame(before: CatalogRepository | undefined, now: CatalogRepository): boolean {
  const plain = ({ pushedAt, description, archived, fork, visibility, topics, info }: CatalogRepository): string =>
    JSON.stringify([pushedAt, description, archived, fork, visibility, topics, info.private]);
  return before !== undefined && hasSameFiles(before, now) && plain(before) === plain(now);
}
