import { describe, expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { isObject, textOf, textsOf } from '../json.ts';
import { GitHubState } from '../state/gitHubState.ts';
import type { Repository } from '../state/model.ts';
import { addGeneratedOrganization } from './generatedOrganization.ts';
import { addRandomOrganization } from './randomOrganization.ts';
import { addSampleOrganization } from './sampleOrganization.ts';

function filesOf({ git, defaultBranch }: Repository): Map<string, string> {
  const commit = git.resolve(defaultBranch);
  const tree = commit && git.commit(commit)?.tree;
  const entries = tree ? [...git.walk(tree)].filter(({ type }) => type === 'blob') : [];
  return new Map(entries.map((entry): [string, string] => [entry.path, git.blob(entry.sha)?.toString('utf8') ?? '']));
}

/** The entities of a text; documents that do not parse are counted apart. */
function readDocuments(text: string): { readonly entities: readonly unknown[]; readonly broken: number } {
  const documents = parseAllDocuments(text);
  const list = Array.isArray(documents) ? documents : [];
  return { entities: list.filter(({ errors }) => errors.length === 0).map((document): unknown => document.toJS()), broken: list.filter(({ errors }) => errors.length > 0).length };
}

interface SampleFile {
  readonly repository: string;
  readonly path: string;
  readonly text: string;
}

function catalogFiles(state: GitHubState): SampleFile[] {
  const isCatalog = (path: string): boolean => path === 'catalog-info.yaml' || /^(groups|users|domains|systems)\.yaml$/.test(path) || path.endsWith('template.yaml');
  return state.repositories('northwind-shop').flatMap((repository) => [...filesOf(repository)].filter(([path]) => isCatalog(path)).map(([path, text]) => ({ repository: repository.name, path, text })));
}

const DEFAULT_KINDS: Readonly<Record<string, string>> = { owner: 'group', system: 'system', domain: 'domain', parent: 'group', providesApis: 'api', consumesApis: 'api', memberOf: 'group', children: 'group' };

/** Every reference of an entity's spec, in full. */
function refsOf(entity: unknown): string[] {
  const spec = isObject(entity) ? entity['spec'] : undefined;
  const complete = (ref: string, field: string): string => (ref.includes(':') ? ref : `${DEFAULT_KINDS[field] ?? ''}:${ref}`);
  return [...Object.keys(DEFAULT_KINDS), 'dependsOn'].flatMap((field) => {
    const one = textOf(spec, field);
    return [...(one === undefined ? [] : [one]), ...(textsOf(spec, field) ?? [])].map((ref) => complete(ref, field));
  });
}

describe('the sample organization', () => {
  const state = new GitHubState();
  const { login } = addSampleOrganization(state);
  const files = catalogFiles(state);
  const entities = files.flatMap(({ text }) => readDocuments(text).entities);
  const refs = new Set(entities.map((entity) => `${textOf(entity, 'kind')?.toLowerCase() ?? ''}:${textOf(isObject(entity) ? entity['metadata'] : undefined, 'name') ?? ''}`));

  it('has what a reader of articles about Backstage expects', () => {
    const repositories = state.repositories(login);
    expect(repositories.length).toBeGreaterThanOrEqual(14);
    const withoutCatalog = repositories.filter((repository) => !filesOf(repository).has('catalog-info.yaml')).map(({ name }) => name);
    expect(withoutCatalog).toEqual(['load-tests']);
    expect(repositories.filter(({ archived }) => archived).map(({ name }) => name)).toEqual(['store-locator']);
    expect(repositories.filter(({ parent }) => parent !== null).map(({ name }) => name)).toEqual(['payment-sandbox']);
    expect(repositories.filter(({ visibility }) => visibility === 'private').map(({ name }) => name)).toEqual(['pricing-experiments']);
    const lifecycles = entities.filter((entity) => textOf(isObject(entity) ? entity['spec'] : undefined, 'lifecycle') === 'deprecated');
    expect(lifecycles.map((entity) => textOf(isObject(entity) ? entity['metadata'] : undefined, 'name'))).toEqual(['legacy-billing']);
    expect([...new Set(entities.map((entity) => textOf(entity, 'kind')))].sort()).toEqual(['API', 'Component', 'Domain', 'Group', 'Location', 'Resource', 'System', 'Template', 'User']);
  });

  it('has payment-service as the articles tell it', () => {
    const text = filesOf(state.mustRepository('northwind-shop/payment-service'));
    const [component] = readDocuments(text.get('catalog-info.yaml') ?? '').entities;
    expect(component).toMatchObject({
      metadata: { annotations: { 'backstage.io/techdocs-ref': 'dir:.' }, links: expect.arrayContaining([expect.objectContaining({ title: 'Grafana dashboard' })]) as unknown },
      spec: { owner: 'team-payments', system: 'checkout-platform', dependsOn: ['component:order-service', 'resource:postgres-payments'], providesApis: ['payment-api'] },
    });
    const pages = [...(text.get('mkdocs.yml') ?? '').matchAll(/: (\S+\.md)$/gm)].map((match) => `docs/${match[1] ?? ''}`);
    expect(pages).toHaveLength(4);
    expect(pages.filter((page) => !text.has(page))).toEqual([]);
  });

  it('has links between pages that lead somewhere', () => {
    const dead = state.repositories(login).flatMap((repository) => {
      const all = filesOf(repository);
      return [...all].filter(([path]) => path.endsWith('.md')).flatMap(([path, text]) => [...text.matchAll(/\]\((?!https?:)([^)#]+)\)/g)].map((match) => new URL(match[1] ?? '', `http://x/${path}`).pathname.slice(1)).filter((target) => !all.has(target)).map((target) => `${repository.name}/${path}: ${target}`));
    });
    expect(dead).toEqual([]);
  });

  it('breaks in one file only, once in its YAML and once against the schema', () => {
    const broken = files.filter(({ text }) => readDocuments(text).broken > 0);
    expect(broken.map(({ repository, path, text }) => [repository, path, readDocuments(text).broken, readDocuments(text).entities.length])).toEqual([['search-service', 'catalog-info.yaml', 1, 1]]);
  });

  it('has references that resolve, but for two as in real life', () => {
    const dangling = entities.flatMap(refsOf).filter((ref) => !refs.has(ref));
    expect(dangling.sort()).toEqual(['api:loyalty-api', 'resource:feature-store']);
  });

  it('has the same people and teams on GitHub as in its catalog', () => {
    const organization = state.organization(login);
    expect([...(organization?.members.keys() ?? [])].map((person) => `user:${person}`).filter((ref) => !refs.has(ref))).toEqual([]);
    expect(organization?.teams.map(({ slug }) => `group:${slug}`).filter((ref) => !refs.has(ref))).toEqual([]);
    const strangers = organization?.teams.flatMap((team) => [...team.repositories.keys()]).filter((name) => !state.repository(login, name));
    expect(strangers).toEqual([]);
  });

  it('gives the same commits at every start', () => {
    const again = new GitHubState();
    addSampleOrganization(again);
    const tips = (which: GitHubState): (string | undefined)[] => which.repositories().map(({ git, defaultBranch }) => git.resolve(defaultBranch));
    expect(tips(again)).toEqual(tips(state));
  });
});

describe('a generated organization', () => {
  it('is the same at every start, and 10,000 repositories fit', () => {
    const [one, two] = [new GitHubState(), new GitHubState()];
    addGeneratedOrganization(one, 50);
    addGeneratedOrganization(two, 50);
    const tips = (which: GitHubState): (string | undefined)[] => which.repositories().map(({ git }) => git.resolve('main'));
    expect(tips(one)).toEqual(tips(two));
    const large = new GitHubState();
    const { login } = addGeneratedOrganization(large, 10_000);
    expect(large.repositories(login)).toHaveLength(10_000);
    expect(filesOf(large.mustRepository('generated/service-9999')).get('catalog-info.yaml')).toContain('name: service-9999');
  });
});

describe('a random organization', () => {
  it('is the same for a seed, and another for another', () => {
    const names = (seed: number): string[] => {
      const state = new GitHubState();
      const { login } = addRandomOrganization(state, seed);
      return state.repositories(login).map(({ name, git, defaultBranch }) => `${name} ${git.resolve(defaultBranch) ?? 'empty'}`);
    };
    expect(names(7)).toEqual(names(7));
    expect(names(7)).not.toEqual(names(8));
  });
});
