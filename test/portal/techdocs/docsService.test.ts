import { describe, expect, it } from 'vitest';
import { toRecord } from '../../../src/portal/catalog/catalogRecord';
import type { CatalogEntity } from '../../../src/portal/catalog/entity';
import { createDocsService, type DocsServiceOptions } from '../../../src/portal/techdocs/docsService';
import { checkSite } from '../../../src/portal/techdocs/checkSite';
import { resolveFile, resolveLink } from '../../../src/portal/techdocs/site/resolveLink';
import { createMemoryFiles } from './memoryFiles';

const ROOT = 'file:///work/pay/';

function toEntity(annotations: Record<string, string>, uri = `${ROOT}catalog-info.yaml`): CatalogEntity {
  return toRecord(
    { apiVersion: 'backstage.io/v1alpha1', kind: 'Component', metadata: { name: 'pay', annotations } },
    { uri, document: 0, position: { line: 3, character: 0 }, source: 'workspace' },
  );
}

function createService(files: Record<string, string>, options: Partial<DocsServiceOptions> = {}) {
  const source = createMemoryFiles(files);
  const log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
  const service = createDocsService({ files: source, log, lookUp: () => undefined, toFolderUri: () => undefined, boundaryOf: () => ROOT, ...options });
  return { service, source };
}

const SITE = {
  [`${ROOT}mkdocs.yml`]: 'site_name: Pay\nnav:\n  - Start: index.md\n  - Guides:\n    - guides/set%20up.md\n    - guides/set up.md\n  - Web: https://example.com\n',
  [`${ROOT}docs/index.md`]: '# Welcome\n',
  [`${ROOT}docs/guides/set%20up.md`]: '---\ntitle: Setting up\n---\n\ntext\n',
  [`${ROOT}docs/guides/run.md`]: '# Run *it*\n\nmore\n',
  [`${ROOT}docs/img/a.png`]: 'x',
};
const DIR = { 'backstage.io/techdocs-ref': 'dir:.' };

