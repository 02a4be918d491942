import { PortalError } from '../../portal/base/errors';
import type { GitHubClient } from '../../portal/github/gitHubClient';
import type { GitHubFile } from '../../portal/github/gitHubUri';
import type { CreatedIssue, IssueDraft } from '../../protocol/docs';
import { toWebAddress } from './docsRepository';

/** Longest passage that is quoted, in characters; GitHub takes 65,536 in all. */
const LONGEST_PASSAGE = 4_000;
const LONGEST_TITLE = 80;

/** What an issue on a passage would say. The passage is foreign text: in a code block it mentions nobody and loads nothing. */
export function toIssueDraft(page: { readonly title: string; readonly file: GitHubFile }, passage: string): IssueDraft {
  const { file, title } = page;
  const quoted = passage.length > LONGEST_PASSAGE ? `${passage.slice(0, LONGEST_PASSAGE)}…` : passage;
  const [line = ''] = quoted.split('\n');
  const short = line.length > LONGEST_TITLE ? `${line.slice(0, LONGEST_TITLE).trimEnd()}…` : line;
  const fence = '`'.repeat(Math.max(3, 1 + Math.max(0, ...[...quoted.matchAll(/`+/g)].map(([ticks]) => ticks.length))));
  return {
    repository: `${file.owner}/${file.repository}`,
    title: short === '' ? `Docs: ${title}` : `Docs: “${short}” in ${title}`,
    body: [
      ...(quoted === '' ? [] : ['The docs say:', '', `${fence}text`, quoted, fence, '']),
      `Page: [${file.path.replaceAll(/[[\]\\]/g, '\\$&')}](${toWebAddress(file, 'blob')})`,
      '',
      '',
    ].join('\n'),
  };
}

/** Files an issue. Asks for the rights now. @throws PortalError with what to do */
export async function createIssue(client: Pick<GitHubClient, 'request'>, { owner, repository }: GitHubFile, issue: { readonly title: string; readonly body: string }, signal: AbortSignal): Promise<CreatedIssue> {
  if (issue.title.trim() === '') {
    throw new PortalError('invalid', 'An issue needs a title. Write one, then try again.');
  }
  const { data } = await client.request('POST /repos/{owner}/{repo}/issues', { owner, repo: repository, title: issue.title, body: issue.body }, { signal, interactive: true, scopes: ['repo'] });
  return { number: data.number, url: data.html_url };
}
