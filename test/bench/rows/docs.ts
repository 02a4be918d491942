import { mkdtempSync, rmSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { diffBlocks } from '../../../src/portal/techdocs/page/renderedPage';
import type { DocsService } from '../../../src/portal/techdocs/docsService';
import type { DocsSite } from '../../../src/portal/techdocs/site/docsSite';
import { createPageRenderer } from '../../../src/portal/techdocs/renderPage';
import { createParityService, openSite } from '../../parity/techdocs';
import type { BenchRow, Measurement } from '../row';

const KEYS = 41;
const PAGES = 200;

/** A section with one of most things that pages have. */
function section(i: number): string {
  return [
    `## Section ${i}`,
    `A paragraph with *emphasis*, **strong**, \`code\` and a [link](page-${i % PAGES}.md), [ref], and a note[^1].\nSecond line, see https://example.com/x?y=${i}.`,
    '- one\n- two with **bold**\n  - three',
    `\`\`\`js title="x"\nlet a = ${i};\n\nlet b = 2;\n\`\`\``,
    `!!! note "T"\n    body of ${i}\n\n    more`,
    `| a | b |\n|---|---|\n| ${i} | x |`,
    '',
  ].join('\n\n');
}

function pageOf(lines: number): string {
  let text = '# Title\n\n[ref]: https://example.com\n[^1]: A note.\n\n*[HTML]: Hyper Text\n\n';
  for (let i = 0; text.split('\n').length < lines; i++) {
    text += section(i);
  }
  return text;
}

export const docsTyping: BenchRow = {
  id: 'docsTyping',
  title: 'A key in a docs page of 2,000 lines, to the patch',
  unit: 'ms',
  limit: 10,
  measure: async () => {
    const live = createPageRenderer().live({ withLines: true });
    let text = pageOf(2000);
    let shown = (await live.render(text, 'T')).blocks;
    const values: number[] = [];
    for (let key = 0; key < KEYS; key++) {
      const at = text.indexOf('Second line', (text.length * key) / KEYS);
      const position = at < 0 ? text.length : at;
      text = `${text.slice(0, position)}${key % 8 === 0 ? '\n' : 'x'}${text.slice(position)}`;
      const started = performance.now();
      const { blocks } = await live.render(text, 'T');
      const patch = diffBlocks(shown, blocks);
      values.push(performance.now() - started);
      if (patch.inserted.length > 3) {
        throw new Error(`A key changed ${patch.inserted.length} blocks`);
      }
      shown = blocks;
    }
    return { values };
  },
};

/** MkDocs out of Debian's packages: older than what TechDocs runs, and good for speed only. */
const MKDOCS = '/usr/bin/mkdocs';

async function withSite(measure: (folder: string, service: DocsService) => Promise<Measurement>): Promise<Measurement> {
  const folder = mkdtempSync(join(tmpdir(), 'stagedoor-docs-bench-'));
  try {
    const put = async (path: string, text: string): Promise<void> => {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), text);
    };
    await put('mkdocs.yml', MKDOCS_CONFIG);
    await put('docs/index.md', pageOf(60));
    for (let i = 0; i < PAGES; i++) {
      await put(`docs/page-${i}.md`, pageOf(120));
    }
    return await measure(folder, createParityService());
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const MKDOCS_CONFIG = `site_name: Bench
theme: {name: material}
markdown_extensions: [admonition, pymdownx.details, pymdownx.superfences, {pymdownx.highlight: {linenums: true}}, {toc: {permalink: true}}, {pymdownx.tabbed: {alternate_style: true}}, pymdownx.magiclink, pymdownx.betterem, pymdownx.mark, pymdownx.tilde, pymdownx.caret, pymdownx.smartsymbols, footnotes, attr_list, def_list, tables, abbr, md_in_html]
`;

function buildWithMkdocs(folder: string): number {
  const started = performance.now();
  const { status, stderr } = spawnSync(MKDOCS, ['build', '-q', '-d', join(folder, 'site')], { cwd: folder, encoding: 'utf8' });
  if (status !== 0) {
    throw new Error(`mkdocs build failed: ${stderr}`);
  }
  return performance.now() - started;
}

const skipMkdocs = (): string | undefined => (spawnSync(MKDOCS, ['--version']).status === 0 ? undefined : 'mkdocs is not installed: apt-get install mkdocs mkdocs-material python3-pymdownx');

async function renderAll(service: DocsService, site: DocsSite): Promise<void> {
  for (const { path } of site.pages) {
    await service.render(site, path, await service.page(site, path));
  }
}

export const docsFirstPage: BenchRow = {
  id: 'docsFirstPage',
  title: 'A site of 200 pages from its folder to its first page, against mkdocs build',
  unit: 'ms',
  mostTimes: 1 / 50,
  skip: skipMkdocs,
  measure: () =>
    withSite(async (folder, service) => {
      const values: number[] = [];
      for (let run = 0; run < 5; run++) {
        const started = performance.now();
        const site = await openSite(service, folder, false);
        await service.render(site, 'index.md', await readFile(join(folder, 'docs/index.md'), 'utf8'));
        values.push(performance.now() - started);
      }
      return { values, against: { name: 'mkdocs build', values: [buildWithMkdocs(folder)] } };
    }),
};

export const docsAllPages: BenchRow = {
  id: 'docsAllPages',
  title: 'All pages of a site of 200, against mkdocs build',
  unit: 'ms',
  mostTimes: 1 / 5,
  skip: skipMkdocs,
  measure: () =>
    withSite(async (folder, service) => {
      const values: number[] = [];
      for (let run = 0; run < 3; run++) {
        const started = performance.now();
        await renderAll(service, await openSite(service, folder));
        values.push(performance.now() - started);
      }
      return { values, against: { name: 'mkdocs build', values: [buildWithMkdocs(folder)] } };
    }),
};
