import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { toRecord } from '../../src/portal/catalog/catalogRecord';
import { createDocsService, type DocsService } from '../../src/portal/techdocs/docsService';
import type { DocsSite } from '../../src/portal/techdocs/site/docsSite';
import { toMkdocsHref } from '../../src/portal/techdocs/site/mkdocsHref';
import { createFolderSource, toFolderUri } from './folderSource';
import { firstDifference } from './sameHtml';

export interface ParityResult {
  readonly equal: number;
  readonly total: number;
  readonly differences: readonly { readonly name: string; readonly difference: string }[];
}

/** Whether a folder holds golden pages, in the form that `run` takes. */
export function hasGoldenPages(dir: string): boolean {
  return existsSync(join(dir, 'cases', 'index.json')) || existsSync(join(dir, 'index.json'));
}

/** The same as lines to print. */
export async function compareTechdocs(dir: string): Promise<{ readonly total: number; readonly differences: readonly string[] }> {
  const { total, differences } = await run(dir);
  return { total, differences: differences.map(({ name, difference }) => `${name}: ${difference}`) };
}

interface GoldenPage {
  readonly name: string;
  readonly source: string;
  readonly html: string;
}

/**
 * Compares our pages with those that the real TechDocs made.
 * @param dir a folder with `cases/index.json`, or that `cases` folder itself
 */
export async function run(dir: string): Promise<ParityResult> {
  const names = await readdir(dir);
  const cases = names.includes('cases') ? join(dir, 'cases') : dir;
  const golden = readGoldenPages(JSON.parse(await readFile(join(cases, 'index.json'), 'utf8')));
  const sites = new Map<string, Promise<DocsSite>>();
  const service = createParityService();
  const differences: { name: string; difference: string }[] = [];
  for (const page of golden) {
    const [folder = '', , ...rest] = page.source.split('/');
    const site = sites.get(folder) ?? openSite(service, join(cases, folder));
    sites.set(folder, site);
    const ours = await renderForMkdocs(service, await site, rest.join('/'));
    const difference = firstDifference(ours, await readFile(join(cases, page.html), 'utf8'));
    if (difference !== undefined) {
      differences.push({ name: page.name, difference });
    }
  }
  return { equal: golden.length - differences.length, total: golden.length, differences };
}

function readGoldenPages(value: unknown): readonly GoldenPage[] {
  if (!Array.isArray(value)) {
    throw new Error('cases/index.json is not a list of pages');
  }
  return value as readonly GoldenPage[];
}

export function createParityService(): DocsService {
  return createDocsService({
    files: createFolderSource(),
    log: { debug: () => {}, info: () => {}, warn: console.warn, error: console.error },
    lookUp: () => undefined,
    toFolderUri: () => undefined,
    boundaryOf: () => undefined,
  });
}

/** @param titles whether the titles that stand in the pages are read as well */
export async function openSite(service: DocsService, folder: string, titles = true): Promise<DocsSite> {
  const { site } = await service.openSite(toRecord(
    { apiVersion: 'backstage.io/v1alpha1', kind: 'Component', metadata: { name: 'golden', annotations: { 'backstage.io/techdocs-ref': 'dir:.' } } },
    { uri: `${toFolderUri(folder)}catalog-info.yaml`, document: 0, position: { line: 0, character: 0 }, source: 'workspace' },
  ));
  return titles ? service.readTitles(site) : site;
}

/** A page with its links written as MkDocs writes them. */
async function renderForMkdocs(service: DocsService, site: DocsSite, path: string): Promise<string> {
  return (await service.render(site, path, await service.page(site, path), { toHref: (href) => toMkdocsHref(site, path, href) })).html;
}
