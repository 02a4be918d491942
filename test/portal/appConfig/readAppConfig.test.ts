import { describe, expect, it } from 'vitest';
import { PortalError } from '../../../src/portal/base/errors';
import type { AppConfig } from '../../../src/portal/appConfig/appConfig';
import { readAppConfig } from '../../../src/portal/appConfig/readAppConfig';
import { createCatalogRules, DEFAULT_RULES } from '../../../src/portal/catalog/rules/catalogRules';
import { toDirectoryOptions } from '../../../src/portal/catalog/sources/directoryOptions';
import { toDiscoveryOptions } from '../../../src/portal/catalog/sources/discoveryOptions';
import { MemoryFileSource } from '../catalog/memory';

const ROOT = 'file:///repo';
const GITHUB = 'https://github.com';

async function read(text: string, more: { readonly env?: Record<string, string>; readonly files?: Record<string, string>; readonly order?: readonly string[] } = {}): Promise<{ readonly config: AppConfig; readonly asked: readonly string[]; readonly told: readonly string[] }> {
  const files = new MemoryFileSource({ [`${ROOT}/app-config.yaml`]: text, ...more.files });
  const asked: string[] = [];
  const order = more.order ?? [`${ROOT}/app-config.yaml`];
  const config = await readAppConfig(order.map((uri) => ({ uri, root: ROOT })), {
    read: (uri) => files.read(uri),
    environment: (name) => {
      asked.push(name);
      return more.env?.[name];
    },
  });
  const told = config.problems.flatMap(({ uri, problems }) => problems.map(({ message, range, severity }) => `${uri.slice(ROOT.length + 1)}:${range.start.line + 1} ${severity}: ${message}`));
  return { config, asked, told };
}

