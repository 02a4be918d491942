import { toGitHubHost, type GitHubHost } from '../portal/github/gitHubHost';
import type { TokenSource } from '../portal/ports/tokenSource';
import { UsageError } from './command';

const DOTCOM = 'https://api.github.com';

/** The GitHub that answers at an address of an API: `https://api.github.com`, `https://ghe.example.com/api/v3`. */
export function toHostOfApi(address: string): GitHubHost {
  const api = address.replace(/\/+$/, '');
  if (!/^https?:\/\/[^/?#@]+(\/[^?#]*)?$/.test(api) || !URL.canParse(api)) {
    throw new UsageError(`--api-url is the address of GitHub's REST API, such as ${DOTCOM} or https://ghe.example.com/api/v3, not "${address}".`);
  }
  const { protocol, host, origin } = new URL(api);
  return { web: host.startsWith('api.') ? toGitHubHost(`${protocol}//${host.slice('api.'.length)}`).web : origin, api };
}

/** The variables that `gh` takes a token from, in its order. */
const VARIABLES = { dotcom: ['GH_TOKEN', 'GITHUB_TOKEN'], enterprise: ['GH_ENTERPRISE_TOKEN', 'GITHUB_ENTERPRISE_TOKEN', 'GH_TOKEN', 'GITHUB_TOKEN'] };

/** A token out of the environment, for one host alone. @throws UsageError where there is none */
export function tokenFromEnvironment({ web, api }: GitHubHost, environment: Readonly<Record<string, string | undefined>>): TokenSource {
  const names = api === DOTCOM ? VARIABLES.dotcom : VARIABLES.enterprise;
  const value = names.map((name) => environment[name]?.trim()).find(Boolean);
  if (!value) {
    throw new UsageError(`it needs a token for ${web} that may read its repositories and organizations: set ${names[0]} or ${names[1]}.`);
  }
  return {
    get: ({ host }) => Promise.resolve(host === web ? { value, account: 'environment' } : undefined),
    onDidChange: () => ({ dispose: () => undefined }),
  };
}
