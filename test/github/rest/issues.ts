import { created, fail, invalid, notFound, ok } from '../http/answer.ts';
import type { Call, Route } from '../http/call.ts';
import { paginate } from '../http/paging.ts';
import { isList, textOf, textsOf } from '../json.ts';
import { includesScope } from '../state/access.ts';
import type { Issue, Repository } from '../state/model.ts';
import { bodyOf, need, readable, signedIn, writable } from './guards.ts';
import { toIssue, toLabel } from './shapes/issues.ts';

/** Whoever may read a repository may open an issue there. */
function openable(call: Call): Repository {
  const repository = readable(call, 'issues');
  const token = call.viewer.token;
  if (token?.fineGrained && token.fineGrained.permissions['issues'] !== 'write') {
    throw fail(403, 'Resource not accessible by personal access token', { 'X-Accepted-GitHub-Permissions': 'issues=write' });
  }
  if (token && !token.fineGrained && !includesScope(token.scopes, repository.visibility === 'public' ? 'public_repo' : 'repo')) {
    throw notFound();
  }
  if (!repository.hasIssues) {
    throw fail(410, 'Issues are disabled for this repo');
  }
  return repository;
}

/** Names of labels, given as texts or as objects with a name. */
function labelNames(value: unknown): string[] {
  return isList(value) ? value.flatMap((item) => (typeof item === 'string' ? item : (textOf(item, 'name') ?? []))) : [];
}

export function byNumber<T extends Issue>(call: Call, parameter: string, items: readonly T[]): T {
  const found = items.find(({ number }) => number === Number(call.params[parameter]));
  if (!found) {
    throw notFound();
  }
  return found;
}

export function inState<T extends Issue>(call: Call, items: readonly T[]): T[] {
  const state = call.query.get('state') ?? 'open';
  return items.filter((item) => state === 'all' || item.state === state).sort((left, right) => right.number - left.number);
}

const SCOPES = ['public_repo', 'repo'];

export const issueRoutes: readonly Route[] = [
  {
    method: 'GET',
    template: '/repos/{owner}/{repo}/issues',
    scopes: ['repo'],
    handle: (call) => {
      const repository = readable(call, 'issues');
      const labels = (call.query.get('labels') ?? '').split(',').filter(Boolean);
      const found = inState(call, [...repository.issues, ...repository.pulls]).filter((issue) => labels.every((name) => issue.labels.some((label) => label.name === name)));
      const { items, headers } = paginate(call, found);
      return ok(items.map((issue) => toIssue(call, repository, issue)), headers);
    },
  },
  {
    method: 'POST',
    template: '/repos/{owner}/{repo}/issues',
    signedIn: true,
    scopes: SCOPES,
    handle: (call) => {
      const repository = openable(call);
      const title = need(call, 'Issue', 'title');
      const body = bodyOf(call);
      const assignees = textsOf(body, 'assignees') ?? [];
      if (assignees.some((login) => !call.state.user(login))) {
        throw invalid('Validation Failed', [{ resource: 'Issue', field: 'assignees', code: 'invalid' }]);
      }
      const issue = call.state.addIssue(repository, { title, body: textOf(body, 'body') ?? null, author: signedIn(call).login, labels: labelNames(body['labels']), assignees });
      const shape = toIssue(call, repository, issue);
      return created(shape, { Location: textOf(shape, 'url') ?? '' });
    },
  },
  {
    method: 'GET',
    template: '/repos/{owner}/{repo}/issues/{issue_number}',
    scopes: ['repo'],
    handle: (call) => {
      const repository = readable(call, 'issues');
      return ok(toIssue(call, repository, byNumber<Issue>(call, 'issue_number', [...repository.issues, ...repository.pulls])));
    },
  },
  {
    method: 'POST',
    template: '/repos/{owner}/{repo}/issues/{issue_number}/labels',
    signedIn: true,
    scopes: SCOPES,
    handle: (call) => {
      const repository = writable(call, 'triage', 'issues');
      const issue = byNumber<Issue>(call, 'issue_number', [...repository.issues, ...repository.pulls]);
      const added = labelNames(bodyOf(call)['labels']).map((name) => call.state.label(repository, name));
      issue.labels = [...new Set([...issue.labels, ...added])];
      issue.updatedAt = call.state.now();
      return ok(issue.labels.map((label) => toLabel(call, repository, label)));
    },
  },
  {
    method: 'GET',
    template: '/repos/{owner}/{repo}/labels',
    scopes: ['repo'],
    handle: (call) => {
      const repository = readable(call, 'issues');
      const { items, headers } = paginate(call, repository.labels);
      return ok(items.map((label) => toLabel(call, repository, label)), headers);
    },
  },
  {
    method: 'POST',
    template: '/repos/{owner}/{repo}/labels',
    signedIn: true,
    scopes: SCOPES,
    handle: (call) => {
      const repository = writable(call, 'push', 'issues');
      const name = need(call, 'Label', 'name');
      if (repository.labels.some((label) => label.name.toLowerCase() === name.toLowerCase())) {
        throw invalid('Validation Failed', [{ resource: 'Label', field: 'name', code: 'already_exists' }]);
      }
      const label = { id: call.state.nextId(), name, color: textOf(call.body, 'color') ?? 'ededed', description: textOf(call.body, 'description') ?? null };
      repository.labels.push(label);
      return created(toLabel(call, repository, label));
    },
  },
];
