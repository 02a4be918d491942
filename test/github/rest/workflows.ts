import { created, fail, invalid, notFound, ok } from '../http/answer.ts';
import type { Route } from '../http/call.ts';
import { flagOf, textOf, textsOf } from '../json.ts';
import type { Issue } from '../state/model.ts';
import { bodyOf, readable, signedIn, writable } from './guards.ts';
import { byNumber } from './issues.ts';
import { toPerson } from './shapes/accounts.ts';
import { toIssue, toSimplePull } from './shapes/issues.ts';
import { toFullRepository } from './shapes/repositories.ts';
import { toRun } from './actions.ts';

const SCOPES = ['repo'];

/** Starting workflows, asking for reviews and changing a repository's settings. */
export const workflowRoutes: readonly Route[] = [
  {
    method: 'POST',
    template: '/repos/{owner}/{repo}/actions/workflows/{workflow_id}/dispatches',
    signedIn: true,
    scopes: SCOPES,
    handle: (call) => {
      const repository = writable(call, 'push', 'actions');
      const file = `.github/workflows/${call.params['workflow_id'] ?? ''}`;
      const ref = textOf(bodyOf(call), 'ref') ?? '';
      const head = repository.git.refs.get(`refs/heads/${ref}`);
      if (!head) {
        throw fail(422, `No ref found for: ${ref}`);
      }
      const entry = [...repository.git.walk(repository.git.commit(head)?.tree ?? '')].find(({ path }) => path === file);
      const text = repository.git.blob(entry?.sha ?? '')?.toString('utf8');
      if (text === undefined) {
        throw notFound();
      }
      if (!text.includes('workflow_dispatch')) {
        throw fail(422, "Workflow does not have 'workflow_dispatch' trigger");
      }
      call.state.addRun(repository, { name: file, path: file, event: 'workflow_dispatch', branch: ref, actor: signedIn(call).login, status: 'queued', conclusion: null, createdAt: call.state.now() });
      return { status: 204 };
    },
  },
  {
    method: 'GET',
    template: '/repos/{owner}/{repo}/actions/workflows/{workflow_id}/runs',
    scopes: SCOPES,
    handle: (call) => {
      const repository = readable(call, 'actions');
      const path = `.github/workflows/${call.params['workflow_id'] ?? ''}`;
      const since = Date.parse(call.query.get('created')?.replace(/^>=/, '') ?? '1970-01-01T00:00:00Z');
      const found = repository.runs.filter((run) => run.path === path && run.branch === (call.query.get('branch') ?? run.branch) && run.event === (call.query.get('event') ?? run.event) && run.createdAt >= since);
      return ok({ total_count: found.length, workflow_runs: [...found].reverse().map((run) => toRun(call, repository, run)) });
    },
  },
  {
    method: 'POST',
    template: '/repos/{owner}/{repo}/pulls/{pull_number}/requested_reviewers',
    signedIn: true,
    scopes: SCOPES,
    handle: (call) => {
      const repository = writable(call, 'push', 'pull_requests');
      const pull = byNumber(call, 'pull_number', repository.pulls);
      const wanted = textsOf(bodyOf(call), 'reviewers') ?? [];
      if (wanted.some((login) => !call.state.user(login) || login === pull.author)) {
        throw fail(422, 'Reviews may only be requested from collaborators. One or more of the users or teams you specified is not a collaborator of the repository.');
      }
      repository.extras.reviewers.set(pull.number, [...new Set([...(repository.extras.reviewers.get(pull.number) ?? []), ...wanted])]);
      return created(toSimplePull(call, repository, pull));
    },
  },
  {
    method: 'GET',
    template: '/repos/{owner}/{repo}/pulls/{pull_number}/requested_reviewers',
    scopes: SCOPES,
    handle: (call) => {
      const repository = readable(call, 'pull_requests');
      const { number } = byNumber(call, 'pull_number', repository.pulls);
      return ok({ users: (repository.extras.reviewers.get(number) ?? []).map((login) => toPerson(call.state, call.urls, login)), teams: [] });
    },
  },
  {
    method: 'POST',
    template: '/repos/{owner}/{repo}/issues/{issue_number}/assignees',
    signedIn: true,
    scopes: SCOPES,
    handle: (call) => {
      const repository = writable(call, 'push', 'issues');
      const issue = byNumber<Issue>(call, 'issue_number', [...repository.issues, ...repository.pulls]);
      // Who may not be assigned is silently left out, as GitHub does.
      issue.assignees = [...new Set([...issue.assignees, ...(textsOf(bodyOf(call), 'assignees') ?? []).filter((login) => call.state.user(login))])];
      return created(toIssue(call, repository, issue));
    },
  },
  {
    method: 'PATCH',
    template: '/repos/{owner}/{repo}',
    signedIn: true,
    scopes: SCOPES,
    handle: (call) => {
      const repository = writable(call, 'admin', 'administration');
      const body = bodyOf(call);
      const branch = textOf(body, 'default_branch');
      if (branch !== undefined) {
        if (!repository.git.refs.has(`refs/heads/${branch}`)) {
          throw invalid('Validation Failed', [{ resource: 'Repository', field: 'default_branch', code: 'invalid' }]);
        }
        repository.defaultBranch = branch;
      }
      repository.description = textOf(body, 'description') ?? repository.description;
      repository.deleteBranchOnMerge = flagOf(body, 'delete_branch_on_merge') ?? repository.deleteBranchOnMerge;
      return ok(toFullRepository(call, repository));
    },
  },
];
