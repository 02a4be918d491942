/** A GitHub: github.com or an Enterprise Server. */
export interface GitHubHost {
  /** Web address without a slash at the end: `https://github.com`. Also the id of the host. */
  readonly web: string;
  /** REST base address without a slash at the end: `https://api.github.com`, `https://ghe.example.com/api/v3`. */
  readonly api: string;
}

/**
 * Whatever else an address holds falls away, so that there is one way to write a host and tokens are found by it.
 * Source: GitHub's documentation of Enterprise Server and of data residency. github.com and the subdomains of ghe.com have
 * hosts of their own for the API; an Enterprise Server answers below its web address.
 */
export function toGitHubHost(web: string): GitHubHost {
  const { host, origin } = new URL(web);
  if (host === 'github.com') {
    return { web: 'https://github.com', api: 'https://api.github.com' };
  }
  return host.endsWith('.ghe.com') ? { web: `https://${host}`, api: `https://api.${host}` } : { web: origin, api: `${origin}/api/v3` };
}

export interface OrganizationId {
  readonly host: GitHubHost;
  readonly login: string;
}

/** Reads an entry of the setting `stagedoor.organizations`: `acme` or `https://ghe.example.com/acme`. */
export function parseOrganization(entry: string): OrganizationId | undefined {
  const text = entry.trim().replace(/\/+$/, '');
  const match = /^(?:(https?:\/\/[^/\s]+)\/)?([A-Za-z0-9][A-Za-z0-9-]*)$/.exec(text);
  const web = match?.[1] ?? 'https://github.com';
  // `https://github.com@evil.example/acme` is made to be taken for another host than it names.
  return match?.[2] && URL.canParse(web) && !web.includes('@') ? { host: toGitHubHost(web), login: match[2] } : undefined;
}
