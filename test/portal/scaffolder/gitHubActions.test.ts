import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createGitHubClient, type GitHubClient } from '../../../src/portal/github/gitHubClient';
import type { JsonObject, JsonValue } from '../../../src/portal/catalog/entity';
import type { GitHubPort } from '../../../src/portal/scaffolder/actions/ports/gitHubPort';
import { runTask, type TaskResult } from '../../../src/portal/scaffolder/run/runTask';
import { createTask } from '../../../src/portal/scaffolder/scaffolder';
import type { TaskRecord } from '../../../src/portal/scaffolder/run/taskRecord';
import type { TreeEntry } from '../../../src/portal/scaffolder/workspace/fileTree';
import { openSecret } from '../../github/rest/secrets';
import { startLocalGitHub, type LocalGitHub } from '../../github/startLocalGitHub';
import { GitHubState } from '../../github/state/gitHubState';
import type { Repository } from '../../github/state/model';
import { file, portsOf, registry, runSteps, skeletonsOf, templateOf } from './taskSupport';

const NOW = Date.parse('2026-11-23T10:00:00Z');
const KEY = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIE1 somebody';
const SKELETON: readonly TreeEntry[] = [
  file('skeleton/README.md', '# shop\n'),
  file('skeleton/run.sh', '#!/bin/sh\n', true),
  file('skeleton/.gitignore', '*.log\nbuild/\n'),
  file('skeleton/debug.log', 'no'),
  file('skeleton/build/out.js', 'no'),
  file('skeleton/empty.txt', ''),
  { path: 'skeleton/logo.png', type: 'file', bytes: Uint8Array.from([0x89, 0x50, 0, 255]), executable: false },
  { path: 'skeleton/link', type: 'symlink', target: 'README.md' },
  { path: 'skeleton/nothing', type: 'folder' },
  file('skeleton/.github/workflows/ci.yml', 'on: workflow_dispatch\n'),
];
const FETCH = { id: 'fetch', action: 'fetch:plain', input: { url: './skeleton' } };

const SECRETS = { PASS: 'hush-hush' };

