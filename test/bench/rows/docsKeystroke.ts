import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';
import { LivePages } from '../../../src/editor/docs/livePages';
import { createPageRenderer } from '../../../src/portal/techdocs/renderPage';
import type { DocsSite } from '../../../src/portal/techdocs/site/docsSite';
import { ATTACK_PAGE } from '../../editor/docs/attacks/attackPage';
import { startPanelServer } from '../../editor/docs/attacks/panelServer';
import type { BenchRow } from '../row';

const CHROMIUM = process.env['CHROME_BIN'] ?? '/usr/bin/chromium';
const LINES = 2_000;
const KEYSTROKES = 100;

/** A page of headings, text, lists, code and tables, with footnotes that reach across it. */
function longPage(): string[] {
  const part = (i: number): string[] => [`## Part ${i}`, '', `Text of *part* ${i} with a [link](#part-1) and a note.[^${i % 20}]`, '', '- one', '- two', '', '```python', `x = ${i}`, '```', '', '| a | b |', '|---|---|', `| ${i} | c |`, ''];
  const lines = ['# Long', '', ...Array.from({ length: 130 }, (_value, i) => part(i)).flat()];
  return [...lines, ...Array.from({ length: 20 }, (_value, i) => `[^${i}]: Note ${i}.\n`).join('\n').split('\n')].slice(0, LINES);
}

/** Waits in the page until a message has changed the article and that is laid out. */
const CHANGE = `(message) => new Promise((resolve) => {
  const article = document.querySelector('.article');
  const begin = performance.now();
  const observer = new MutationObserver(() => {
    observer.disconnect();
    article.getBoundingClientRect();
    resolve(performance.now() - begin);
  });
  observer.observe(article, { childList: true, subtree: true, characterData: true });
  window.postMessage(message, '*');
})`;

export const docsKeystroke: BenchRow = {
  id: 'docs-keystroke',
  title: `A keystroke in a docs page of ${LINES.toLocaleString('en')} lines, to the changed and laid out page (95th percentile)`,
  unit: 'ms',
  limit: 50,
  skip: () => (existsSync(CHROMIUM) ? undefined : `there is no Chromium at ${CHROMIUM}`),
  measure: async () => {
    const server = await startPanelServer();
    const browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
    try {
      const page = await browser.newPage();
      await page.addInitScript(ATTACK_PAGE);
      await page.goto(`${server.address}/`);
      const renderer = createPageRenderer();
      const opened = renderer.live({ withLines: true });
      const live = new LivePages({ live: () => ({ render: (text) => opened.render(text, 'Long') }) });
      const site: DocsSite = { root: '', docs: '', mounts: [], configUri: undefined, files: new Set(), nav: [], pages: [], notices: [], config: { siteName: 'S' } as DocsSite['config'] };
      const lines = longPage();
      const frame = { path: 'long.md', title: 'Long', sections: [], previous: undefined, next: undefined, onGitHub: false };
      const first = await live.render(site, 'long.md', lines.join('\n'), false);
      await page.evaluate(`(${CHANGE})(${JSON.stringify({ type: 'event', name: 'page', params: { ...frame, toc: first?.rendered.toc, version: first?.version, blocks: first?.rendered.blocks, fragment: undefined } })})`);
      const times: number[] = [];
      for (let i = 0; i < KEYSTROKES; i++) {
        const at = 4 + 15 * ((i * 37) % 130);
        lines[at] = `${lines[at] ?? ''}x`;
        const begin = performance.now();
        const next = await live.render(site, 'long.md', lines.join('\n'), true);
        const message = JSON.stringify({ type: 'event', name: 'patch', params: { ...frame, toc: next?.rendered.toc, version: next?.version, patch: next?.patch } });
        const inHost = performance.now() - begin;
        times.push(inHost + (await page.evaluate<number>(`(${CHANGE})(${message})`)));
      }
      times.sort((a, b) => a - b);
      return { values: [times[Math.floor(KEYSTROKES * 0.95)] ?? Infinity], note: `median ${(times[KEYSTROKES >> 1] ?? 0).toFixed(1)} ms, the way between host and page left out` };
    } finally {
      await browser.close();
      await server.close();
    }
  },
};