describe('openSite', () => {
  it('opens the docs of an entity with its navigation, and reads titles afterwards', async () => {
    const { service } = createService(SITE);
    const { site, page } = await service.openSite(toEntity(DIR));
    expect(page?.path).toBe('index.md');
    expect(site.nav).toEqual([
      { type: 'page', title: 'Start', path: 'index.md' },
      {
        type: 'section',
        title: 'Guides',
        children: [
          { type: 'link', title: 'guides/set%20up.md', href: 'guides/set%20up.md' },
          { type: 'page', title: 'Set up', path: 'guides/set up.md' },
        ],
      },
      { type: 'link', title: 'Web', href: 'https://example.com' },
    ]);
    const titled = await service.readTitles(site);
    expect(titled.pages.map(({ title }) => title)).toEqual(['Start', 'Setting up', 'Run it']);
  });

  it('finds the site of a Markdown file, and shows a file outside any site alone', async () => {
    const { service } = createService({ ...SITE, [`${ROOT}README.md`]: '# Read me' });
    const inside = await service.openSite(`${ROOT}docs/guides/run.md`);
    expect(inside.page?.path).toBe('guides/run.md');
    expect(inside.site.config.siteName).toBe('Pay');
    const alone = await service.openSite(`${ROOT}README.md`);
    expect([alone.page?.path, alone.site.configUri, alone.site.pages.length]).toEqual(['README.md', undefined, 1]);
    const outside = await createService(SITE, { boundaryOf: () => undefined }).service.openSite('file:///home/me/notes.md');
    expect(outside.page?.path).toBe('notes.md');
  });

  it('names the settings that do not count', async () => {
    const config = 'site_name: Pay\nhooks: [a.py]\nplugins:\n  - techdocs-core:\n      use_pymdownx_blocks: true\n';
    const { site } = await createService({ [`${ROOT}mkdocs.yml`]: config, [`${ROOT}docs/index.md`]: '' }).service.openSite(toEntity(DIR));
    expect(site.notices).toEqual([
      'mkdocs.yml: TechDocs leaves out the setting hooks.',
    ]);
    expect((await createService(SITE).service.openSite(toEntity(DIR))).site.notices).toEqual(['nav names guides/set%20up.md, which is not among the pages.']);
  });

  it('takes a docs folder without a configuration as TechDocs does', async () => {
    const { service } = createService({ [`${ROOT}docs/index.md`]: 'Hello', [`${ROOT}docs/b/c.md`]: '' });
    const { site } = await service.openSite(toEntity(DIR));
    expect(site.config.siteName).toBe('pay');
    expect(site.nav).toEqual([
      { type: 'page', title: 'Home', path: 'index.md' },
      { type: 'section', title: 'B', children: [{ type: 'page', title: 'C', path: 'b/c.md' }] },
    ]);
  });

  it.each([
    ['no annotation', {}, {}, 'not-found', /has no docs/],
    ['a folder outside', { 'backstage.io/techdocs-ref': 'dir:../other' }, {}, 'invalid', /leads out of its repository/],
    ['an encoded way out', { 'backstage.io/techdocs-ref': 'dir:..%2f..%2fetc' }, {}, 'not-found', /neither an mkdocs\.yml/],
    ['an address of no GitHub', { 'backstage.io/techdocs-ref': 'url:https://gitlab.com/a/b' }, {}, 'invalid', /cannot be followed/],
    ['no site', DIR, {}, 'not-found', /neither an mkdocs\.yml nor a docs folder/],
    ['an empty docs folder', DIR, { [`${ROOT}mkdocs.yml`]: 'site_name: a' }, 'not-found', /there is nothing in it/],
    ['docs_dir outside', DIR, { [`${ROOT}mkdocs.yml`]: 'site_name: a\ndocs_dir: ../x' }, 'invalid', /docs_dir in mkdocs\.yml must be a folder below it/],
    ['docs_dir from the root', DIR, { [`${ROOT}mkdocs.yml`]: 'site_name: a\ndocs_dir: /etc' }, 'invalid', /docs_dir/],
    ['broken YAML', DIR, { [`${ROOT}mkdocs.yml`]: 'a: [' }, 'invalid', /not valid YAML/],
    ['an empty configuration', DIR, { [`${ROOT}mkdocs.yaml`]: '' }, 'invalid', /mkdocs\.yaml is empty/],
    ['a nav that is none', DIR, { [`${ROOT}mkdocs.yml`]: 'nav:\n  - a: 3' }, 'invalid', /nav in mkdocs\.yml/],
  ])('refuses %s with a message that says what to do', async (_name, annotations, files, reason, message) => {
    const { service } = createService(files);
    await expect(service.openSite(toEntity(annotations))).rejects.toMatchObject({ reason, message: expect.stringMatching(message) as string });
  });

  it('shows the docs of another entity, at the page that is named', async () => {
    const owner = toEntity(DIR);
    const { service } = createService(SITE, { lookUp: (ref) => (ref === 'component:default/pay' ? owner : undefined) });
    const entity = toEntity({ 'backstage.io/techdocs-entity': 'component:default/pay', 'backstage.io/techdocs-entity-path': '/guides/run/' });
    expect((await service.openSite(entity)).page?.path).toBe('guides/run.md');
    await expect(createService(SITE).service.openSite(entity)).rejects.toMatchObject({ reason: 'not-found' });
  });
});

describe('files of a page', () => {
  it('resolves links as MkDocs and as the address would, and never leaves the docs folder', async () => {
    const { service, source } = createService({ ...SITE, 'file:///work/secret.md': 'secret', [`${ROOT}secret.md`]: 'secret' });
    const { site } = await service.openSite(toEntity(DIR));
    expect(resolveLink(site, 'guides/run.md', 'set%20up.md#Top')).toEqual({ type: 'page', path: 'guides/set up.md', fragment: 'Top' });
    expect(resolveLink(site, 'guides/run.md', '../set%20up/')).toEqual({ type: 'page', path: 'guides/set up.md', fragment: undefined });
    expect(resolveLink(site, 'index.md', '#a%20b')).toEqual({ type: 'page', path: 'index.md', fragment: 'a b' });
    expect(resolveLink(site, 'index.md', 'mailto:a@b.c')).toEqual({ type: 'external', url: 'mailto:a@b.c' });
    expect(resolveFile(site, 'guides/run.md', '../img/a.png')).toBe('img/a.png');
    for (const href of ['../secret.md', '../../secret.md', '..%2Fsecret.md', '%2e%2e/secret.md', '/../secret.md', 'javascript:alert(1)', 'file:///etc/passwd', 'vscode://x', 'command:a', 'nowhere.md']) {
      expect(resolveLink(site, 'index.md', href).type, href).toBe('broken');
    }
    await expect(service.file(site, '../secret.md')).rejects.toMatchObject({ reason: 'not-found' });
    await expect(service.page(site, '..%2Fsecret.md')).rejects.toMatchObject({ reason: 'not-found' });
    expect(source.reads.filter((uri) => uri.includes('secret'))).toEqual([]);
  });

  it('reads nothing behind a symbolic link', async () => {
    const { service, source } = createService(SITE, { passesLink: (_folder, path) => Promise.resolve(path.startsWith('img/')) });
    const { site } = await service.openSite(toEntity(DIR));
    await expect(service.file(site, 'img/a.png')).rejects.toMatchObject({ reason: 'invalid', message: expect.stringContaining('symbolic link') as string });
    expect(source.reads).not.toContain(`${ROOT}docs/img/a.png`);
    const linked = createService(SITE, { passesLink: (_folder, path) => Promise.resolve(path === 'docs') });
    await expect(linked.service.openSite(toEntity(DIR))).rejects.toMatchObject({ reason: 'invalid' });
  });

  it('stops reading titles when it is cancelled', async () => {
    const { service } = createService(SITE);
    const { site } = await service.openSite(toEntity(DIR));
    const controller = new AbortController();
    controller.abort();
    const failing = createService(SITE, { passesLink: () => Promise.reject(new Error('gone')) });
    await expect(failing.service.readTitles(site, controller.signal)).rejects.toMatchObject({ reason: 'cancelled' });
    expect((await failing.service.readTitles(site)).pages.map(({ title }) => title)).toEqual(['Start', 'Set up', 'Run']);
    await service.readTitles(site);
  });
});

