import { createOrganizationSource } from '../../portal/catalog/organizationSource';
import type { SourceDefinition } from '../../portal/catalog/sources/catalogSource';
import type { GitHubClient } from '../../portal/github/gitHubClient';
import { parseOrganization } from '../../portal/github/gitHubHost';
import { createOrganizationReader } from '../../portal/github/organizationReader';
import type { Clock } from '../../portal/ports/clock';
import type { Log } from '../../portal/ports/log';
import { reconcileIntervalMs } from '../configuration';

/** The sources of the organizations in the settings: the same one for as long as its entry stands there. */
export function createOrganizationSources(
  entries: () => readonly string[],
  clientOf: (web: string) => GitHubClient,
  clock: Clock,
  log: Log,
): () => readonly SourceDefinition[] {
  let sources = new Map<string, SourceDefinition>();
  const refused = new Set<string>();
  return () => {
    const current = new Map<string, SourceDefinition>();
    for (const entry of entries()) {
      const organization = parseOrganization(entry);
      if (organization) {
        const key = `${organization.host.web}/${organization.login}`.toLowerCase();
        current.set(key, sources.get(key) ?? createOrganizationSource(createOrganizationReader({ client: clientOf(organization.host.web), login: organization.login, clock, reconcileAfter: reconcileIntervalMs })));
      } else if (!refused.has(entry)) {
        refused.add(entry);
        log.warn(`"${entry}" in stagedoor.organizations names no organization. Write acme, or https://ghe.example.com/acme.`);
      }
    }
    sources = current;
    return [...current.values()];
  };
}
