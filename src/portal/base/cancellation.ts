import { isPortalError, PortalError } from './errors';

/** Throws `PortalError('cancelled')` once the signal is aborted. */
export function throwIfCancelled(signal: AbortSignal | undefined): void {
  if (signal?.aborted) {
    throw new PortalError('cancelled', 'Cancelled');
  }
}

/** Whether an error means that somebody asked to stop, be it ours or an `AbortError` of the host. */
export function isCancelled(error: unknown): boolean {
  return isPortalError(error, 'cancelled') || (error instanceof Error && error.name === 'AbortError');
}
