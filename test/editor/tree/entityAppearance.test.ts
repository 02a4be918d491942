import { describe, expect, it } from 'vitest';
import { gitHubAddress, kindHeading, repositoryAddress, toAppearance } from '../../../src/editor/tree/entityAppearance';
import { CARD_COMMANDS, escapeMarkdown, toTooltip } from '../../../src/editor/tree/entityTooltip';
import { toMark, type DecorationSources } from '../../../src/editor/tree/entityMark';
import type { ProblemClass } from '../../../src/portal/catalog/problems/catalogProblem';
import { entityUri, refOfEntityUri } from '../../../src/editor/tree/entityUri';
import { describePlace } from '../../../src/editor/tree/problemPlace';
import { entityOf, graphOf } from '../support/catalogData';

describe('toAppearance', () => {
  it('shows title, owner and lifecycle, and says what can be done', () => {
    const known = entityOf('Component', 'payment-service', {
      metadata: { title: 'Payment Service', annotations: { 'backstage.io/techdocs-ref': 'dir:.' } },
      spec: { type: 'service', owner: 'group:default/team-payments', lifecycle: 'production' },
    });
    expect(toAppearance(known)).toEqual({
      label: 'Payment Service',
      description: 'team-payments · production',
      icon: 'server-process',
      deprecated: false,
      contextValue: 'entity docs github unstarred',
    });
  });

  it('marks what is deprecated', () => {
    const look = toAppearance(entityOf('Component', 'old', { spec: { type: 'service', owner: 'user:ada', lifecycle: 'Deprecated' } }));
    expect(look).toMatchObject({ deprecated: true, description: 'user:ada · Deprecated', contextValue: 'entity deprecated github unstarred' });
  });

  it('survives fields of any type', () => {
    const look = toAppearance(entityOf('Component', 'odd', { metadata: { title: 7 }, spec: { owner: ['x'], lifecycle: null, type: { a: 1 } } }));
    expect(look).toMatchObject({ label: 'odd', description: '', icon: 'package' });
  });

  it('has icons by kind and type, and leaves out what headings say', () => {
    const known = entityOf('API', 'x', { spec: { type: 'GraphQL', owner: 'team-a', lifecycle: 'production' } });
    expect(toAppearance(known, { without: 'owner', starred: true })).toMatchObject({ icon: 'type-hierarchy', description: 'production', contextValue: 'entity github starred' });
    expect(toAppearance(known, { without: 'lifecycle' }).description).toBe('team-a');
    expect(toAppearance(entityOf('Gizmo', 'x')).icon).toBe('symbol-misc');
  });

  it('says of an orphan that it is one', () => {
    expect(toAppearance(entityOf('Component', 'x', { metadata: { annotations: { 'backstage.io/orphan': 'true' } } })).description).toBe('orphan');
  });

  it('has a heading for every kind', () => {
    expect(['Component', 'API', 'Library', 'Gateway', 'Process'].map(kindHeading)).toEqual(['Components', 'APIs', 'Libraries', 'Gateways', 'Processes']);
  });
});

describe('gitHubAddress', () => {
  it('points at the line on GitHub, for a remote file and for a local one', () => {
    expect(gitHubAddress(entityOf('Component', 'x'))).toBe('https://github.com/acme/x/blob/main/catalog-info.yaml#L4');
    const local = entityOf('Component', 'x', { uri: 'file:///w/catalog-info.yaml', location: 'url:https://github.com/acme/x/blob/main/catalog-info.yaml' });
    expect(gitHubAddress(local)).toBe('https://github.com/acme/x/blob/main/catalog-info.yaml#L4');
  });

  it('is another thing than the repository', () => {
    const repository = { host: 'https://github.com', owner: 'acme', name: 'shop', branch: 'main', private: false };
    const known = entityOf('Component', 'x');
    expect(repositoryAddress({ ...known, origin: { ...known.origin, repository } })).toBe('https://github.com/acme/shop');
    expect(repositoryAddress(entityOf('Component', 'x', { metadata: { annotations: { 'backstage.io/source-location': 'url:https://github.com/acme/mono/tree/main/x/' } } }))).toBe('https://github.com/acme/mono/tree/main/x/');
    expect(repositoryAddress(entityOf('Component', 'x', { metadata: { annotations: { 'backstage.io/source-location': 'url:command:evil' } } }))).toBeUndefined();
  });

  it('opens nothing but web pages', () => {
    expect(gitHubAddress(entityOf('Component', 'x', { uri: 'file:///w/c.yaml', location: 'file:/etc/passwd' }))).toBeUndefined();
    expect(gitHubAddress(entityOf('Component', 'x', { uri: 'file:///w/c.yaml', location: 'url:command:evil' }))).toBeUndefined();
    expect(gitHubAddress(entityOf('Component', 'x', { uri: 'file:///w/c.yaml' }))).toBeUndefined();
  });
});

