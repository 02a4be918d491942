/** The kinds of hosts a repository picker knows; each asks for other parts of an address. */
export type HostType = 'github' | 'gitlab' | 'azure' | 'bitbucketCloud' | 'bitbucketServer' | 'gerrit' | 'gitea';

export interface RepoSpec {
  readonly host: string;
  readonly owner: string | undefined;
  readonly repo: string | undefined;
  readonly organization: string | undefined;
  readonly workspace: string | undefined;
  readonly project: string | undefined;
}

/** Hosts a Backstage knows without being told. Source: the default integrations of @backstage/integration. */
const KNOWN: Readonly<Record<string, HostType>> = {
  'github.com': 'github',
  'gitlab.com': 'gitlab',
  'dev.azure.com': 'azure',
  'bitbucket.org': 'bitbucketCloud',
};

const REQUIRED: Readonly<Record<HostType, readonly string[]>> = {
  bitbucketCloud: ['workspace', 'project', 'repo'],
  bitbucketServer: ['project', 'repo'],
  azure: ['project', 'repo'],
  gitlab: ['owner', 'repo'],
  gitea: ['repo'],
  gerrit: ['repo'],
  github: ['repo', 'owner'],
};

/** A host by its type, for those beside the ones every Backstage knows: GitHub Enterprise Servers above all. */
export type HostTypes = Readonly<Record<string, HostType>>;

/**
 * Parses what a repository picker gives: `github.com?owner=acme&repo=shop`. Source: `parseRepoUrl` of
 * @backstage/plugin-scaffolder-node.
 * @throws Error in Backstage's wording
 */
export function parseRepoUrl(repoUrl: string, hosts: HostTypes = {}): RepoSpec {
  if (!URL.canParse(`https://${repoUrl}`)) {
    throw new Error(`Invalid repo URL passed to publisher, got ${repoUrl}, TypeError: Invalid URL`);
  }
  const url = new URL(`https://${repoUrl}`);
  const known: HostTypes = { ...KNOWN, ...hosts };
  const type = Object.hasOwn(known, url.host) ? known[url.host] : undefined;
  if (type === undefined) {
    throw new Error(`No matching integration configuration for host ${url.host}, please check your integrations config`);
  }
  const valueOf = (name: string): string | undefined => url.searchParams.get(name)?.replace(/^\/+|\/+$/g, '');
  const required = type === 'gitlab' && valueOf('project') ? [] : REQUIRED[type];
  for (const name of required) {
    if (!url.searchParams.get(name)) {
      throw new Error(`Invalid repo URL passed to publisher: ${url.toString()}, missing ${name}`);
    }
  }
  return {
    host: url.host,
    owner: valueOf('owner'),
    repo: valueOf('repo'),
    organization: valueOf('organization'),
    workspace: valueOf('workspace'),
    project: valueOf('project'),
  };
}
