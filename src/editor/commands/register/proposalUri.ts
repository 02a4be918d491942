import { GITHUB_SCHEME, parseGitHubUri, toGitHubUri, type GitHubFile } from '../../../portal/github/gitHubUri';

/** The scheme of catalog files that are not in their repository yet: the address of the file there, in another scheme. */
export const PROPOSAL_SCHEME = 'stagedoor-proposal';

export function toProposalUri(file: GitHubFile): string {
  return toGitHubUri(file).replace(`${GITHUB_SCHEME}:`, `${PROPOSAL_SCHEME}:`);
}

/** The file on GitHub that a proposal's URI stands for, or that lies beside one. */
export function toTargetUri(uri: string): string {
  return uri.replace(`${PROPOSAL_SCHEME}:`, `${GITHUB_SCHEME}:`);
}

export function parseProposalUri(uri: string): GitHubFile | undefined {
  return uri.startsWith(`${PROPOSAL_SCHEME}:`) ? parseGitHubUri(toTargetUri(uri)) : undefined;
}
