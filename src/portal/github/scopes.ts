/** What a scope brings along. Source: GitHub's documentation "Scopes for OAuth apps". */
const IMPLIES: Readonly<Record<string, readonly string[]>> = {
  repo: ['repo:status', 'repo_deployment', 'public_repo', 'repo:invite', 'security_events'],
  'admin:org': ['write:org'],
  'write:org': ['read:org'],
  user: ['read:user', 'user:email', 'user:follow'],
  'admin:repo_hook': ['write:repo_hook'],
  'write:repo_hook': ['read:repo_hook'],
  'admin:public_key': ['write:public_key'],
  'write:public_key': ['read:public_key'],
};

/** What reading asks for; `workflow` comes on top only where `.github/workflows` is written. */
export const READ_SCOPES: readonly string[] = ['repo', 'read:org'];
export const WORKFLOW_SCOPES: readonly string[] = ['repo', 'read:org', 'workflow'];

/** What takes the place of a scope in a fine-grained token, as GitHub's settings name it. Source: GitHub's documentation of token permissions. */
const PERMISSIONS: Readonly<Record<string, string>> = {
  repo: '“Contents: Read and write”',
  'read:org': '“Members: Read-only”',
  workflow: '“Workflows: Read and write” beside “Contents: Read and write”',
  delete_repo: '“Administration: Read and write”',
};

/** Where a missing right is added, for the end of a message. Of several scopes any would do. */
export function describeRight(scopes: readonly string[]): string {
  const permission = PERMISSIONS[scopes[0] ?? ''];
  const classic = `A classic token needs the scope ${scopes.map((scope) => `\`${scope}\``).join(' or ')}`;
  return permission === undefined ? `${classic}.` : `${classic}, a fine-grained one the permission ${permission}.`;
}

/**
 * The scopes of which one would have been enough, or `undefined` where scopes are not the reason: the token has one of
 * them, or it is of a kind that has none (fine-grained, app), which shows by the header being absent.
 * @param accepted header `x-accepted-oauth-scopes`: alternatives
 * @param granted header `x-oauth-scopes`: what the token has
 */
export function missingScopes(accepted: string | undefined, granted: string | undefined): readonly string[] | undefined {
  const wanted = toList(accepted);
  if (granted === undefined || wanted.length === 0) {
    return undefined;
  }
  const held = new Set<string>();
  const take = (scope: string): void => {
    held.add(scope);
    IMPLIES[scope]?.forEach(take);
  };
  toList(granted).forEach(take);
  return wanted.some((scope) => held.has(scope)) ? undefined : wanted;
}

export function toList(header: string | undefined): string[] {
  return (header ?? '').split(',').map((scope) => scope.trim()).filter(Boolean);
}