describe('the about card', () => {
  const commandsIn = (text: string): string[] => [...text.matchAll(/\]\(command:([\w.]+)/g)].map((match) => match[1] ?? '');

  it('escapes whatever a file says', () => {
    const known = entityOf('Component', 'x', {
      metadata: { title: '![x](https://evil/pixel.png)', description: '[run](command:evil) <img src=x> $(alert)', tags: ['a`b'], annotations: { 'acme.com/replaced-by': '[a](command:evil)' } },
      spec: { owner: 'team', lifecycle: 'deprecated', type: '[t](command:evil)' },
    });
    const text = toTooltip(known, graphOf(known), { starred: true, checkout: '[f](command:evil)', problems: [{ class: 'refused', severity: 'error', message: '[m](command:evil)' }] });
    expect(commandsIn(text).every((command) => CARD_COMMANDS.some((ours) => ours === command))).toBe(true);
    expect(text.replaceAll(/\[\$\([\w-]+\) \w+\]\(command:stagedoor\.[^)]*\)/g, '')).not.toMatch(/(?<!\\)\]\(|(?<!\\)</);
    expect(text).not.toContain('$(alert)');
    expect(text).toContain('`ab`');
  });

  it('links web pages only', () => {
    const known = entityOf('Component', 'x', {
      metadata: { links: [{ url: 'https://grafana.example.com/d/(1)', title: 'Dashboard' }, { url: 'command:evil', title: 'No' }, { url: 'not a url' }] },
    });
    const text = toTooltip(known, graphOf(known));
    expect(text).toContain('[Dashboard](https://grafana.example.com/d/%281%29)');
    expect(text).not.toContain('evil');
  });

  it('says owner, system, domain and lifecycle, and what is missing', () => {
    const known = entityOf('Component', 'cart', { spec: { owner: 'team-a', system: 'checkout', lifecycle: 'production', type: 'service', dependsOn: ['resource:gone'] } });
    const text = toTooltip(known, graphOf(known, entityOf('System', 'checkout', { spec: { domain: 'commerce' } }), entityOf('Domain', 'commerce'), entityOf('Group', 'team-a', { metadata: { title: 'Team A' } })));
    expect(text).toContain('Owner: Team A  \nDomain: commerce  \nSystem: checkout  \nLifecycle: production');
    expect(text).toContain('Depends on: gone _(not in the catalog)_');
  });

  it('names the folder that is shown in the place of GitHub', () => {
    const known = entityOf('Component', 'cart', { source: 'workspace', uri: 'file:///w/catalog-info.yaml' });
    expect(toTooltip(known, graphOf(known), { starred: false, problems: [], checkout: 'my_cart' })).toContain(', shown from the folder my\\_cart instead of GitHub');
    expect(toTooltip(known, graphOf(known), { starred: false, problems: [] })).not.toContain('GitHub');
  });

  it('tells problems before what is merely missing, and notes before what can be done', () => {
    const known = entityOf('Component', 'cart', { spec: { owner: 'team-a' } });
    const problems = [
      { class: 'dangling', severity: 'warning', message: 'cart names gone' },
      { class: 'hint', severity: 'information', message: 'a hint' },
      { class: 'conflict', severity: 'warning', message: 'defined twice' },
    ] as const;
    const text = toTooltip(known, graphOf(known, entityOf('Group', 'team-a')), { starred: false, problems, notes: ['CODEOWNERS: nobody'] });
    expect(text).toContain('$(warning) defined twice  \n$(info) a hint  \n$(info) One relation leads to what is not in the catalog');
    expect(text).not.toContain('cart names gone');
    expect(text).toContain('Owner: [team\\-a](command:stagedoor.openEntityPage?%5B%22group%3Adefault%2Fteam-a%22%5D)');
    expect(text.indexOf('CODEOWNERS')).toBeLessThan(text.indexOf('---'));
  });

  it('tells the end of what is deprecated, and links to what replaces it where the catalog has it', () => {
    const old = entityOf('Component', 'old', { metadata: { annotations: { 'acme.com/sunset-date': '2027-06-30' }, labels: { 'replaced-by': 'new' } }, spec: { lifecycle: 'deprecated' } });
    expect(toTooltip(old, graphOf(old))).toContain('⚠ Deprecated, end of life 2027\\-06\\-30, use new');
    expect(toTooltip(old, graphOf(old, entityOf('Component', 'new')))).toContain('use [new](command:stagedoor.openDefinition?%5B%22component%3Adefault%2Fnew%22%5D)');
    expect(toAppearance(old).description).toBe('deprecated · until 2027-06-30 · use new');
  });

  it('keeps one line', () => {
    expect(escapeMarkdown('a\n\n# b')).toBe('a \\# b');
  });
});