describe('sites of several parts', () => {
  const mono = {
    [`${ROOT}mkdocs.yml`]: "site_name: Mono\nexclude_docs: |\n  drafts/\nnav:\n  - index.md\n  - Alpha: '!include ./services/alpha/mkdocs.yml'\n",
    [`${ROOT}docs/index.md`]: '# Start\n\n[guide](alpha/guide.md) ![p](alpha/p.png)\n\n[gone](gone.md)\n',
    [`${ROOT}docs/drafts/x.md`]: '# X\n',
    [`${ROOT}services/alpha/mkdocs.yml`]: 'site_name: alpha\nnav:\n  - Guide: guide.md\n',
    [`${ROOT}services/alpha/docs/guide.md`]: '# The guide\n\n--8<-- "services/alpha/part.md"\n',
    [`${ROOT}services/alpha/docs/p.png`]: 'x',
    [`${ROOT}services/alpha/part.md`]: 'From a *part*.',
  };

  it('shows the pages of an included site in its folder, and reads them from where they are', async () => {
    const { service } = createService(mono);
    const { site } = await service.openSite(toEntity({ 'backstage.io/techdocs-ref': 'dir:.' }));
    expect(site.nav).toEqual([
      { type: 'page', title: 'Home', path: 'index.md' },
      { type: 'section', title: 'Alpha', children: [{ type: 'page', title: 'Guide', path: 'alpha/guide.md' }] },
    ]);
    expect([...site.files].sort()).toEqual(['alpha/guide.md', 'alpha/p.png', 'index.md']);
    expect(await service.locate(site, 'alpha/guide.md')).toBe(`${ROOT}services/alpha/docs/guide.md`);
    expect(resolveFile(site, 'index.md', 'alpha/p.png')).toBe('alpha/p.png');
    const { html } = await service.render(site, 'alpha/guide.md', await service.page(site, 'alpha/guide.md'));
    expect(html).toContain('<p>From a <em>part</em>.</p>');
  });

  it('tells of links that lead nowhere', async () => {
    const { service } = createService(mono);
    const { site } = await service.openSite(toEntity({ 'backstage.io/techdocs-ref': 'dir:.' }));
    expect(await checkSite(service, site)).toEqual([{ kind: 'broken-link', path: 'index.md', line: 5, message: 'gone.md is not among the files of these docs.' }]);
  });

  it.each([
    ['a file that is not there', "nav:\n  - A: '!include ./none/mkdocs.yml'", 'no such file'],
    ['a file outside', "nav:\n  - A: '!include ../mkdocs.yml'", 'no such file'],
    ['a thing of Python', 'extra: !!python/name:os.system', 'TechDocs refuses'],
  ])('refuses %s', async (_what, config, message) => {
    const { service } = createService({ ...mono, [`${ROOT}mkdocs.yml`]: `site_name: Mono\n${config}\n` });
    await expect(service.openSite(toEntity({ 'backstage.io/techdocs-ref': 'dir:.' }))).rejects.toThrow(message);
  });
});
