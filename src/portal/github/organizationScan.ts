import { isCancelled, throwIfCancelled } from '../base/cancellation';
import { isPortalError, type PortalError } from '../base/errors';
import type { ReaderState, ScanRequest, ScanResult } from '../catalog/organizationReader';
import { MAX_PAGE, PatientPages } from './patientPages';
import { listPushed, pushedSince, readRepositories, type PushedList } from './pushedRepositories';
import { ScanDelivery, type ScanContext } from './scanDelivery';
import { toScannedPage } from './scannedPage';
import { toScanned } from './scannedRepository';
import { toPageQuery, type PageData } from './scanQuery';

/** Where a scan that stopped short goes on. Kept in memory only: after a restart it begins anew. */
export interface ScanPosition {
  readonly after: string;
  readonly seen: ReadonlySet<string>;
  /** Whether something was left out, so that what was not seen is not taken for gone. */
  readonly gaps: boolean;
  /** How many repositories GitHub would not show, for a reason that may be mended. */
  readonly withheld: number;
  readonly texts: boolean;
}

/**
 * Looks at all repositories of an owner, a hundred in a request. The first time their catalog files come along. Later on
 * the pages are without texts, which shows what was renamed, archived, deleted, given away or pushed; the files that changed
 * are then read together. One more request remembers by its ETag what was pushed last, for the quick check.
 */
export async function scanAll(context: ScanContext, request: ScanRequest, from: ScanPosition | undefined): Promise<{ readonly result: ScanResult; readonly position: ScanPosition | undefined }> {
  const { client, clock, login, discovery } = context;
  const { signal, state } = request;
  const texts = from?.texts ?? request.known.size === 0;
  const pages = new PatientPages<PageData>({
    client,
    clock,
    login,
    about: `the repositories of ${login}`,
    signal,
    pageSize: Number(state[sizeKey(texts)] ?? MAX_PAGE),
    largest: discovery.pageSize,
    query: (first, after) => toPageQuery(discovery.shape(texts), discovery.leftOut, { login, first, after }),
  });
  const delivery = new ScanDelivery(context, request);
  const seen = new Set(from?.seen);
  let gaps = from?.gaps ?? false;
  let withheld = from?.withheld ?? 0;
  let after = from?.after;
  let ownerType = String(state['ownerType'] ?? '');
  let pushed: PushedList | undefined;
  let problem: PortalError | undefined;
  try {
    for (let more = true; more; ) {
      const { page, isFileUnknown, error, ...read } = toScannedPage(await pages.read(after), login, client.host.web);
      ownerType = read.ownerType;
      problem ??= error;
      const nodes = page.nodes ?? [];
      gaps ||= error !== undefined || nodes.includes(null);
      withheld += error === undefined ? 0 : nodes.filter((node) => node === null).length;
      const scanned = nodes.flatMap((node, index) => (node ? [toScanned(node, client.host.web, isFileUnknown(index), discovery)] : []));
      const accepted = scanned.filter(({ repository }) => discovery.accepts(repository));
      accepted.forEach(({ repository }) => seen.add(repository.id));
      problem = (await delivery.take(accepted, texts)) ?? problem;
      request.onProgress({ done: seen.size, total: page.totalCount });
      pushed ??= await attempt(() => listPushed(context, ownerType, undefined, signal));
      after = page.pageInfo.endCursor ?? undefined;
      more = page.pageInfo.hasNextPage && after !== undefined;
      throwIfCancelled(signal);
    }
    problem = (await delivery.readRest()) ?? problem;
    const late = pushed ? pushedSince(pushed.repositories, delivery.known, discovery, clock.now()) : [];
    const reread = await readRepositories(context, late, signal);
    const accepted = reread.repositories.filter(({ repository }) => discovery.accepts(repository));
    problem = (await delivery.take(accepted, true)) ?? reread.error ?? problem;
    withheld -= countNew(accepted, seen);
    const vanished = new Set(reread.vanished);
    const isGone = (id: string): boolean => vanished.has(id) || (!gaps && !seen.has(id) && !late.some((entry) => entry.id === id));
    const gone = [...request.known.keys()].filter(isGone);
    const next: ReaderState = { ...sizesOf(state), [sizeKey(texts)]: pages.goodSize, ownerType, ...(withheld > 0 && { withheld }), ...(pushed?.etag !== undefined && !reread.error && { etag: pushed.etag }), scannedAt: clock.now() };
    return { result: { state: next, gone, ...(problem && { error: problem }) }, position: undefined };
  } catch (error) {
    delivery.giveUpRest();
    if (isCancelled(error) || !isPortalError(error)) {
      throw error;
    }
    // A scan under way keeps no ETag: what it has not reached yet could have been pushed before.
    const next: ReaderState = { ...without(state, 'etag'), [sizeKey(texts)]: pages.goodSize, ownerType };
    return { result: { state: next, gone: [], error }, position: after === undefined ? undefined : { after, seen, gaps, withheld, texts } };
  }
}

/** Pages with texts and without bear different sizes. */
function sizeKey(texts: boolean): string {
  return texts ? 'pageSize' : 'plainPageSize';
}

function sizesOf(state: ReaderState): ReaderState {
  return Object.fromEntries(Object.entries(state).filter(([name]) => name === sizeKey(true) || name === sizeKey(false)));
}

export function without(state: ReaderState, ...names: readonly string[]): ReaderState {
  return Object.fromEntries(Object.entries(state).filter(([name]) => !names.includes(name)));
}

export function countNew(read: readonly { readonly repository: { readonly id: string } }[], known: { has(id: string): boolean }): number {
  return read.filter(({ repository }) => !known.has(repository.id)).length;
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
