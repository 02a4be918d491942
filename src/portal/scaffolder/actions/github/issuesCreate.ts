import type { JsonObject } from '../../../catalog/entity';
import type { Action } from '../action';
import { text, texts } from '../input';
import { nameOfTarget } from './effects';
import { given, isRecord, isText, openTarget, readRepoUrl } from './target';

/** `github:issues:create`: opens an issue. */
export const issuesCreate: Action = {
  id: 'github:issues:create',
  supportsDryRun: true,
  effects: (input) => [{ kind: 'issue', text: `Opens the issue “${text(input, 'title') ?? ''}” in ${nameOfTarget(input)}.` }],
  run: async (context) => {
    const { input, output, once, log, isDryRun, ports } = context;
    const title = text(input, 'title') ?? '';
    const { owner, repo } = readRepoUrl(input, ports.hosts);
    log(`Creating issue "${title}" on repo ${repo}`);
    if (isDryRun) {
      log(`Performing dry run of creating issue "${title}"`);
      output('issueUrl', `https://github.com/${owner}/${repo}/issues/42`);
      output('issueNumber', 42);
      log('Dry run complete');
      return;
    }
    const { gitHub, at, send } = openTarget(context);
    const since = await once('since', { run: () => Promise.resolve(new Date(ports.clock.now()).toISOString()), find: () => Promise.resolve(undefined) }, isText);
    const milestone = input['milestone'];
    const body = given({
      body: text(input, 'body'),
      assignees: texts(input, 'assignees') && [...(texts(input, 'assignees') ?? [])],
      labels: texts(input, 'labels') && [...(texts(input, 'labels') ?? [])],
      milestone: typeof milestone === 'string' || typeof milestone === 'number' ? milestone : undefined,
    });
    const toIssue = ({ html_url, number }: { readonly html_url: string; readonly number: number }): JsonObject => ({ url: html_url, number });
    const issue = await once(
      'issue',
      {
        run: async () => toIssue((await gitHub.request('POST /repos/{owner}/{repo}/issues', { ...at, title, ...body }, send)).data),
        find: async () => {
          const { data } = await gitHub.request('GET /repos/{owner}/{repo}/issues', { ...at, state: 'all', since: `${since.slice(0, 19)}Z` }, send);
          const found = data.find((candidate) => candidate.title === title);
          return found && toIssue(found);
        },
      },
      isRecord,
    );
    output('issueUrl', text(issue, 'url') ?? '');
    output('issueNumber', Number(issue['number']));
  },
};
