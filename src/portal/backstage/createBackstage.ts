import type { SourceDefinition } from '../catalog/sources/catalogSource';
import type { Clock } from '../ports/clock';
import type { Fetch } from '../ports/fetch';
import type { Token } from '../ports/tokenSource';
import { backstageSourceId, type BackstageAddress } from './backstageAddress';
import { BACKSTAGE_TIMING, createBackstageClient, type BackstageTiming } from './backstageClient';
import type { ToFileUri } from './backstageShard';
import { BackstageSource } from './backstageSource';

export interface BackstageOptions {
  readonly address: BackstageAddress;
  readonly fetch: Fetch;
  readonly clock: Clock;
  /** The token for its address, where there is one; asks nobody. */
  readonly token: () => Promise<Token | undefined>;
  readonly toFileUri: ToFileUri;
  readonly timing?: BackstageTiming;
}

/** A running Backstage as a source of the catalog. */
export function createBackstageSource({ address, fetch, clock, token, toFileUri, timing = BACKSTAGE_TIMING }: BackstageOptions): SourceDefinition {
  const connect = async () => createBackstageClient({ address, token: (await token())?.value, fetch, clock, timing });
  const account = async (): Promise<string | undefined> => (await token())?.account;
  return { id: backstageSourceId(address.base), create: (context) => new BackstageSource({ address, connect, account, toFileUri }, context) };
}

/** Asks a Backstage for an entity. @throws PortalError where it does not take the token, or is none */
export function checkBackstageToken({ address, fetch, clock, timing = BACKSTAGE_TIMING }: Omit<BackstageOptions, 'token' | 'toFileUri'>, token: string, signal: AbortSignal): Promise<void> {
  return createBackstageClient({ address, token, fetch, clock, timing }).check(signal);
}
