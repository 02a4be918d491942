import { toRecord } from '../../../src/portal/catalog/catalogRecord';
import { createDocsService, type DocsService } from '../../../src/portal/techdocs/docsService';
import type { DocsSite } from '../../../src/portal/techdocs/site/docsSite';
import { createMemoryFiles } from './memoryFiles';

export const ROOT = 'file:///work/pay/';

/** A site of files given by their paths below its folder. */
export async function openSiteOf(files: Readonly<Record<string, string>>): Promise<{ readonly service: DocsService; readonly site: DocsSite }> {
  const source = createMemoryFiles(Object.fromEntries(Object.entries(files).map(([path, text]) => [ROOT + path.split('/').map(encodeURIComponent).join('/'), text])));
  const log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
  const service = createDocsService({ files: source, log, lookUp: () => undefined, toFolderUri: () => undefined, boundaryOf: () => ROOT });
  const { site } = await service.openSite(
    toRecord(
      { apiVersion: 'backstage.io/v1alpha1', kind: 'Component', metadata: { name: 'pay', annotations: { 'backstage.io/techdocs-ref': 'dir:.' } } },
      { uri: `${ROOT}catalog-info.yaml`, document: 0, position: { line: 0, character: 0 }, source: 'workspace' },
    ),
  );
  return { service, site };
}
