import { isCancelled } from '../base/cancellation';
import { isPortalError } from '../base/errors';
import type { ScanRequest, ScanResult } from '../catalog/organizationReader';
import { countNew, without } from './organizationScan';
import { MAX_PAGE } from './patientPages';
import { listPushed, pushedSince, readRepositories } from './pushedRepositories';
import { ScanDelivery, type ScanContext } from './scanDelivery';

/** Reads what was pushed since the last look, and what could not be read then. One request answered 304 where there is neither. */
export async function scanPushed(context: ScanContext, request: ScanRequest): Promise<ScanResult | 'too-many'> {
  const { signal, state } = request;
  const { discovery } = context;
  const etag = typeof state['etag'] === 'string' ? state['etag'] : undefined;
  try {
    const pushed = await listPushed(context, String(state['ownerType'] ?? ''), etag, signal);
    const listed = pushed?.repositories ?? [];
    const since = pushedSince(listed, request.known, discovery, Number(state['scannedAt'] ?? 0));
    const refused = listed.filter((entry) => !entry.accepted).map((entry) => entry.id);
    const isDue = (id: string): boolean => !since.some((entry) => entry.id === id) && !refused.includes(id);
    const due = [...request.known.values()].filter(({ id, incomplete }) => incomplete && isDue(id));
    const changed = [...since, ...due.map(({ id, info }) => ({ id, name: info.name }))];
    if (pushed === undefined && changed.length === 0) {
      return { state, gone: [] };
    }
    if (changed.length >= MAX_PAGE) {
      return 'too-many';
    }
    const { repositories, vanished, error } = await readRepositories(context, changed, signal);
    const accepted = repositories.filter(({ repository }) => discovery.accepts(repository));
    const withheld = Number(state['withheld'] ?? 0) - countNew(accepted, request.known);
    const problem = (await new ScanDelivery(context, request).take(accepted, true)) ?? error;
    const lost = repositories.filter(({ repository }) => !discovery.accepts(repository)).map(({ repository }) => repository.id);
    const fresh = pushed ? pushed.etag : etag;
    const next = { ...without(state, 'etag', 'withheld'), ...(withheld > 0 && { withheld }), ...(fresh !== undefined && !problem && { etag: fresh }) };
    return { state: next, gone: [...new Set([...refused, ...lost, ...vanished])].filter((id) => request.known.has(id)), ...(problem && { error: problem }) };
  } catch (error) {
    if (isCancelled(error) || !isPortalError(error)) {
      throw error;
    }
    return { state, gone: [], error };
  }
}
