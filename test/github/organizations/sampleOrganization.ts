import { readFileSync, readdirSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { isList, isObject, numberOf, textOf, textsOf, flagOf } from '../json.ts';
import { findProjectRoot } from '../projectRoot.ts';
import type { GitHubState } from '../state/gitHubState.ts';
import type { Permission } from '../state/model.ts';
import type { LoadedOrganization } from './types.ts';

function membersOf(value: unknown, key: string): readonly unknown[] {
  const list = isObject(value) ? value[key] : undefined;
  return isList(list) ? list : [];
}

function need(value: unknown, key: string): string {
  const text = textOf(value, key);
  if (text === undefined) {
    throw new Error(`organization.json: ${key} is missing in ${JSON.stringify(value).slice(0, 80)}`);
  }
  return text;
}

/** The files below a folder by their path with `/`. */
function readFiles(folder: string): Record<string, Buffer> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = files.map((entry) => resolve(entry.parentPath, entry.name)).sort();
  return Object.fromEntries(paths.map((path): [string, Buffer] => [relative(folder, path).replaceAll('\\', '/'), readFileSync(path)]));
}

const PERMISSIONS: readonly Permission[] = ['pull', 'triage', 'push', 'maintain', 'admin'];

function toPermissions(value: unknown): Record<string, Permission> {
  const members = isObject(value) ? Object.entries(value) : [];
  return Object.fromEntries(members.flatMap(([name, given]): [string, Permission][] => PERMISSIONS.filter((permission) => permission === given).map((permission) => [name, permission])));
}

function optional<K extends string>(key: K, value: string | undefined): { [name in K]?: string } {
  const member: { [name in K]?: string } = {};
  if (value !== undefined) {
    member[key] = value;
  }
  return member;
}

/**
 * Puts the sample organization into a state: `organization.json` tells people, teams and repositories, and the folder
 * `repositories/<owner>/<name>` holds a repository's files.
 */
export function addSampleOrganization(state: GitHubState, folder = resolve(findProjectRoot(), 'test/github/sample')): LoadedOrganization {
  const description: unknown = JSON.parse(readFileSync(resolve(folder, 'organization.json'), 'utf8'));
  const login = need(description, 'login');
  const people = membersOf(description, 'people');
  for (const person of people) {
    state.addUser({ login: need(person, 'login'), ...optional('name', textOf(person, 'name')), ...optional('email', textOf(person, 'email')), ...optional('bio', textOf(person, 'bio')), ...optional('location', textOf(person, 'location')) });
  }
  state.addOrganization({ login, ...optional('name', textOf(description, 'name')), ...optional('description', textOf(description, 'description')), ...optional('location', textOf(description, 'location')), ...optional('blog', textOf(description, 'blog')), ...optional('email', textOf(description, 'email')) });
  for (const person of people.filter((candidate) => textOf(candidate, 'role') !== 'outside')) {
    state.addMember(login, need(person, 'login'), textOf(person, 'role') === 'admin' ? 'admin' : 'member');
  }
  for (const other of membersOf(description, 'otherOrganizations')) {
    state.addOrganization({ login: need(other, 'login'), ...optional('name', textOf(other, 'name')), ...optional('description', textOf(other, 'description')) });
  }
  for (const team of membersOf(description, 'teams')) {
    state.addTeam(login, { slug: need(team, 'slug'), ...optional('name', textOf(team, 'name')), ...optional('description', textOf(team, 'description')), ...optional('parent', textOf(team, 'parent')), members: textsOf(team, 'members') ?? [], maintainers: textsOf(team, 'maintainers') ?? [], repositories: toPermissions(isObject(team) ? team['repositories'] : undefined) });
  }
  for (const repository of membersOf(description, 'repositories')) {
    addRepository(state, folder, login, repository);
  }
  const admin = people.find((person) => textOf(person, 'role') === 'admin');
  return { login, admin: need(admin, 'login'), state };
}

function addRepository(state: GitHubState, folder: string, login: string, description: unknown): void {
  const owner = textOf(description, 'owner') ?? login;
  const name = need(description, 'name');
  const pushedAt = Date.parse(need(description, 'pushedAt'));
  const createdAt = Date.parse(textOf(description, 'createdAt') ?? need(description, 'pushedAt'));
  const author = state.user(need(description, 'author'));
  const repository = state.addRepository({
    owner,
    name,
    ...optional('description', textOf(description, 'description')),
    ...optional('homepage', textOf(description, 'homepage')),
    ...optional('language', textOf(description, 'language')),
    ...optional('parent', textOf(description, 'parent')),
    ...optional('message', textOf(description, 'message')),
    visibility: flagOf(description, 'private') ? 'private' : 'public',
    archived: flagOf(description, 'archived') ?? false,
    isTemplate: flagOf(description, 'template') ?? false,
    topics: textsOf(description, 'topics') ?? [],
    stars: numberOf(description, 'stars') ?? 0,
    createdAt,
    pushedAt,
    files: readFiles(resolve(folder, 'repositories', owner, name)),
    author: { name: author?.name ?? owner, email: author?.email ?? `${owner}@example.com`, at: pushedAt },
  });
  for (const issue of membersOf(description, 'issues')) {
    state.addIssue(repository, { title: need(issue, 'title'), author: need(issue, 'author'), ...optional('body', textOf(issue, 'body')), labels: textsOf(issue, 'labels') ?? [] });
  }
  for (const run of membersOf(description, 'runs')) {
    const conclusion = textOf(run, 'conclusion') === 'failure' ? 'failure' : 'success';
    state.addRun(repository, { name: need(run, 'name'), path: need(run, 'path'), conclusion, actor: need(run, 'actor'), createdAt: Date.parse(need(run, 'createdAt')) });
  }
}
