import type { JsonValue } from '../catalog/entity';
import type { DiscoveryOptions } from '../catalog/sources/discoveryOptions';
import { ConfigValues } from './configValues';
import { readDiscovery } from './readProviders';

export interface OrganizationSettings {
  readonly discoveries: readonly DiscoveryOptions[];
  /** What of them is not understood, a sentence each. */
  readonly problems: readonly string[];
}

/** Entries of `stagedoor.organizations` that have options: the names of Backstage's GitHub provider, without its ids. */
export function readOrganizationSettings(entries: readonly JsonValue[]): OrganizationSettings {
  const problems: string[] = [];
  const root = new ConfigValues([...entries], ['stagedoor', 'organizations'], (_path, message) => problems.push(message));
  return { discoveries: root.items().flatMap((entry) => readDiscovery(entry, toWebAddress) ?? []), problems };
}

/** `ghe.example.com`, or an address where it is reached otherwise than by https. */
function toWebAddress(name: string): string | undefined {
  const address = /^https?:\/\//.test(name) ? name : `https://${name}`;
  return URL.canParse(address) && !name.includes('@') ? new URL(address).origin : undefined;
}
