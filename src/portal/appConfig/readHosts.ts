import type { ConfigValues } from './configValues';
import { showPath } from './expandConfig';
import type { HostLookup } from './readProviders';

const GITHUB = 'https://github.com';

export interface Hosts {
  /** Web addresses, github.com first. */
  readonly hosts: readonly string[];
  /** By name (`ghe.example.com`) or by address. */
  readonly lookup: HostLookup;
}

/**
 * `integrations.github`: the GitHubs that are known, beside github.com, which always is. Tokens and Apps are not looked at: who
 * is signed in to the editor reads. Source: `readGithubIntegrationConfigs` of @backstage/integration 2.0.
 */
export function readHosts(github: ConfigValues): Hosts {
  const hosts = github.items().flatMap((entry) => {
    const name = entry.at('host').text();
    const web = name === undefined ? undefined : toWebAddress(name, entry.at('apiBaseUrl').text());
    if (name !== undefined && web === undefined) {
      entry.at('host').note(`${showPath(entry.path)} is left out: ${name} is no name of a host.`);
    }
    return web === undefined ? [] : [web];
  });
  const all = [...new Set([GITHUB, ...hosts])];
  return {
    hosts: all,
    lookup: (name) => {
      const wanted = nameOf(name);
      return all.find((web) => nameOf(web) === wanted);
    },
  };
}

/** A host is reached as its API is: `http:` is for servers on this machine. */
function toWebAddress(name: string, api: string | undefined): string | undefined {
  const scheme = api !== undefined && URL.canParse(api) && new URL(api).host === name ? new URL(api).protocol : 'https:';
  const web = `${scheme}//${name}`;
  return URL.canParse(web) && new URL(web).host === name.toLowerCase() ? new URL(web).origin : undefined;
}

function nameOf(host: string): string {
  return host.replace(/^https?:\/\//, '').replace(/\/+$/, '').toLowerCase();
}
