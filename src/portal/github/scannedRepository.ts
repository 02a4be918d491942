import { isPortalError } from '../base/errors';
import type { CatalogRepository, RepositoryFile, ScannedRepository } from '../catalog/organizationReader';
import { MAX_BLOB_BYTES, readBlob } from './contents';
import type { GitHubClient } from './gitHubClient';
import { toGitHubUri } from './gitHubUri';
import { CATALOG_PATH, type BlobNode, type RepositoryNode } from './scanQuery';

/** A catalog file over this is not read: hand-written ones are some kB, generated ones some hundred. In bytes. */
export const MAX_CATALOG_BYTES = Math.min(2_000_000, MAX_BLOB_BYTES);

/** What is to be read by a further request, because GraphQL cut it short. */
export interface PendingBlob {
  readonly repository: CatalogRepository;
  readonly file: RepositoryFile;
}

export function toCatalogRepository(node: RepositoryNode, host: string): CatalogRepository {
  const commit = node.defaultBranchRef?.target?.oid;
  return {
    id: node.id,
    info: { host, owner: node.owner.login, name: node.name, branch: node.defaultBranchRef?.name ?? 'HEAD', private: node.isPrivate },
    ...(commit !== undefined && { commit }),
    ...(node.pushedAt !== null && { pushedAt: node.pushedAt }),
    ...(node.description !== null && { description: node.description }),
    archived: node.isArchived,
    fork: node.isFork,
    topics: (node.repositoryTopics?.nodes ?? []).flatMap((entry) => (entry ? [entry.topic.name] : [])),
  };
}

/** @param unknown whether GitHub left the file out because of an error, so that its absence says nothing */
export function toScanned(node: RepositoryNode, host: string, unknown: boolean): ScannedRepository {
  const repository = toCatalogRepository(node, host);
  return { repository, file: unknown ? undefined : toRepositoryFile(node.file, repository, CATALOG_PATH) };
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
export async function completeFile(client: GitHubClient, { repository, file }: PendingBlob, signal: AbortSignal): Promise<RepositoryFile | undefined> {
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
