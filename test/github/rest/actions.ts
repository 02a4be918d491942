import { ok } from '../http/answer.ts';
import type { Call, Route } from '../http/call.ts';
import { paginate } from '../http/paging.ts';
import type { JsonObject } from '../json.ts';
import type { Repository, WorkflowRun } from '../state/model.ts';
import { toNodeId } from '../state/nodeId.ts';
import { readable } from './guards.ts';
import { toPerson, toTime } from './shapes/accounts.ts';
import { toRepository, toRepositoryPage, toRepositoryUrl } from './shapes/repositories.ts';

export function toRun(call: Call, repository: Repository, run: WorkflowRun): JsonObject {
  const api = toRepositoryUrl(call, repository);
  const url = `${api}/actions/runs/${run.id}`;
  const commit = repository.git.commit(run.sha);
  return {
    id: run.id,
    node_id: toNodeId('WorkflowRun', run.id),
    name: run.name,
    display_title: commit?.message.split('\n')[0] ?? run.name,
    path: run.path,
    run_number: run.number,
    run_attempt: 1,
    event: run.event,
    status: run.status,
    conclusion: run.conclusion,
    workflow_id: run.workflowId,
    head_branch: run.branch,
    head_sha: run.sha,
    head_commit: commit ? { id: run.sha, tree_id: commit.tree, message: commit.message, timestamp: toTime(commit.author.at), author: { name: commit.author.name, email: commit.author.email }, committer: { name: commit.committer.name, email: commit.committer.email } } : null,
    repository: toRepository(call, repository),
    head_repository: toRepository(call, repository),
    actor: toPerson(call.state, call.urls, run.actor),
    triggering_actor: toPerson(call.state, call.urls, run.actor),
    pull_requests: [],
    url,
    html_url: `${toRepositoryPage(call, repository)}/actions/runs/${run.id}`,
    jobs_url: `${url}/jobs`,
    logs_url: `${url}/logs`,
    check_suite_url: `${api}/check-suites/${run.id}`,
    artifacts_url: `${url}/artifacts`,
    cancel_url: `${url}/cancel`,
    rerun_url: `${url}/rerun`,
    previous_attempt_url: null,
    workflow_url: `${api}/actions/workflows/${run.workflowId}`,
    run_started_at: toTime(run.createdAt),
    created_at: toTime(run.createdAt),
    updated_at: toTime(run.updatedAt),
  };
}

export const actionRoutes: readonly Route[] = [
  {
    method: 'GET',
    template: '/repos/{owner}/{repo}/actions/runs',
    scopes: ['repo'],
    handle: (call) => {
      const repository = readable(call, 'actions');
      const { query } = call;
      const status = query.get('status');
      const found = repository.runs.filter((run) => (query.get('branch') ?? run.branch) === run.branch && (query.get('event') ?? run.event) === run.event && (status === null || run.status === status || run.conclusion === status));
      const { items, headers } = paginate(call, [...found].sort((left, right) => right.createdAt - left.createdAt || right.id - left.id));
      return ok({ total_count: found.length, workflow_runs: items.map((run) => toRun(call, repository, run)) }, headers);
    },
  },
];
