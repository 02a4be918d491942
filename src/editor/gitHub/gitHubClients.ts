import { DisposableStore, type Disposable } from '../../portal/base/disposable';
import { Emitter, type Event } from '../../portal/base/event';
import { createGitHubClient, type GitHubClient, type GitHubClientOptions } from '../../portal/github/gitHubClient';
import { parseOrganization, toGitHubHost } from '../../portal/github/gitHubHost';

export interface GitHubClients extends Disposable {
  /** The client of a GitHub by its web address, made when it is first asked for. */
  readonly of: (web: string) => GitHubClient;
  /** The same, but only for a GitHub that an organization of the settings is on, or github.com. */
  readonly ofConfigured: (web: string) => GitHubClient | undefined;
  /** Those that were asked for so far. */
  readonly all: () => readonly GitHubClient[];
  /** Fires when what is left of the limits of one of them has changed, or what GitHub leaves out of its answers. */
  readonly onDidChange: Event<void>;
}

export interface GitHubClientsOptions extends Omit<GitHubClientOptions, 'host'> {
  /** Organizations of the settings. */
  readonly organizations: () => readonly string[];
  /** Web addresses of further GitHubs, such as an app-config names. */
  readonly hosts?: () => readonly string[];
}

/** One client a host, shared by all rooms, so that they share its rate budget. */
export function createGitHubClients({ organizations, hosts, ...options }: GitHubClientsOptions): GitHubClients {
  const clients = new Map<string, GitHubClient>();
  const store = new DisposableStore();
  const changed = store.add(new Emitter<void>());
  const of = (web: string): GitHubClient => {
    const host = toGitHubHost(web);
    const known = clients.get(host.web);
    if (known) {
      return known;
    }
    const client = store.add(createGitHubClient({ ...options, host }));
    clients.set(host.web, client);
    store.add(client.rate.onDidChange(() => changed.fire()));
    store.add(client.withheld.onDidChange(() => changed.fire()));
    return client;
  };
  const isConfigured = (web: string): boolean =>
    web === 'https://github.com' || (hosts?.().includes(web) ?? false) || organizations().some((entry) => parseOrganization(entry)?.host.web === web);
  return {
    of,
    ofConfigured: (web) => (isConfigured(web) ? of(web) : undefined),
    all: () => [...clients.values()],
    onDidChange: changed.event,
    dispose: () => store.dispose(),
  };
}
