import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { checkText } from '../../../src/portal/catalog/checking/checkText';
import type { Answers } from '../../../src/portal/scaffolder/answers';
import { checkAnswers, tidyAnswers } from '../../../src/portal/scaffolder/checkAnswers';
import type { Destination } from '../../../src/portal/scaffolder/destination';
import { planService, type ServicePlan } from '../../../src/portal/scaffolder/planService';
import type { TemplateManifest } from '../../../src/portal/scaffolder/templateManifest';
import { bundledTemplates, catalogOf, entity } from './support';

const NASTY = 'He said: "it\'s {{ok}} & <b>#1</b>", \\ 50% of ${PORT} — 🎉\nsecond line: - yes\n\t* tab `tick` %> <% name %>';
const GITHUB: Destination = { kind: 'github', host: 'https://github.com', owner: 'acme', name: 'invoice-service', private: true };

const PLAIN: Answers = {
  name: 'invoice-service',
  title: 'Invoice Service',
  description: 'Writes invoices.',
  owner: 'team-billing',
  system: 'billing',
  lifecycle: 'experimental',
  port: 8081,
  tags: ['node', 'billing'],
};

const catalog = catalogOf(entity('Group', 'team-billing'), entity('System', 'billing'));

function textOf(plan: ServicePlan, path: string): string {
  const text = plan.files.find((file) => file.path === path)?.text;
  if (text === undefined) {
    throw new Error(`no ${path}`);
  }
  return text;
}

async function render(template: TemplateManifest, answers: Answers, destination?: Destination): Promise<ServicePlan> {
  const tidy = tidyAnswers(template.parameters, answers);
  expect(checkAnswers(template.parameters, tidy, catalog)).toEqual([]);
  return planService(bundledTemplates, template, tidy, destination);
}

describe('golden paths', () => {
  let templates: readonly TemplateManifest[] = [];
  beforeAll(async () => {
    templates = await bundledTemplates.list();
  });

  it('has the promised ones', () => {
    expect(templates.map((template) => template.id)).toEqual(['node-service', 'docs-site']);
  });

  it('gives each what a service needs to be found and read', async () => {
    for (const template of templates) {
      const plan = await render(template, PLAIN, GITHUB);
      const paths = plan.files.map((file) => file.path);
      expect(paths).toEqual(expect.arrayContaining(['catalog-info.yaml', 'README.md', 'mkdocs.yml', 'docs/index.md', '.gitignore']));
      expect(paths.some((path) => path.startsWith('.github/workflows/'))).toBe(true);
      expect(plan.entityRef).toBe('component:default/invoice-service');
      for (const file of plan.files) {
        expect(file.text, file.path).not.toMatch(/<%|%>/);
        expect(file.text?.endsWith('\n'), `${file.path} ends in a newline`).toBe(true);
        expect(file.text?.endsWith('\n\n'), `${file.path} ends in one newline`).toBe(false);
      }
    }
  });

  it('writes every answer into the catalog file', async () => {
    for (const template of templates) {
      const plan = await render(template, PLAIN, GITHUB);
      expect(parse(textOf(plan, 'catalog-info.yaml'))).toMatchObject({
        apiVersion: 'backstage.io/v1alpha1',
        kind: 'Component',
        metadata: {
          name: 'invoice-service',
          title: 'Invoice Service',
          description: 'Writes invoices.',
          annotations: { 'backstage.io/techdocs-ref': 'dir:.', 'github.com/project-slug': 'acme/invoice-service' },
          tags: ['node', 'billing'],
        },
        spec: { lifecycle: 'experimental', owner: 'team-billing', system: 'billing' },
      });
    }
  });

  it('leaves out what was left empty, and the repository where there is none', async () => {
    for (const template of templates) {
      const { system: _system, tags: _tags, ...rest } = PLAIN;
      const plan = await render(template, { ...rest, tags: [] });
      const text = textOf(plan, 'catalog-info.yaml');
      expect(text).not.toMatch(/system|tags|project-slug|\n\n/);
      expect(textOf(plan, 'mkdocs.yml')).not.toContain('repo_url');
    }
  });

  it('makes catalog files that Backstage takes, whatever the texts hold', async () => {
    for (const template of templates) {
      for (const answers of [PLAIN, { ...PLAIN, title: '- yes: [no', description: NASTY, owner: 'user:default/ann' }, { ...PLAIN, title: 'true', description: '12', tags: [] }]) {
        for (const destination of [undefined, GITHUB]) {
          const tidy = tidyAnswers(template.parameters, answers);
          const plan = await planService(bundledTemplates, template, tidy, destination);
          const checked = checkText(textOf(plan, 'catalog-info.yaml'));
          expect(checked.problems).toEqual([]);
          expect(checked.documents.map(({ ref, valid, problems }) => ({ ref, valid, problems }))).toEqual([{ ref: plan.entityRef, valid: true, problems: [] }]);
        }
      }
    }
  });

  it('keeps YAML, JSON and TypeScript whole whatever the texts hold', async () => {
    for (const template of templates) {
      const plan = await render(template, { ...PLAIN, title: '- yes: [no', description: NASTY }, GITHUB);
      for (const file of plan.files.filter(({ path }) => /\.ya?ml$/.test(path))) {
        expect(parseAllDocuments(file.text ?? '').flatMap((document) => document.errors), file.path).toEqual([]);
      }
      expect(parse(textOf(plan, 'catalog-info.yaml'))).toMatchObject({ metadata: { title: '- yes: [no', description: NASTY } });
      expect(parse(textOf(plan, 'mkdocs.yml'))).toMatchObject({ site_name: '- yes: [no', site_description: NASTY });
      if (plan.files.some(({ path }) => path === 'package.json')) {
        expect(JSON.parse(textOf(plan, 'package.json'))).toMatchObject({ name: 'invoice-service', description: NASTY });
      }
      expect(textOf(plan, 'README.md')).not.toContain('<b>#1</b>');
    }
  });

  it('leaves the expressions of GitHub Actions alone', async () => {
    const node = templates.find(({ id }) => id === 'node-service');
    const plan = await render(node ?? templates[0]!, PLAIN);
    const workflow: unknown = parse(textOf(plan, '.github/workflows/ci.yml'));
    expect(workflow).toMatchObject({ concurrency: { group: '${{ github.workflow }}-${{ github.ref }}' }, jobs: { test: { strategy: { matrix: { node: [22, 24] } } } } });
  });

  it('holds no address of a registry in the lock file', async () => {
    const plan = await render(templates[0]!, PLAIN);
    const lock: unknown = JSON.parse(textOf(plan, 'package-lock.json'));
    const manifest: unknown = JSON.parse(textOf(plan, 'package.json'));
    expect(JSON.stringify(lock)).not.toContain('resolved');
    expect(lock).toMatchObject({ name: 'invoice-service', packages: { '': { devDependencies: (manifest as { devDependencies: unknown }).devDependencies } } });
  });
});

