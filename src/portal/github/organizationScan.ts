import { isCancelled, throwIfCancelled } from '../base/cancellation';
import { isPortalError, type PortalError } from '../base/errors';
import type { CatalogRepository, ReaderState, ScannedRepository, ScanRequest, ScanResult } from '../catalog/organizationReader';
import type { Clock } from '../ports/clock';
import type { GitHubClient } from './gitHubClient';
import { MAX_PAGE, PagedScan } from './pagedScan';
import { listPushed, pushedSince, readRepositories, type PushedList } from './pushedRepositories';
import { completeFile, isPending, toScanned } from './scannedRepository';

/** What every way of reading an organization needs. */
export interface ScanContext {
  readonly client: GitHubClient;
  readonly clock: Clock;
  readonly login: string;
}

/** Where a scan that stopped short goes on. Kept in memory only: after a restart it begins anew. */
export interface ScanPosition {
  readonly after: string;
  readonly seen: ReadonlySet<string>;
  /** Whether something was left out, so that what was not seen is not taken for gone. */
  readonly gaps: boolean;
  /** How many repositories GitHub would not show, for a reason that may be mended. */
  readonly withheld: number;
}

/**
 * Reads all repositories of an owner. A page of 100 costs one request; one more remembers by its ETag what was pushed
 * last, for the quick check.
 */
export async function scanAll(context: ScanContext, request: ScanRequest, from: ScanPosition | undefined): Promise<{ readonly result: ScanResult; readonly position: ScanPosition | undefined }> {
  const { client, clock, login } = context;
  const { signal, state } = request;
  const pages = new PagedScan({ client, clock, login, signal, pageSize: Number(state['pageSize'] ?? MAX_PAGE) });
  const known = new Map(request.known);
  const seen = new Set(from?.seen);
  let gaps = from?.gaps ?? false;
  let withheld = from?.withheld ?? 0;
  let after = from?.after;
  let ownerType = String(state['ownerType'] ?? '');
  let pushed: PushedList | undefined;
  let problem: PortalError | undefined;
  try {
    for (let more = true; more; ) {
      const { page, isFileUnknown, error, ...read } = await pages.read(after);
      ownerType = read.ownerType;
      problem ??= error;
      const nodes = page.nodes ?? [];
      gaps ||= error !== undefined || nodes.includes(null);
      withheld += error === undefined ? 0 : nodes.filter((node) => node === null).length;
      const scanned = nodes.flatMap((node, index) => (node ? [toScanned(node, client.host.web, isFileUnknown(index))] : []));
      scanned.forEach(({ repository }) => (repository.archived ? seen.delete(repository.id) : seen.add(repository.id)));
      problem = (await deliver(context, request, known, scanned)) ?? problem;
      request.onProgress({ done: seen.size, total: page.totalCount });
      pushed ??= await attempt(() => listPushed(context, ownerType, undefined, signal));
      after = page.pageInfo.endCursor ?? undefined;
      more = page.pageInfo.hasNextPage && after !== undefined;
      throwIfCancelled(signal);
    }
    const late = pushed ? pushedSince(pushed.repositories, known) : [];
    const reread = await readRepositories(context, late, signal);
    problem = (await deliver(context, request, known, reread.repositories)) ?? reread.error ?? problem;
    withheld -= countNew(reread.repositories, seen);
    const gone = gaps ? [] : [...request.known.keys()].filter((id) => !seen.has(id) && !late.some((entry) => entry.id === id));
    const next: ReaderState = { pageSize: pages.goodSize, ownerType, ...(withheld > 0 && { withheld }), ...(pushed?.etag !== undefined && !reread.error && { etag: pushed.etag }), scannedAt: clock.now() };
    return { result: { state: next, gone, ...(problem && { error: problem }) }, position: undefined };
  } catch (error) {
    if (isCancelled(error) || !isPortalError(error)) {
      throw error;
    }
    // A scan under way keeps no ETag: what it has not reached yet could have been pushed before.
    const next: ReaderState = { ...without(state, 'etag'), pageSize: pages.goodSize, ownerType };
    return { result: { state: next, gone: [], error }, position: after === undefined ? undefined : { after, seen, gaps, withheld } };
  }
}

/** Reads what was pushed since the last look, and what could not be read then. One request answered 304 where there is neither. */
export async function scanPushed(context: ScanContext, request: ScanRequest): Promise<ScanResult | 'too-many'> {
  const { signal, state } = request;
  const etag = typeof state['etag'] === 'string' ? state['etag'] : undefined;
  try {
    const pushed = await listPushed(context, String(state['ownerType'] ?? ''), etag, signal);
    const listed = pushed?.repositories ?? [];
    const since = pushedSince(listed, request.known);
    const due = [...request.known.values()].filter(({ id, incomplete }) => incomplete && !since.some((entry) => entry.id === id));
    const changed = [...since, ...due.map(({ id, info }) => ({ id, name: info.name }))];
    if (pushed === undefined && changed.length === 0) {
      return { state, gone: [] };
    }
    if (changed.length >= MAX_PAGE) {
      return 'too-many';
    }
    const { repositories, vanished, error } = await readRepositories(context, changed, signal);
    const withheld = Number(state['withheld'] ?? 0) - countNew(repositories, request.known);
    const known = new Map(request.known);
    const problem = (await deliver(context, request, known, repositories)) ?? error;
    const archived = [...listed, ...repositories.map(({ repository }) => repository)].filter((entry) => entry.archived).map((entry) => entry.id);
    const fresh = pushed ? pushed.etag : etag;
    const next = { ...without(state, 'etag', 'withheld'), ...(withheld > 0 && { withheld }), ...(fresh !== undefined && !problem && { etag: fresh }) };
    return { state: next, gone: [...new Set([...archived, ...vanished])].filter((id) => request.known.has(id)), ...(problem && { error: problem }) };
  } catch (error) {
    if (isCancelled(error) || !isPortalError(error)) {
      throw error;
    }
    return { state, gone: [], error };
  }
}

function without(state: ReaderState, ...names: readonly string[]): ReaderState {
  return Object.fromEntries(Object.entries(state).filter(([name]) => !names.includes(name)));
}

function countNew(read: readonly ScannedRepository[], known: { has(id: string): boolean }): number {
  return read.filter(({ repository }) => !known.has(repository.id)).length;
}

/** Fetches what came cut short, and hands on all that is not archived. @returns an error that left something out */
async function deliver({ client }: ScanContext, request: ScanRequest, known: Map<string, CatalogRepository>, scanned: readonly ScannedRepository[]): Promise<PortalError | undefined> {
  let problem: PortalError | undefined;
  const complete: ScannedRepository[] = [];
  for (const { repository, file } of scanned.filter((entry) => !entry.repository.archived)) {
    known.set(repository.id, repository);
    if (!isPending(file) || request.isKnown(file.uri, file.blob)) {
      complete.push({ repository, file });
      continue;
    }
    try {
      complete.push({ repository, file: await completeFile(client, { repository, file }, request.signal) });
    } catch (error) {
      if (isCancelled(error) || !isPortalError(error)) {
        throw error;
      }
      problem = error;
      complete.push({ repository, file: undefined });
    }
  }
  request.onRead(complete);
  return problem;
}

/** What is only for the next quick check must not end a scan. */
async function attempt<T>(run: () => Promise<T>): Promise<T | undefined> {
  try {
    return await run();
  } catch (error) {
    if (isCancelled(error) || !isPortalError(error)) {
      throw error;
    }
    return undefined;
  }
}
