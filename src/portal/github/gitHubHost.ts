/** A GitHub: github.com or an Enterprise Server. */
export interface GitHubHost {
  /** Web address without a slash at the end: `https://github.com`. Also the id of the host. */
  readonly web: string;
  /** REST base address without a slash at the end: `https://api.github.com`, `https://ghe.example.com/api/v3`. */
  readonly api: string;
}

/** Source: GitHub's documentation of Enterprise Server addresses. github.com alone has a host of its own for the API. */
export function toGitHubHost(web: string): GitHubHost {
  const base = web.replace(/\/+$/, '');
  const url = new URL(base);
  return url.host === 'github.com'
    ? { web: 'https://github.com', api: 'https://api.github.com' }
    : { web: base, api: `${base}/api/v3` };
}

export interface OrganizationId {
  readonly host: GitHubHost;
  readonly login: string;
}

/** Reads an entry of the setting `stagedoor.organizations`: `acme` or `https://ghe.example.com/acme`. */
export function parseOrganization(entry: string): OrganizationId | undefined {
  const text = entry.trim().replace(/\/+$/, '');
  const match = /^(?:(https?:\/\/[^/\s]+)\/)?([A-Za-z0-9][A-Za-z0-9-]*)$/.exec(text);
  return match?.[2] ? { host: toGitHubHost(match[1] ?? 'https://github.com'), login: match[2] } : undefined;
}