describe('the rendered Node service', () => {
  const folder = mkdtempSync(join(tmpdir(), 'stagedoor-golden-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  beforeAll(async () => {
    const [template] = await bundledTemplates.list();
    const plan = await render(template!, { ...PLAIN, description: NASTY });
    for (const file of plan.files) {
      const path = join(folder, file.path);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, file.bytes);
      if (file.executable) {
        chmodSync(path, 0o755);
      }
    }
  });

  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const runsTypeScript = major > 22 || (major === 22 && minor >= 18);
  it('passes its own tests', ({ skip }) => {
    skip(!runsTypeScript, 'it needs Node 22.18 or newer, which runs TypeScript');
    const { NODE_OPTIONS: _options, NODE_TEST_CONTEXT: _context, ...env } = process.env;
    const run = spawnSync('npm', ['test', '--offline'], { cwd: folder, env, encoding: 'utf8' });
    expect(run.status, run.stdout + run.stderr).toBe(0);
    expect(run.stdout).toMatch(/pass 4\b/);
    expect(run.stdout).toMatch(/fail 0\b/);
  });

  it('type-checks', () => {
    const config = JSON.parse(readFileSync(join(folder, 'tsconfig.json'), 'utf8')) as { compilerOptions: object };
    const path = join(folder, 'tsconfig.check.json');
    const modules = join(import.meta.dirname, '../../../node_modules');
    writeFileSync(path, JSON.stringify({ ...config, compilerOptions: { ...config.compilerOptions, typeRoots: [join(modules, '@types')] } }));
    const run = spawnSync(process.execPath, [join(modules, 'typescript/bin/tsc'), '-p', path], { encoding: 'utf8' });
    rmSync(path);
    expect(run.stdout).toBe('');
    expect(run.status).toBe(0);
  });
});