describe('what is taken from an app-config', () => {
  it('takes nothing from an empty one, and lets in what a default Backstage lets in', async () => {
    const { config, told } = await read('# nothing\n');
    expect(config).toEqual({ discoveries: [], directories: [], locations: [], rules: DEFAULT_RULES, keepsOrphans: false, hosts: [GITHUB], problems: [] });
    expect(told).toEqual([]);
  });

  it('takes one provider, or several by id', async () => {
    const single = await read('catalog:\n  providers:\n    github:\n      organization: acme\n');
    expect(single.config.discoveries).toEqual([toDiscoveryOptions('acme', GITHUB)]);
    const several = await read(`
integrations:
  github:
    - host: github.com
      token: \${GITHUB_TOKEN}
    - host: ghe.example.com
      apiBaseUrl: https://ghe.example.com/api/v3
      apps: [{privateKey: {$file: key.pem}}]
catalog:
  providers:
    github:
      one:
        organization: acme
        catalogPath: /docs/**/catalog.yaml
        filters: {branch: develop, repository: 'shop-.*', topic: {include: [a, b], exclude: [c]}, allowForks: 'no', allowArchived: true, visibility: [public, Internal]}
        schedule: {frequency: {minutes: 30}, timeout: {minutes: 3}}
        pageSizes: {repositories: 40}
      two:
        organization: forge
        host: ghe.example.com
        validateLocationsExist: true
        schedule: {frequency: PT2H}
`);
    expect(several.told).toEqual([]);
    expect(several.config.discoveries).toEqual([
      toDiscoveryOptions('acme', GITHUB, {
        catalogPath: 'docs/**/catalog.yaml',
        filters: { branch: 'develop', repository: 'shop-.*', topicsIncluded: ['a', 'b'], topicsExcluded: ['c'], allowForks: false, allowArchived: true, visibility: ['public', 'internal'] },
        frequency: 1_800_000,
        pageSize: 40,
      }),
      toDiscoveryOptions('forge', 'https://ghe.example.com', { validateLocationsExist: true, frequency: 7_200_000 }),
    ]);
    expect(several.config.hosts).toEqual([GITHUB, 'https://ghe.example.com']);
    expect(several.asked).toEqual([]);
    expect(JSON.stringify(several.config)).not.toMatch(/token|privateKey|key\.pem/i);
  });

  it('keeps the groups of several organizations apart, and those of one not', async () => {
    const one = await read("catalog:\n  providers:\n    githubOrg:\n      id: main\n      githubUrl: https://github.com\n      orgs: [acme]\n      schedule: {frequency: 1h, timeout: 5m}\n      defaultUserTransformer: {useVerifiedEmails: true}\n");
    expect(one.config.directories).toEqual([toDirectoryOptions('acme', GITHUB, { useVerifiedEmails: true, frequency: 3_600_000 })]);
    const two = await read('catalog:\n  providers:\n    githubOrg:\n      - {id: main, githubUrl: https://github.com, orgs: [Acme, forge], excludeSuspendedUsers: true, pageSizes: {teams: 10}}\n');
    expect(two.config.directories).toEqual(['Acme', 'forge'].map((name) => toDirectoryOptions(name, GITHUB, { groupNamespace: name.toLowerCase(), excludeSuspendedUsers: true, pageSizes: { teams: 10 } })));
  });

  it('takes locations, files from where a backend starts or beside the app-config', async () => {
    const { config, told } = await read(`catalog:
  orphanStrategy: keep
  rules: [{allow: [System]}]
  locations:
    - {type: url, target: 'https://github.com/acme/shop/blob/main/catalog-info.yaml'}
    - {type: file, target: ../../examples/org.yaml, rules: [{allow: [User]}]}
    - {type: file, target: ./examples/a.yaml}
    - {type: file, target: ../../../outside.yaml}
    - {type: file, target: /etc/passwd}
    - {type: github-discovery, target: 'https://github.com/acme'}
    - {type: url}
`);
    expect(config.keepsOrphans).toBe(true);
    expect(config.locations).toEqual([
      { type: 'url', targets: ['https://github.com/acme/shop/blob/main/catalog-info.yaml'], written: 'https://github.com/acme/shop/blob/main/catalog-info.yaml' },
      { type: 'file', targets: [`${ROOT}/examples/org.yaml`], written: '../../examples/org.yaml' },
      { type: 'file', targets: [`${ROOT}/packages/backend/examples/a.yaml`, `${ROOT}/examples/a.yaml`], written: './examples/a.yaml' },
    ]);
    expect(told).toEqual([
      expect.stringMatching(/:8 warning: catalog\.locations\[3\] is not read: \.\.\/\.\.\/\.\.\/outside\.yaml lies outside/),
      expect.stringMatching(/:9 warning: catalog\.locations\[4\] is not read: \/etc\/passwd lies outside/),
      expect.stringMatching(/:10 warning: catalog\.locations\[5\] is not read: .*this one is github-discovery/),
      expect.stringMatching(/:11 warning: catalog\.locations\[6\] is left out: it needs a type and a target/),
    ]);
    const rules = createCatalogRules(config.rules);
    expect(rules.isAllowed({ kind: 'User' }, { type: 'file', target: `${ROOT}/examples/org.yaml` })).toBe(true);
    expect(rules.isAllowed({ kind: 'User' }, { type: 'file', target: `${ROOT}/examples/a.yaml` })).toBe(false);
    expect(rules.isAllowed({ kind: 'System' }, { type: 'url', target: 'x' })).toBe(true);
  });

  it('fills in variables from the settings, and says precisely which is not set', async () => {
    const text = 'catalog:\n  providers:\n    github:\n      a: {organization: "${ORG}"}\n      b: {organization: "${OTHER_ORG}"}\n      c: {organization: "${OTHER_ORG:-forge}"}\n';
    const { config, told } = await read(text, { env: { ORG: ' acme ' } });
    expect(config.discoveries.map(({ organization }) => organization)).toEqual(['acme', 'forge']);
    expect(told).toEqual([
      expect.stringMatching(/^app-config\.yaml:5 warning: OTHER_ORG is not set, so catalog\.providers\.github\.b\.organization is left out\. .*stagedoor\.appConfigEnvironment/),
      expect.stringMatching(/^app-config\.yaml:5 warning: catalog\.providers\.github\.b is left out: it names no organization/),
    ]);
  });

  it('lays files over one another, and tells of each problem where it is written', async () => {
    const { config, told } = await read('catalog:\n  providers:\n    github:\n      organization: acme\n      catalogPath: /a.yaml\n', {
      order: [`${ROOT}/app-config.yaml`, `${ROOT}/app-config.production.yaml`, `${ROOT}/gone.yaml`],
      files: { [`${ROOT}/app-config.production.yaml`]: 'catalog:\n  providers:\n    github:\n      catalogPath: 7\n      filters: {repository: "(a"}\n' },
    });
    expect(config.discoveries).toEqual([]);
    expect(told).toEqual([
      expect.stringMatching(/^app-config\.production\.yaml:4 warning: catalog\.providers\.github\.catalogPath must be a text/),
      expect.stringMatching(/^app-config\.production\.yaml:5 warning: .*is no regular expression.*The provider is left out\./),
      expect.stringMatching(/^gone\.yaml:1 error: There is no such file/),
    ]);
  });

  it.each<[string, string, RegExp]>([
    ['a wildcard with validateLocationsExist', 'github: {organization: a, catalogPath: "**/x.yaml", validateLocationsExist: true}', /goes together with validateLocationsExist/],
    ['a branch with a slash', 'github: {organization: a, filters: {branch: a/b}}', /branch must not hold a slash/],
    ['an App without an organization', 'github: {app: 7}', /as you, not as a GitHub App/],
    ['an organization that is none', 'github: {organization: ../x}', /is no name of an organization/],
    ['a host that no integration names', 'github: {organization: a, host: evil.example}', /host is evil\.example, which no entry of integrations\.github names/],
    ['an expression that could take for ever', "github: {organization: a, filters: {repository: '(a)\\1'}}", /refers back to a group/],
    ['a provider that is no map', 'github: {a: 3}', /github\.a must be a map/],
    ['a directory without organizations', 'githubOrg: {id: x, githubUrl: "https://github.com"}', /name the organizations in orgs/],
    ['a directory without a host', 'githubOrg: {id: x, orgs: [a]}', /githubUrl is missing/],
  ])('leaves out %s, and says so', async (_name, provider, message) => {
    const { config, told } = await read(`catalog:\n  providers:\n    ${provider}\n`);
    expect([...config.discoveries, ...config.directories]).toEqual([]);
    expect(told.join('\n')).toMatch(message);
  });

  it.each<[string, string, RegExp]>([
    ['an option that is none', 'github: {organization: a, catalogpath: x}', /github\.catalogpath is no option/],
    ['a filter that is none', 'github: {organization: a, filters: {topics: {include: [x]}}}', /filters\.topics is no option/],
    ['a schedule by cron', 'github: {organization: a, schedule: {frequency: {cron: "* * * * *"}}}', /names no span of time/],
    ['a span of time that is none', 'github: {organization: a, schedule: {frequency: soon}}', /is no span of time/],
    ['a visibility that is none', 'github: {organization: a, filters: {visibility: [secret]}}', /secret is no visibility/],
  ])('reads a provider with %s, and says so', async (_name, provider, message) => {
    const { config, told } = await read(`catalog:\n  providers:\n    ${provider}\n`);
    expect(config.discoveries).toEqual([toDiscoveryOptions('a', GITHUB)]);
    expect(told.join('\n')).toMatch(message);
  });

  it('tells of providers that are not for GitHub, without looking into them', async () => {
    const { told, asked } = await read('catalog:\n  providers:\n    gitlab: {yourProviderId: {host: "${GITLAB_HOST}"}}\n');
    expect(told).toEqual([expect.stringMatching(/:3 information: catalog\.providers\.gitlab is not read/)]);
    expect(asked).toEqual([]);
  });

  it('reads included files of its own folder, and none from outside of it', async () => {
    const text = 'catalog:\n  locations:\n    $include: catalog/locations.yaml\n  rules: [{allow: [{$file: ../../secret}]}, {allow: [{$file: .git/config}]}, {allow: [{$include: ../%2e%2e/x.yaml}]}]\n';
    const { config, told } = await read(text, { files: { [`${ROOT}/catalog/locations.yaml`]: '- {type: url, target: {$file: where.txt}}\n', [`${ROOT}/catalog/where.txt`]: 'https://github.com/acme/a/blob/main/b.yaml\n', 'file:///secret': 'SECRET', [`${ROOT}/.git/config`]: 'SECRET' } });
    expect(config.locations.map(({ written }) => written)).toEqual(['https://github.com/acme/a/blob/main/b.yaml']);
    expect(told.filter((line) => /lies outside/.test(line))).toHaveLength(3);
    expect(JSON.stringify(config)).not.toContain('SECRET');
  });

  it('ends circles of includes', async () => {
    const { told } = await read('catalog:\n  rules:\n    $include: a.yaml\n', { files: { [`${ROOT}/a.yaml`]: '- {$include: a.yaml}\n' } });
    expect(told.join('\n')).toMatch(/include one another more than 20 times/);
  });

  it('says what is wrong with a file as a whole', async () => {
    expect((await read('catalog: [\n')).told[0]).toMatch(/error: It is no YAML/);
    const bomb = `a: &a [x, x, x, x, x, x, x, x, x]\n${'bcdefgh'.split('').map((name, index) => `${name}: &${name} [${`*${'abcdefg'[index] ?? ''}, `.repeat(9)}]`).join('\n')}\ncatalog: {rules: *h}\n`;
    expect((await read(bomb)).told[0]).toMatch(/error: Nothing of it is read/);
    const failing = await readAppConfig([{ uri: `${ROOT}/app-config.yaml`, root: ROOT }], { read: () => Promise.reject(new PortalError('forbidden', 'No right to read it.')), environment: () => undefined });
    expect(failing.problems[0]?.problems[0]?.message).toBe('It cannot be read: No right to read it.');
  });

  it('falls back to the default rules where they cannot be read', async () => {
    const { config, told } = await read('catalog:\n  rules:\n    - allow: [Component]\n    - allow: System\n');
    expect(config.rules).toEqual(DEFAULT_RULES);
    expect(told).toEqual([expect.stringMatching(/:4 warning: .*Component, API and Location are let in/)]);
  });
});
