import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Wizard } from '../../../src/editor/scaffold/wizard';
import type { StoredTask, Workbench, WizardStore } from '../../../src/editor/scaffold/wizardPorts';
import { createGitHubClient, type GitHubClient } from '../../../src/portal/github/gitHubClient';
import type { Answers } from '../../../src/portal/scaffolder/answers';
import type { Destination } from '../../../src/portal/scaffolder/destination';
import type { CreateOutcome, WizardDraft } from '../../../src/protocol/scaffold';
import { startLocalGitHub, type LocalGitHub } from '../../github/startLocalGitHub';
import { GitHubState } from '../../github/state/gitHubState';
import { bundledTemplates, catalogOf, entity, memoryFolder } from '../../portal/scaffolder/support';

const ANSWERS: Answers = { name: 'invoice-service', description: 'Writes invoices.', owner: 'team-billing', lifecycle: 'experimental', port: 8080, tags: ['node'] };
const FOLDER: Destination = { kind: 'folder', parent: 'memory:/work', name: 'invoice-service' };
const signal = new AbortController().signal;
const nothing = (): void => undefined;

describe('the wizard’s host', () => {
  let gitHub: LocalGitHub;
  let client: GitHubClient;
  let folder: ReturnType<typeof memoryFolder>;
  let kept: { draft?: string; task?: string };
  let trusted: boolean;
  let refreshes: number;
  let progress: string[];
  /** The token in use, those that asking for a right would give, and the rights asked for. */
  let token: string;
  let granted: string[];
  let asked: string[];
  let questions: string[];
  let agrees: boolean;
  let opened: string[];
  /** Scopes that tokens were wanted for. */
  let wanted: Set<string>;

  /** A window: what it keeps is JSON, so that another one can go on with it. */
  function open(): Wizard {
    const store: WizardStore = {
      get draft() {
        return kept.draft === undefined ? undefined : (JSON.parse(kept.draft) as WizardDraft);
      },
      setDraft: (draft) => {
        kept = { ...kept, draft: JSON.stringify(draft) };
        return Promise.resolve();
      },
      get task() {
        return kept.task === undefined ? undefined : (JSON.parse(kept.task) as StoredTask);
      },
      setTask: (task) => {
        const { task: _former, ...rest } = kept;
        kept = task ? { ...rest, task: JSON.stringify(task) } : rest;
        return Promise.resolve();
      },
    };
    const workbench: Workbench = {
      isTrusted: () => trusted,
      folders: () => [{ uri: 'memory:/work', label: '/work' }],
      owners: () => [{ host: gitHub.web, login: 'acme', label: 'acme' }],
      chooseFolder: () => Promise.resolve(undefined),
      confirm: (question) => {
        questions.push(question);
        return Promise.resolve(agrees);
      },
      openPage: (url) => {
        opened.push(url);
        return Promise.resolve();
      },
      join: (parent, name) => `${parent}/${name}`,
      label: (uri) => uri.replace('memory:', ''),
      target: () => folder,
      actionsFor: (made) => Promise.resolve(made.repository ? ['openOnGitHub'] : ['openFolder']),
      act: (action, made) => Promise.resolve(`${action} ${made.entityRef}`),
    };
    const graph = catalogOf(entity('Group', 'team-billing'), entity('Component', 'payment-service'));
    return new Wizard(
      {
        templates: bundledTemplates,
        catalog: {
          graph,
          status: { loading: false, refreshing: false, sources: [] },
          problems: [],
          unregistered: [],
          mine: [],
          checkouts: new Map(),
          onDidChange: () => ({ dispose: nothing }),
          onDidChangeProblems: () => ({ dispose: nothing }),
          onDidChangeStatus: () => ({ dispose: nothing }),
          overlay: nothing,
          load: () => Promise.resolve(),
          refresh: () => {
            refreshes++;
            return Promise.resolve();
          },
          dispose: nothing,
        },
        gitHub: () => client,
        askForRight: (host, alternatives) => {
          asked.push(`${host === gitHub.web ? '' : host}${alternatives.join()}`);
          const next = granted.shift();
          token = next ?? token;
          return Promise.resolve(next !== undefined);
        },
        store,
        workbench,
        clock: { now: () => Date.parse('2026-11-23T10:00:00Z'), after: () => ({ dispose: nothing }) },
        log: { debug: nothing, info: nothing, warn: nothing, error: nothing },
      },
      (label) => progress.push(label),
    );
  }

  const toGitHub = (): Destination => ({ kind: 'github', host: gitHub.web, owner: 'acme', name: 'invoice-service', private: true });
  const review = (wizard: Wizard, destination: Destination, answers = ANSWERS) => wizard.requests.review({ template: 'node-service', answers, destination }, signal);
  const create = (wizard: Wizard, id: string, overwrite: readonly string[] = []) => wizard.requests.create({ review: id, overwrite }, signal);
  const mutations = (): string[] => gitHub.requests.filter(({ method }) => method !== 'GET').map(({ method, path }) => `${method} ${path}`);

  beforeEach(async () => {
    const state = new GitHubState();
    state.addUser({ login: 'ann', name: 'Ann Lee', email: 'ann@example.com' });
    state.addOrganization({ login: 'acme' });
    state.addMember('acme', 'ann', 'admin');
    token = state.addToken({ account: 'ann', scopes: ['repo', 'read:org', 'workflow'] }).value;
    granted = [];
    asked = [];
    questions = [];
    agrees = true;
    opened = [];
    wanted = new Set();
    gitHub = await startLocalGitHub({ state });
    client = createGitHubClient({
      host: { web: gitHub.web, api: `${gitHub.web}/api/v3` },
      tokens: {
        get: ({ scopes }) => {
          scopes.forEach((scope) => wanted.add(scope));
          return Promise.resolve({ value: token, account: 'ann' });
        },
        onDidChange: () => ({ dispose: nothing }),
      },
      fetch: (url, init) => fetch(url, init),
      clock: { now: () => Date.now(), after: () => ({ dispose: nothing }) },
      log: { debug: nothing, info: nothing, warn: nothing, error: nothing },
      intervals: { write: 0, notify: 0, search: 0, retry: 0, patience: 0 },
    });
    folder = memoryFolder();
    kept = {};
    trusted = true;
    refreshes = 0;
    progress = [];
  });

  afterEach(async () => {
    client.dispose();
    await gitHub.stop();
  });

  it('shows what will be before it is, and then does just that', async () => {
    const wizard = open();
    const shown = await review(wizard, FOLDER);
    expect(shown.effects[0]).toBe('Writes 15 new files into /work/invoice-service.');
    expect(shown.answers).toContainEqual({ label: 'Owner', value: 'team-billing' });
    expect(folder.writes).toEqual([]);
    const outcome = await create(wizard, shown.id);
    expect(outcome).toMatchObject({ ok: true, title: 'invoice-service is written', actions: ['openFolder'] });
    expect(Object.fromEntries(folder.files)).toEqual(Object.fromEntries(shown.files.map(({ path, text }) => [path, text])));
    expect(refreshes).toBe(1);
    expect(await wizard.requests.act({ action: 'showInCatalog' }, signal)).toBe('showInCatalog component:default/invoice-service');
  });

  it('creates once however often it is asked', async () => {
    const wizard = open();
    const { id } = await review(wizard, toGitHub());
    expect(mutations()).toEqual([]);
    const outcomes = await Promise.all([create(wizard, id), create(wizard, id), create(wizard, id)]);
    await create(wizard, id);
    expect(outcomes[0]).toMatchObject({ ok: true, title: 'acme/invoice-service is created' });
    expect(new Set(outcomes).size).toBe(1);
    expect(mutations().filter((line) => line.endsWith('/repos'))).toEqual(['POST /orgs/acme/repos']);
    expect(mutations()).toHaveLength(5);
    expect(kept.task).toBeUndefined();
  });

  it('creates nothing that was not reviewed as it is', async () => {
    const wizard = open();
    const first = await review(wizard, FOLDER);
    await review(wizard, FOLDER, { ...ANSWERS, port: 9090 });
    expect(() => create(wizard, first.id)).toThrow(/have changed since this review/);
    expect(() => create(wizard, 'review-99')).toThrow();
    expect(folder.writes).toEqual([]);
  });

  it('refuses wrong answers at the review, whoever sends them', async () => {
    const wizard = open();
    await expect(review(wizard, FOLDER, { ...ANSWERS, name: 'payment-service' })).rejects.toThrow(/is in the catalog already/);
    await expect(review(wizard, FOLDER, { ...ANSWERS, name: '../x' })).rejects.toThrow();
    await expect(review(wizard, { ...FOLDER, name: '../x' })).rejects.toThrow(/slash/);
    await expect(wizard.requests.review({ template: 'nope', answers: ANSWERS, destination: FOLDER }, signal)).rejects.toThrow(/no golden path/);
  });

  it('keeps files that nobody has agreed to lose', async () => {
    folder = memoryFolder({ 'README.md': 'mine' });
    const wizard = open();
    const shown = await review(wizard, FOLDER);
    expect(shown.files.filter(({ state }) => state === 'different').map(({ path }) => path)).toEqual(['README.md']);
    expect(await create(wizard, shown.id)).toMatchObject({ ok: false, conflicts: ['README.md'] });
    expect(folder.files.get('README.md')).toBe('mine');
    expect(folder.writes).toEqual([]);
    expect(await create(wizard, shown.id, ['README.md'])).toMatchObject({ ok: true });
    expect(folder.files.get('README.md')).toContain('# invoice-service');
  });

  it('creates nothing in an untrusted workspace', async () => {
    const wizard = open();
    const { id } = await review(wizard, toGitHub());
    trusted = false;
    expect(() => create(wizard, id)).toThrow(/not trusted/);
    expect(mutations()).toEqual([]);
  });

  it('says beforehand that a repository’s name is taken', async () => {
    gitHub.state.addRepository({ owner: 'acme', name: 'invoice-service', files: { a: 'b' } });
    const wizard = open();
    expect(await wizard.requests.checkDestination({ destination: toGitHub() }, signal)).toMatchObject([{ field: 'name', severity: 'error' }]);
    const { id } = await review(wizard, toGitHub());
    expect(await create(wizard, id)).toMatchObject({ ok: false, field: 'name', exists: ['Nothing has been created on GitHub.'] });
  });

  it('publishes to configured organizations only', async () => {
    const destination: Destination = { ...toGitHub(), owner: 'evil' } as Destination;
    expect(await open().requests.checkDestination({ destination }, signal)).toMatchObject([{ field: 'owner', severity: 'error' }]);
  });

  it('says what exists after a failure, and goes on when asked again', async () => {
    gitHub.faults.order({ method: 'POST', path: '/git/trees$', effect: { kind: 'status', status: 500 } });
    const wizard = open();
    const { id } = await review(wizard, toGitHub());
    const outcome = await create(wizard, id);
    expect(outcome).toMatchObject({ ok: false });
    expect((outcome as Extract<CreateOutcome, { ok: false }>).exists.join(' ')).toMatch(/The private repository acme\/invoice-service exists: .* holds only README.md so far/);
    expect(await create(wizard, id)).toMatchObject({ ok: true });
    expect(mutations().filter((line) => line.endsWith('/repos'))).toHaveLength(1);
  });

  it('goes on in another window, after a reload', async () => {
    gitHub.faults.order({ method: 'POST', path: '/git/commits$', effect: { kind: 'cut', when: 'body' } });
    const first = open();
    const { id } = await review(first, toGitHub());
    expect(await create(first, id)).toMatchObject({ ok: false });

    const second = open();
    const start = await second.requests.start(null, signal);
    expect(start.unfinished?.title).toBe('Publishing acme/invoice-service did not finish');
    expect(start.unfinished?.exists[0]).toContain('exists');
    expect(await second.requests.resume(null, signal)).toMatchObject({ ok: true });
    expect(mutations().filter((line) => line.endsWith('/git/commits'))).toHaveLength(1);
    expect((await open().requests.start(null, signal)).unfinished).toBeUndefined();
  });

  it('asks for the right to write workflows where GitHub refuses them, and goes on where it stopped', async () => {
    const permissions = { administration: 'write', contents: 'write' } as const;
    const pasted = (): string => gitHub.state.addToken({ account: 'ann', fineGrained: { owner: 'acme', repositories: 'all', permissions } }).value;
    granted = [pasted(), token];
    token = pasted();
    const wizard = open();
    const { id } = await review(wizard, toGitHub());
    expect(await create(wizard, id)).toMatchObject({ ok: true, title: 'acme/invoice-service is created' });
    expect(asked).toEqual(['workflow', 'workflow']);
    expect(progress).toContain('Waiting for the right workflow');
    expect(mutations().filter((line) => !line.endsWith('/git/trees')).length).toBe(4);
  });

  it('says which right is missing where it is not given, and goes on when it is', async () => {
    const whole = token;
    token = gitHub.state.addToken({ account: 'ann', scopes: ['repo', 'read:org'] }).value;
    const wizard = open();
    const { id } = await review(wizard, toGitHub());
    expect(await create(wizard, id)).toMatchObject({ ok: false, message: expect.stringContaining('lacks the right `workflow`') as string, exists: [expect.stringContaining('exists'), expect.stringContaining('README.md')] as string[] });
    expect(asked).toEqual(['workflow']);
    token = whole;
    expect(await create(wizard, id)).toMatchObject({ ok: true });
    expect(mutations().filter((line) => line.endsWith('/repos'))).toHaveLength(1);
  });

  /** A run that made the repository and its first commit, and came no further. */
  async function endEarly(): Promise<Wizard> {
    gitHub.faults.order({ method: 'POST', path: '/git/trees$', effect: { kind: 'status', status: 500 } });
    const wizard = open();
    const { id } = await review(wizard, toGitHub());
    expect(await create(wizard, id)).toMatchObject({ ok: false, remove: 'here' });
    return wizard;
  }
  const remove = async (wizard: Wizard) => wizard.requests.remove(null, signal);
  const isThere = (): boolean => gitHub.state.repository('acme', 'invoice-service') !== undefined;

  it('removes what it created, asking for that right only then', async () => {
    await endEarly();
    const wizard = open();
    expect((await wizard.requests.start(null, signal)).unfinished?.remove).toBe('here');
    expect(wanted).not.toContain('delete_repo');
    granted = [gitHub.state.addToken({ account: 'ann', scopes: ['repo', 'read:org', 'delete_repo'] }).value];
    expect(await remove(wizard)).toMatchObject({ ok: true, title: 'acme/invoice-service is removed' });
    expect([questions, asked, isThere(), kept.task]).toEqual([['Remove acme/invoice-service from GitHub?'], ['delete_repo'], false, undefined]);
    expect((await open().requests.start(null, signal)).unfinished).toBeUndefined();
  });

  it('removes nothing where the user thinks better of it', async () => {
    const wizard = await endEarly();
    agrees = false;
    expect(await remove(wizard)).toBeNull();
    expect([isThere(), mutations().some((line) => line.startsWith('DELETE')), wanted.has('delete_repo')]).toEqual([true, false, false]);
    expect(await wizard.requests.resume(null, signal)).toMatchObject({ ok: true });
  });

  it('leads to the settings of the repository where the right cannot be had', async () => {
    const wizard = await endEarly();
    expect(await remove(wizard)).toMatchObject({ ok: false, message: expect.stringContaining('`delete_repo`') as string, remove: 'onGitHub' });
    expect(isThere()).toBe(true);
    // Gone since, by whose hand nobody knows: that is not for us to claim.
    expect(kept.task).not.toContain('removing');
    await wizard.requests.openRepositorySettings(null, signal);
    expect(opened).toEqual([`${gitHub.web}/acme/invoice-service/settings`]);
  });

  it('never removes another repository of the same name, nor one that somebody has added to', async () => {
    const wizard = await endEarly();
    token = gitHub.state.addToken({ account: 'ann', scopes: ['repo', 'read:org', 'delete_repo'] }).value;
    gitHub.state.push('acme/invoice-service', { 'theirs.txt': 'work of somebody else' });
    expect(await remove(wizard)).toMatchObject({ ok: false, message: expect.stringContaining('has added to') as string });
    gitHub.state.deleteRepository('acme/invoice-service');
    gitHub.state.addRepository({ owner: 'acme', name: 'invoice-service', visibility: 'private' });
    expect(await remove(wizard)).toMatchObject({ ok: false, message: expect.stringContaining('is not the repository that was created here') as string });
    expect([isThere(), mutations().some((line) => line.startsWith('DELETE'))]).toEqual([true, false]);
  });

  it('does not remove a repository whose creation it has not seen', async () => {
    gitHub.faults.order({ method: 'POST', path: '/repos$', effect: { kind: 'cut', when: 'body' } });
    gitHub.faults.order({ method: 'PUT', path: '/contents/', effect: { kind: 'status', status: 500 } });
    const wizard = open();
    const { id } = await review(wizard, toGitHub());
    expect(await create(wizard, id)).not.toHaveProperty('remove');
    expect(await create(wizard, id)).toMatchObject({ ok: false, remove: 'onGitHub' });
    token = gitHub.state.addToken({ account: 'ann', scopes: ['repo', 'read:org', 'delete_repo'] }).value;
    expect(await remove(wizard)).toMatchObject({ ok: false });
    expect(isThere()).toBe(true);
  });

  it('finds out whether a removal was carried out whose answer was lost', async () => {
    const wizard = await endEarly();
    token = gitHub.state.addToken({ account: 'ann', scopes: ['repo', 'read:org', 'delete_repo'] }).value;
    gitHub.faults.order({ method: 'DELETE', path: '/repos/', effect: { kind: 'cut', when: 'before' } });
    expect(await remove(wizard)).toMatchObject({ ok: false, remove: 'onGitHub' });
    gitHub.state.deleteRepository('acme/invoice-service');
    expect(await remove(wizard)).toMatchObject({ ok: true });
    expect(mutations().filter((line) => line.startsWith('DELETE'))).toHaveLength(1);
  });

  it('stops when told to', async () => {
    gitHub.faults.order({ method: 'POST', path: '/repos$', effect: { kind: 'delay', milliseconds: 10_000 } });
    const wizard = open();
    const { id } = await review(wizard, toGitHub());
    const running = create(wizard, id);
    await expect.poll(() => progress).toContain('Creating the repository');
    await wizard.events.cancel(null);
    expect(await running).toMatchObject({ ok: false, message: 'Stopped, as you asked.' });
  });

  it('keeps a draft over a closed panel, and forgets it when the service is made', async () => {
    const draft: WizardDraft = { step: 'details', template: 'node-service', answers: { name: 'half' } };
    await open().events.draft(draft);
    const wizard = open();
    expect((await wizard.requests.start(null, signal)).draft).toEqual(draft);
    await create(wizard, (await review(wizard, FOLDER)).id);
    expect((await open().requests.start(null, signal)).draft).toBeUndefined();
  });
});
