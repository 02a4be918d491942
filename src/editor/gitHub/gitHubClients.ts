import type { Disposable } from '../../portal/base/disposable';
import { createGitHubClient, type GitHubClient, type GitHubClientOptions } from '../../portal/github/gitHubClient';
import { parseOrganization, toGitHubHost } from '../../portal/github/gitHubHost';

export interface GitHubClients extends Disposable {
  /** The client of a GitHub by its web address, made when it is first asked for. */
  readonly of: (web: string) => GitHubClient;
  /** The same, but only for a GitHub that an organization of the settings is on, or github.com. */
  readonly ofConfigured: (web: string) => GitHubClient | undefined;
}

export interface GitHubClientsOptions extends Omit<GitHubClientOptions, 'host'> {
  /** Entries of `stagedoor.organizations`. */
  readonly organizations: () => readonly string[];
}

/** One client a host, shared by all rooms, so that they share its rate budget. */
export function createGitHubClients({ organizations, ...options }: GitHubClientsOptions): GitHubClients {
  const clients = new Map<string, GitHubClient>();
  const of = (web: string): GitHubClient => {
    const host = toGitHubHost(web);
    const known = clients.get(host.web) ?? createGitHubClient({ ...options, host });
    clients.set(host.web, known);
    return known;
  };
  const isConfigured = (web: string): boolean =>
    web === 'https://github.com' || organizations().some((entry) => parseOrganization(entry)?.host.web === web);
  return {
    of,
    ofConfigured: (web) => (isConfigured(web) ? of(web) : undefined),
    dispose: () => clients.forEach((client) => client.dispose()),
  };
}
