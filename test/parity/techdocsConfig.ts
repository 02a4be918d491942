import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { messageOf } from '../../src/portal/base/errors';
import { toRecord } from '../../src/portal/catalog/catalogRecord';
import { checkSite } from '../../src/portal/techdocs/checkSite';
import { DocsConfigError } from '../../src/portal/techdocs/site/docsConfigError';
import type { DocsSite, NavNode } from '../../src/portal/techdocs/site/docsSite';
import { toFolderUri } from './folderSource';
import { createParityService } from './techdocs';

interface RecordedNav {
  readonly type: 'page' | 'section' | 'link';
  readonly title: string | null;
  readonly src?: string;
  readonly url?: string;
  readonly children?: readonly RecordedNav[];
}

interface Recorded {
  readonly techdocsNode: { readonly ok: boolean };
  readonly mkdocs: { readonly ok: boolean; readonly site_name?: string; readonly nav?: readonly RecordedNav[]; readonly pages?: readonly { readonly title: string; readonly src: string; readonly url: string }[] } | null;
}

export function hasGoldenConfigs(dir: string): boolean {
  return existsSync(join(dir, 'config'));
}

/** Compares what becomes of site configurations with what TechDocs and MkDocs made of them. @param dir holds `config/NAME/expected.json` */
export async function compareConfigs(dir: string): Promise<{ readonly total: number; readonly differences: readonly string[] }> {
  const names = (await readdir(join(dir, 'config'))).sort();
  const differences: string[] = [];
  for (const name of names) {
    const folder = join(dir, 'config', name);
    const recorded = JSON.parse(await readFile(join(folder, 'expected.json'), 'utf8')) as Recorded;
    const [expected, actual] = [JSON.stringify(toExpected(recorded)), JSON.stringify(await toActual(folder))];
    if (expected !== actual) {
      differences.push(`${name}: expected ${expected}, ours ${actual}`);
    }
  }
  return { total: names.length, differences };
}

function toExpected({ techdocsNode, mkdocs }: Recorded): unknown {
  if (!techdocsNode.ok || !mkdocs?.ok) {
    return { refusedBy: techdocsNode.ok ? 'mkdocs' : 'techdocs' };
  }
  return { siteName: mkdocs.site_name, nav: mkdocs.nav?.map(toNode), pages: mkdocs.pages?.map(({ title, src, url }) => ({ title, src, url })) };
}

function toNode({ type, title, src, url, children }: RecordedNav): unknown {
  return type === 'section' ? { type, title, children: children?.map(toNode) } : type === 'link' ? { type, title: title ?? url, url } : { type, title, src };
}

async function toActual(folder: string): Promise<unknown> {
  const service = createParityService();
  const entity = { apiVersion: 'backstage.io/v1alpha1', kind: 'Component', metadata: { name: 'golden', annotations: { 'backstage.io/techdocs-ref': 'dir:.' } } };
  const record = toRecord(entity, { uri: `${toFolderUri(folder)}catalog-info.yaml`, document: 0, position: { line: 0, character: 0 }, source: 'workspace' });
  try {
    const site = await service.readTitles((await service.openSite(record)).site);
    if (site.config.strict && (await checkSite(service, site)).some(({ kind }) => kind !== 'missing-anchor' && kind !== 'dropped')) {
      return { refusedBy: 'mkdocs' };
    }
    return { siteName: site.config.siteName, nav: site.nav.map(fromNode), pages: pagesOf(site) };
  } catch (error) {
    return { refusedBy: error instanceof DocsConfigError ? error.refusedBy : messageOf(error) };
  }
}

function fromNode(node: NavNode): unknown {
  switch (node.type) {
    case 'section':
      return { type: node.type, title: node.title, children: node.children.map(fromNode) };
    case 'link':
      return { type: node.type, title: node.title, url: node.href };
    case 'page':
      return { type: node.type, title: node.title, src: node.path };
  }
}

/** The pages of the navigation, in its order. */
function pagesOf(site: DocsSite): unknown {
  const paths = (nodes: readonly NavNode[]): readonly string[] => nodes.flatMap((node) => (node.type === 'page' ? [node.path] : node.type === 'section' ? paths(node.children) : []));
  return paths(site.nav).map((path) => {
    const page = site.pages.find((each) => each.path === path);
    return { title: page?.title, src: path, url: page?.url };
  });
}