describe('actions on GitHub', () => {
  let gitHub: LocalGitHub;
  let client: GitHubClient;
  let host = '';

  const clientOf = (token: string): GitHubClient =>
    createGitHubClient({
      host: { web: gitHub.web, api: `${gitHub.web}/api/v3` },
      tokens: { get: () => Promise.resolve({ value: token, account: 'ann' }), onDidChange: () => ({ dispose: () => undefined }) },
      fetch: (url, init) => fetch(url, init),
      clock: portsOf().clock,
      log: { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined },
      intervals: { write: 0, notify: 0, search: 0, retry: 0, patience: 0 },
    });

  beforeAll(async () => {
    const state = new GitHubState(() => NOW);
    gitHub = await startLocalGitHub({ state, validate: true });
    state.addUser({ login: 'ann', name: 'Ann Lee', email: 'ann@example.com' });
    state.addUser({ login: 'bob' });
    state.addOrganization({ login: 'acme' });
    state.addMember('acme', 'ann', 'admin');
    state.addTeam('acme', { slug: 'platform', name: 'Platform' });
    client = clientOf(state.addToken({ account: 'ann', scopes: ['repo', 'read:org', 'workflow', 'admin:org'] }).value);
    host = new URL(gitHub.web).host;
  });
  afterAll(async () => {
    client.dispose();
    await gitHub.stop();
  });
  let count = 0;
  let name = '';
  beforeEach(() => {
    name = `shop-${++count}`;
  });

  const repoUrl = (repo = name, owner = 'acme'): string => `${host}?owner=${owner}&repo=${repo}`;
  const portFor = (gitHubPort: GitHubPort = client): ReturnType<typeof portsOf> => portsOf({ skeletons: skeletonsOf(SKELETON), gitHub: (asked) => (asked === host ? gitHubPort : undefined), hosts: { [host]: 'github' } });
  const run = (action: string, input: JsonObject, more: readonly JsonValue[] = [FETCH]): Promise<TaskResult> => runSteps(templateOf([...more, { id: 'it', action, input: { repoUrl: repoUrl(), ...input } }]), { ports: portFor(), secrets: SECRETS });
  const repository = (repo = name): Repository => {
    const found = gitHub.state.repository('acme', repo);
    if (!found) {
      throw new Error(`There is no acme/${repo}.`);
    }
    return found;
  };
  const add = (): Repository => gitHub.state.addRepository({ owner: 'acme', name, visibility: 'private', files: { 'README.md': '# there\n', '.github/workflows/ci.yml': 'on: workflow_dispatch\n' } });
  const output = ({ task }: TaskResult): JsonObject | undefined => task.steps.at(-1)?.output;
  const treeOf = (found: Repository, branch: string): Record<string, string> => {
    const commit = found.git.commit(found.git.refs.get(`refs/heads/${branch}`) ?? '');
    return Object.fromEntries([...found.git.walk(commit?.tree ?? '')].filter(({ type }) => type !== 'tree').map((entry) => [entry.path, entry.mode]));
  };

  const FULL = {
    defaultBranch: 'trunk', repoVisibility: 'private', description: 'A shop', topics: ['Node', 'shop'], access: 'acme/platform', collaborators: [{ user: 'user:default/bob', access: 'push' }, { user: 'nobody', access: 'push' }],
    repoVariables: { REGION: 'eu' }, secrets: { TOKEN: '${{ secrets.PASS }}' }, oidcCustomization: { useDefault: false, includeClaimKeys: ['repo'] }, subscribe: true, requiredCommitSigning: true, requiredApprovingReviewCount: 2,
  };
  const TREE = { '.github/workflows/ci.yml': '100644', '.gitignore': '100644', 'README.md': '100644', 'empty.txt': '100644', link: '120000', 'logo.png': '100644', 'run.sh': '100755' };

  function expectPublished(found: Repository): void {
    expect(treeOf(found, 'trunk')).toEqual(TREE);
    expect(found.git.history(found.git.refs.get('refs/heads/trunk') ?? '')).toHaveLength(1);
    expect(found).toMatchObject({ visibility: 'private', description: 'A shop', topics: ['node', 'shop'], defaultBranch: 'trunk' });
    expect(found.collaborators.get('bob')).toBe('push');
    expect(gitHub.state.organization('acme')?.teams[0]?.repositories.get(found.name)).toBe('admin');
    expect(found.extras).toMatchObject({ subscribed: true, oidc: { useDefault: false, keys: ['repo'] } });
    expect([...found.extras.variables]).toEqual([['REGION', 'eu']]);
    expect(openSecret(found.extras.secrets.get('TOKEN') ?? '')).toBe('hush-hush');
    expect(found.protections.get('trunk')).toMatchObject({ enforceAdmins: true, reviews: { count: 2 } });
    expect([...found.extras.signed]).toEqual(['trunk']);
  }

  it('publish:github makes the repository, its rights, its secrets and one commit', async () => {
    const result = await run('publish:github', FULL);
    expect(result.task.error).toBeUndefined();
    expectPublished(repository());
    expect(output(result)).toEqual({ commitHash: repository().git.refs.get('refs/heads/trunk'), remoteUrl: `${gitHub.web}/acme/${name}.git`, repoContentsUrl: `${gitHub.web}/acme/${name}/blob/trunk` });
    expect(JSON.stringify(result.task)).not.toContain('hush-hush');
    expect(result.task.steps.at(-1)?.log.filter(({ level }) => level === 'warn').map(({ message }) => message)).toEqual([expect.stringContaining('Skipping push access for nobody')]);
  });

  it('makes each change once, whichever call the run is killed after', async () => {
    const template = templateOf([FETCH, { id: 'it', action: 'publish:github', input: { repoUrl: repoUrl(), ...FULL } }]);
    let calls = Infinity;
    for (let killAfter = 1; killAfter <= calls; killAfter++) {
      const repo = `killed-${killAfter}`;
      const values = JSON.parse(JSON.stringify(template.entity).replaceAll(name, repo)) as JsonObject;
      const killed = { ...template, entity: values };
      let kept: { task: TaskRecord; files: readonly TreeEntry[] } = { task: createTask(killed, {}, { id: 'kill', now: NOW }), files: [] };
      const store = { save: (task: TaskRecord, files?: readonly TreeEntry[]) => ((kept = JSON.parse(JSON.stringify({ task, files: [] })) as typeof kept), (kept.files = files ?? lastFiles), (lastFiles = kept.files), dead ? Promise.reject(new Error('killed')) : Promise.resolve()) };
      let lastFiles: readonly TreeEntry[] = [];
      let dead = false;
      let writes = 0;
      const from = gitHub.requests.length;
      const dying: GitHubPort = {
        host: client.host,
        request: async (route, parameters, options) => {
          const answer = await client.request(route, parameters, options);
          if (!route.startsWith('GET ') && ++writes === killAfter) {
            dead = true;
            throw new Error('killed');
          }
          return answer;
        },
      };
      await runTask(kept.task, { mode: 'run', ports: portFor(dying), actions: await registry(), secrets: SECRETS, store: { save: (task, files) => (dead ? Promise.reject(new Error('killed')) : store.save(task, files)) } }).catch(() => undefined);
      if (writes < killAfter) {
        calls = killAfter - 1;
        break;
      }
      dead = false;
      const { task } = await runTask(kept.task, { mode: 'run', ports: portFor(), actions: await registry(), secrets: SECRETS, files: kept.files, store });
      expect(task.error, `killed after ${killAfter}`).toBeUndefined();
      expectPublished(repository(repo));
      const sent = gitHub.requests.slice(from).filter(({ method, status }) => method !== 'GET' && status < 300).map(({ method, path, body }) => `${method} ${path} ${path.includes('/secrets/') ? '' : JSON.stringify(body)}`);
      expect(sent).toEqual([...new Set(sent)]);
    }
    expect(calls).toBeGreaterThan(12);
  }, 60_000);

  it('says what is wrong, in the words of the real action', async () => {
    add();
    expect((await run('publish:github', {})).task.error).toContain(`Failed to create the Organization repository acme/${name}`);
    expect((await run('publish:github', { access: 'acme/nobody' })).task.error).toContain("Received 'Not Found' from the API; one of org: acme or team: nobody");
    expect((await run('publish:github', { repoUrl: 'github.example.org?owner=a&repo=b' })).task.error).toContain('No matching integration configuration for host github.example.org');
    expect((await run('publish:github', { repoUrl: `${host}?repo=b` })).task.error).toContain('missing owner');
    expect((await run('publish:github', { repoUrl: repoUrl('empty-one') }, [])).task.error).toContain('There are no files to put into');
    expect((await run('github:repo:push', {})).task.error).toContain('holds commits already');
    expect((await run('publish:github:pull-request', { branchName: 'x', title: 't', description: 'd', targetBranchName: 'nope' })).task.error).toContain('has no branch nope');
    expect((await run('github:pages:enable', { buildType: 'legacy', sourceBranch: 'nope' })).task.error).toContain('must exist');
    expect((await run('github:autolinks:create', { keyPrefix: 'T-', urlTemplate: 'https://x' })).task.error).toContain('url_template must contain <num>');
    expect((await run('github:deployKey:create', { publicKey: 'nonsense', privateKey: 'p', deployKeyName: 'k' })).task.error).toContain('key is invalid');
    expect((await run('github:actions:dispatch', { workflowId: 'none.yml', branchOrTagName: 'main' })).task.status).toBe('failed');
    expect((await run('github:branch-protection:create', { branch: 'nope' })).task.error).toContain('has no branch nope');
    expect((await run('github:environment:create', { name: 'p', deploymentBranchPolicy: { protected_branches: true, custom_branch_policies: true } })).task.error).toContain('same value');
    expect((await run('github:issues:create', { title: 't', assignees: ['nobody-there'] })).task.error).toBeDefined();
    expect((await run('github:issues:label', { number: 999, labels: ['x'] })).task.status).toBe('completed');
    expect((await run('github:webhook', { webhookUrl: 'no-scheme' })).task.status).toBe('completed');
    expect((await run('github:repo:create', {})).task.error).toContain('Failed to create');
  });

  it('github:repo:create and github:repo:push part the two', async () => {
    const made = await run('github:repo:create', { description: 'Two steps', workflowAccess: 'organization' }, []);
    expect(output(made)).toEqual({ remoteUrl: `${gitHub.web}/acme/${name}.git` });
    expect(repository().extras.access).toBe('organization');
    const pushed = await run('github:repo:push', { defaultBranch: 'main', gitCommitMessage: 'First', gitAuthorName: 'Bot', gitAuthorEmail: 'bot@example.com' });
    expect(pushed.task.error).toBeUndefined();
    expect(treeOf(repository(), 'main')).toEqual(TREE);
    expect(repository().git.commit(repository().git.refs.get('refs/heads/main') ?? '')).toMatchObject({ message: 'First', author: { name: 'Bot', email: 'bot@example.com' } });
  });

  it('publish:github:pull-request proposes, and changes nothing else', async () => {
    add();
    const result = await run('publish:github:pull-request', { branchName: 'add-files', title: 'Add files', description: 'Please', targetPath: 'sub', filesToDelete: ['README.md'], reviewers: ['bob'], assignees: ['bob'], draft: true });
    expect(result.task.error).toBeUndefined();
    const [pull] = repository().pulls;
    expect(output(result)).toEqual({ targetBranchName: 'main', remoteUrl: `${gitHub.web}/acme/${name}/pull/${pull?.number}`, pullRequestNumber: pull?.number });
    expect(pull).toMatchObject({ head: 'add-files', base: 'main', draft: true, title: 'Add files', body: 'Please', assignees: ['bob'] });
    expect(Object.keys(treeOf(repository(), 'add-files'))).toEqual(expect.arrayContaining(['sub/README.md', 'sub/run.sh', '.github/workflows/ci.yml']));
    expect(Object.keys(treeOf(repository(), 'add-files'))).not.toContain('README.md');
    expect(repository().extras.reviewers.get(pull?.number ?? 0)).toEqual(['bob']);
    const again = await run('publish:github:pull-request', { branchName: 'add-files', title: 'Add files', description: 'Please' });
    expect(again.task.error).toContain('the branch add-files is in');
    const updated = await run('publish:github:pull-request', { branchName: 'add-files', title: 'Add files', description: 'Please', update: true });
    expect(updated.task.error).toBeUndefined();
    expect(repository().pulls).toHaveLength(1);
  });

  const SMALL: readonly (readonly [string, JsonObject, (found: Repository, out: JsonObject | undefined) => void])[] = [
    ['github:actions:dispatch', { workflowId: 'ci.yml', branchOrTagName: 'main', returnWorkflowRunDetails: true }, (found, out) => expect([found.runs.length, out?.['workflowRunId']]).toEqual([1, found.runs[0]?.id])],
    ['github:webhook', { webhookUrl: 'https://hooks.example.com/x', webhookSecret: 'shh', events: ['push', 'issues'] }, (found) => expect(found.extras.hooks).toMatchObject([{ url: 'https://hooks.example.com/x', secret: 'shh', events: ['push', 'issues'] }])],
    ['github:issues:create', { title: 'Set up', body: 'b', labels: ['bug'], assignees: ['bob'] }, (found, out) => expect([found.issues[0]?.title, out?.['issueNumber']]).toEqual(['Set up', found.issues[0]?.number])],
    ['github:branch-protection:create', { branch: 'main', requireCodeOwnerReviews: true }, (found) => expect(found.protections.get('main')).toMatchObject({ reviews: { codeOwners: true, count: 1 } })],
    ['github:autolinks:create', { keyPrefix: 'T-', urlTemplate: 'https://t.example.com/<num>' }, (found) => expect(found.extras.autolinks).toMatchObject([{ key_prefix: 'T-', is_alphanumeric: false }])],
    ['github:deployKey:create', { publicKey: KEY, privateKey: 'private', deployKeyName: 'my key' }, (found, out) => expect([found.extras.keys.length, openSecret(found.extras.secrets.get('MY_KEY_PRIVATE_KEY') ?? ''), out]).toEqual([1, 'private', { privateKeySecretName: 'MY_KEY_PRIVATE_KEY' }])],
    ['github:pages:enable', { buildType: 'legacy', sourceBranch: 'main', sourcePath: '/docs' }, (found) => expect(found.extras.pages).toEqual({ build: 'legacy', branch: 'main', path: '/docs' })],
    [
      'github:environment:create',
      { name: 'production', waitTimer: 5, deploymentBranchPolicy: { protected_branches: false, custom_branch_policies: true }, customBranchPolicyNames: ['main'], customTagPolicyNames: ['v*'], environmentVariables: { A: '1' }, secrets: { S: 'hush' } },
      (found) => {
        const made = found.extras.environments.get('production');
        expect(made).toMatchObject({ waitTimer: 5, policies: [{ name: 'main', type: 'branch' }, { name: 'v*', type: 'tag' }] });
        expect([[...(made?.variables ?? [])], openSecret(made?.secrets.get('S') ?? '')]).toEqual([[['A', '1']], 'hush']);
      },
    ],
  ];
  it.each(SMALL)('%s does it for real, and shows nobody a secret', async (action, input, check) => {
    add();
    const result = await run(action, input, []);
    expect(result.task.error).toBeUndefined();
    check(repository(), output(result));
    expect(JSON.stringify(result.task.steps.map(({ log }) => log))).not.toMatch(/hush|"private"|shh/);
  });

  it('github:issues:label labels', async () => {
    const found = add();
    const issue = gitHub.state.addIssue(found, { title: 'x', author: 'ann' });
    await run('github:issues:label', { number: issue.number, labels: ['bug', 'help'] }, []);
    expect(found.issues[0]?.labels.map((label) => label.name)).toEqual(['bug', 'help']);
  });

  it('answers as GitHub describes', () => {
    expect(gitHub.violations).toEqual([]);
  });
});
