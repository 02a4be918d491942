import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findProjectRoot } from '../projectRoot.ts';
import { isObject } from '../json.ts';
import type { Json } from '../json.ts';
import { routes } from '../rest/routes.ts';
import { ALL_SCOPES, ORGANIZATIONS, clientOf, startWith } from '../testSupport.ts';
import { REASONS } from './exceptions.ts';
import { createOpenApiValidator } from './openApiValidator.ts';

const validator = createOpenApiValidator();

describe('the comparison with the description', () => {
  it('finds a member that is missing, of the wrong type, or null where it must not be', async () => {
    const { github, organization } = await startWith(ORGANIZATIONS[0]![1]);
    const octokit = clientOf(github, { account: organization.admin, scopes: ALL_SCOPES });
    const user = JSON.parse(JSON.stringify((await octokit.users.getAuthenticated()).data)) as Readonly<Record<string, Json>>;
    const check = (change: Readonly<Record<string, Json | undefined>>): readonly string[] => validator.check('/user', 'GET', { status: 200, body: { ...user, ...change } });
    expect(check({})).toEqual([]);
    expect(check({ login: undefined }).join()).toContain("must have required property 'login'");
    expect(check({ id: 'seven' }).join()).toContain('/id: must be integer');
    expect(check({ login: null }).join()).toContain('/login: must be string');
    expect(check({ created_at: 'yesterday' }).join()).toContain('must match format "date-time"');
    expect(check({ name: null })).toEqual([]);
  });

  it('finds what is not described at all', () => {
    expect(validator.check('/no/such', 'GET', { status: 200, body: {} })).toEqual(["GET /no/such 200: GitHub's description knows no such operation"]);
    expect(validator.check('/user', 'GET', { status: 299, body: {} })).toEqual(["GET /user 299: GitHub's description knows no such status"]);
    expect(validator.check('/user', 'GET', { status: 200 })[0]).toContain('without the body');
    expect(validator.check('/repos/{owner}/{repo}', 'DELETE', { status: 204, body: {} })[0]).toContain('not described');
    expect(validator.check('/user', 'GET', { status: 418, body: { message: 7 } })[0]).toContain('/message: must be string');
  });

  it('collects in a running server what does not fit', async () => {
    const { github, organization } = await startWith(ORGANIZATIONS[0]![1]);
    const octokit = clientOf(github, { account: organization.admin, scopes: ALL_SCOPES });
    const user = github.state.user(organization.admin);
    Object.defineProperty(user, 'name', { value: 7 });
    await octokit.users.getAuthenticated();
    expect(github.violations.join()).toContain('/name: must be string');
  });

  it('knows every address that is served, and keeps few exceptions', () => {
    const document: unknown = JSON.parse(readFileSync(resolve(findProjectRoot(), 'node_modules/@octokit/openapi/generated/api.github.com.json'), 'utf8'));
    const paths = isObject(document) && isObject(document['paths']) ? document['paths'] : {};
    const unknown = routes.filter(({ template, method }) => !(isObject(paths[template]) && method.toLowerCase() in paths[template]));
    expect(unknown.map(({ method, template }) => `${method} ${template}`)).toEqual([]);
    expect(REASONS.length).toBeLessThanOrEqual(5);
  });
});
