import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { checkSite } from '../../../src/portal/techdocs/checkSite';
import { isMarkdownPath } from '../../../src/portal/techdocs/site/pageUrl';
import { createParityService, openSite } from '../../parity/techdocs';
import { needShared } from '../../shared';

/** Folders with a docs site: an mkdocs.yml with its pages, which a template's files need not have. */
async function sitesBelow(folder: string): Promise<readonly string[]> {
  const files = await readdir(folder, { recursive: true, withFileTypes: true });
  return files.filter(({ name }) => /^mkdocs\.ya?ml$/.test(name)).map(({ parentPath }) => parentPath).filter((path) => existsSync(join(path, 'docs'))).sort();
}

describe('docs sites of public repositories', () => {
  const corpus = needShared('corpus');

  it('open, and each link to a file that is there is resolved', { timeout: 60_000 }, async () => {
    const sites = await sitesBelow(corpus.path);
    expect(sites.length).toBeGreaterThan(0);
    const service = createParityService();
    const unresolved: string[] = [];
    for (const folder of sites) {
      const site = await openSite(service, folder);
      expect(site.pages.length, folder).toBeGreaterThan(0);
      for (const { kind, path, message } of await checkSite(service, site)) {
        const [, target = ''] = /^(\S+) is not among the files/.exec(message) ?? [];
        const file = path === undefined ? '' : join(dirname(join(fileURLToPath(site.docs), path)), decodeURIComponent(target));
        if (kind === 'broken-link' && target !== '' && isMarkdownPath(target) && file.startsWith(fileURLToPath(site.docs)) && existsSync(file)) {
          unresolved.push(`${folder}/${path ?? ''}: ${message}`);
        }
      }
    }
    expect(unresolved).toEqual([]);
  });
});
