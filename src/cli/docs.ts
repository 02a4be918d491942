import { mkdir, stat, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { isPortalError, messageOf } from '../portal/base/errors';
import { toRecord } from '../portal/catalog/catalogRecord';
import { checkSite } from '../portal/techdocs/checkSite';
import { createDocsService, type DocsService } from '../portal/techdocs/docsService';
import type { DocsSite, NavNode } from '../portal/techdocs/site/docsSite';
import { toMkdocsHref } from '../portal/techdocs/site/mkdocsHref';
import { UsageError, type Command, type Terminal } from './command';
import { createDiskFiles, passesLink } from './diskFiles';

interface DocsOptions {
  readonly folder: string;
  readonly out: string | undefined;
}

/** The docs of a folder in the terminal. */
export const docsCommand: Command = {
  name: 'docs',
  summary: 'write the pages of a docs site as TechDocs would, or check them',
  usage: `Usage: stagedoor docs DIR --out OUT
       stagedoor docs DIR --check

Reads the docs site of a folder that holds mkdocs.yml, or a docs folder, as TechDocs would build it.

Options:
  --out OUT  writes the article of each page to OUT, under its path below the docs folder with .html for .md, and pages.json:
             [{title, url, file}] in the order of the navigation
  --check    says which links and anchors lead nowhere, which files are missing, and which settings and HTML a portal drops

Exit codes: 0 all is well, 1 the site would not be built, or --check found something, 2 wrong usage.
`,
  run: async (args, terminal) => {
    const { folder, out } = readOptions(args, terminal);
    try {
      const { service, site } = await openSite(folder);
      return out === undefined ? await check(service, site, terminal) : await write(service, site, out);
    } catch (error) {
      if (!isPortalError(error)) {
        throw error;
      }
      terminal.writeError(`stagedoor docs: ${messageOf(error)}\n`);
      return 1;
    }
  },
};

function readOptions(args: readonly string[], terminal: Terminal): DocsOptions {
  const { values, positionals } = parse(args);
  const [folder, ...others] = positionals;
  if (folder === undefined || others.length > 0) {
    throw new UsageError('it takes one folder.');
  }
  if ((values.out === undefined) === (values.check !== true)) {
    throw new UsageError('say either --out OUT or --check.');
  }
  return { folder: resolve(terminal.cwd, folder), out: values.out === undefined ? undefined : resolve(terminal.cwd, values.out) };
}

function parse(args: readonly string[]): { readonly values: { readonly out?: string; readonly check?: boolean }; readonly positionals: readonly string[] } {
  try {
    return parseArgs({ args: [...args], allowPositionals: true, options: { out: { type: 'string' }, check: { type: 'boolean' } } });
  } catch (error) {
    throw new UsageError(messageOf(error));
  }
}

async function openSite(folder: string): Promise<{ readonly service: DocsService; readonly site: DocsSite }> {
  const info = await stat(folder).catch(() => undefined);
  if (!info?.isDirectory()) {
    throw new UsageError(`there is no folder ${folder}.`);
  }
  const root = `${pathToFileURL(folder).toString().replace(/\/$/, '')}/`;
  const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
  const service = createDocsService({ files: createDiskFiles(), log: silent, lookUp: () => undefined, toFolderUri: () => undefined, boundaryOf: () => root, passesLink });
  // Docs belong to an entity: this one stands for whatever lives in the folder.
  const entity = { apiVersion: 'backstage.io/v1alpha1', kind: 'Component', metadata: { name: 'docs', annotations: { 'backstage.io/techdocs-ref': 'dir:.' } } };
  const record = toRecord(entity, { uri: `${root}catalog-info.yaml`, document: 0, position: { line: 0, character: 0 }, source: 'terminal' });
  const { site } = await service.openSite(record);
  return { service, site: await service.readTitles(site) };
}

async function check(service: DocsService, site: DocsSite, terminal: Terminal): Promise<number> {
  const problems = await checkSite(service, site);
  for (const { path, line, message } of problems) {
    terminal.write(path === undefined ? `${message}\n` : `${path}:${line ?? 1}: ${message}\n`);
  }
  terminal.write(`${site.pages.length} ${site.pages.length === 1 ? 'page' : 'pages'}, ${problems.length} ${problems.length === 1 ? 'problem' : 'problems'}\n`);
  return problems.length > 0 ? 1 : 0;
}

async function write(service: DocsService, site: DocsSite, out: string): Promise<number> {
  for (const { path } of site.pages) {
    const { html } = await service.render(site, path, await service.page(site, path), { toHref: (href) => toMkdocsHref(site, path, href) });
    await put(join(out, path.replace(/\.[^./]+$/, '.html')), html);
  }
  const listed = pathsOf(site.nav);
  const order = [...listed, ...site.pages.map(({ path }) => path).filter((path) => !listed.includes(path))];
  const pages = order.flatMap((path) => site.pages.filter((page) => page.path === path).map(({ title, url }) => ({ title, url, file: path })));
  await put(join(out, 'pages.json'), `${JSON.stringify(pages, undefined, 2)}\n`);
  return 0;
}

function pathsOf(nav: readonly NavNode[]): readonly string[] {
  return nav.flatMap((node) => (node.type === 'page' ? [node.path] : node.type === 'section' ? pathsOf(node.children) : []));
}

async function put(file: string, text: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, text);
}