describe('marks', () => {
  const sources = (marks: { isNew?: boolean; starred?: boolean; problems?: readonly ('error' | 'warning' | 'information')[]; class?: ProblemClass }): DecorationSources => ({
    isNew: () => marks.isNew ?? false,
    isStarred: () => marks.starred ?? false,
    problemsOf: () => (marks.problems ?? []).map((severity) => ({ class: marks.class ?? 'refused', severity, message: 'x' })),
  });
  const badge = (deprecated: boolean, marks: Parameters<typeof sources>[0]): string | undefined => toMark('component:default/x', deprecated, sources(marks))?.badge;

  it('count problems first, then tell what is new, then what is deprecated, behind a star', () => {
    expect([badge(false, {}), badge(true, {}), badge(true, { isNew: true }), badge(true, { isNew: true, problems: ['warning', 'error', 'information'] })]).toEqual([undefined, 'D', 'N', '2']);
    expect([badge(false, { starred: true }), badge(true, { starred: true }), badge(false, { starred: true, problems: ['error'] })]).toEqual(['★', '★D', '★1']);
    const many = Array.from({ length: 12 }, () => 'error' as const);
    expect([badge(false, { problems: many }), badge(false, { problems: many, starred: true })]).toEqual(['9+', '★+']);
    expect(badge(false, { problems: ['information'] })).toBeUndefined();
  });

  it('leave missing relations alone, and count a conflict', () => {
    expect(badge(false, { problems: ['warning'], class: 'dangling' })).toBeUndefined();
    expect(badge(false, { problems: ['warning'], class: 'conflict' })).toBe('1');
  });
});

describe('entity URIs and places', () => {
  it('round-trips refs', () => {
    expect(refOfEntityUri(entityUri('component:default/payment-service'))).toBe('component:default/payment-service');
    expect(refOfEntityUri({ scheme: 'file', path: '/x' })).toBeUndefined();
  });

  it('calls a file by its name and its folder', () => {
    expect(describePlace('stagedoor-github:/https%2Bgithub.com/acme/shop/main/services/a/catalog-info.yaml')).toEqual({ label: 'shop/services/a', path: 'acme/shop/services/a/catalog-info.yaml' });
    expect(describePlace('file:///home/me/shop/catalog-info.yaml')).toEqual({ label: 'shop', path: 'shop/catalog-info.yaml' });
    expect(describePlace('file:///home/me/shop/teams.yaml').label).toBe('shop/teams.yaml');
  });
});
