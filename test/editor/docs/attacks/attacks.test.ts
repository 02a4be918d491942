import { existsSync } from 'node:fs';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { drawGraph } from '../../../../src/editor/docs/graphvizRoom';
import { createPageRenderer } from '../../../../src/portal/techdocs/renderPage';
import { skipAllUnless } from '../../../skipAllUnless';
import { ATTACK_PAGE } from './attackPage';
import { MARKDOWN_ATTACKS } from './markdownAttacks';
import { OWASP_ATTACKS } from './owaspAttacks';
import { startPanelServer, type PanelServer } from './panelServer';
import { SANITIZER_ATTACKS } from './sanitizerAttacks';

const CHROMIUM = process.env['CHROME_BIN'] ?? '/usr/bin/chromium';
const installed = existsSync(CHROMIUM);

interface Attack {
  readonly id: number;
  readonly text: string;
  readonly html: string;
}

describe('foreign pages in the panel', () => {
  skipAllUnless(installed, `there is no Chromium at ${CHROMIUM} (CHROME_BIN says where it is)`);
  let server: PanelServer;
  let browser: Browser;
  let attacks: readonly Attack[];

  beforeAll(async () => {
    if (!installed) {
      return;
    }
    server = await startPanelServer();
    const renderer = createPageRenderer();
    const texts = [...SANITIZER_ATTACKS, ...OWASP_ATTACKS, ...MARKDOWN_ATTACKS].map((text, id) => text.replaceAll('PWN', `pwned(${id})`).replaceAll('EVIL', `${server.evil.address}/${id}`));
    attacks = await Promise.all(texts.map(async (text, id) => ({ id, text, html: (await renderer.render(text, { title: 'Attack', withLines: true })).html })));
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
  }, 60_000);

  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  /** A page that notes every script that ran, by the number of its attack, and every request and navigation that is not its own. */
  async function openPage(path: string): Promise<{ readonly page: Page; readonly ran: Set<number>; readonly went: string[] }> {
    server.evil.asked.clear();
    const page = await browser.newPage();
    const ran = new Set<number>();
    const went: string[] = [];
    await page.exposeFunction('pwned', (id: number) => void ran.add(id));
    page.on('request', (request) => {
      if (!request.url().startsWith(`${server.address}/`) && !request.url().startsWith('data:')) {
        went.push(request.url());
      }
    });
    page.on('framenavigated', (frame) => {
      if (frame !== page.mainFrame() || new URL(frame.url()).pathname !== path) {
        went.push(`to ${frame.url()}`);
      }
    });
    page.on('dialog', (dialog) => void dialog.dismiss());
    await page.addInitScript(ATTACK_PAGE);
    await page.goto(`${server.address}${path}`);
    return { page, ran, went };
  }

  const textOf = (ids: Iterable<number>): string[] => [...ids].map((id) => attacks.find((attack) => attack.id === id)?.text ?? String(id));

  it('runs none of several hundred attacks and sends nothing', async () => {
    expect(attacks.length).toBeGreaterThanOrEqual(300);
    expect(new Set(attacks.map(({ text }) => text.replace(/\d+/g, ''))).size).toBeGreaterThanOrEqual(300);
    const { page, ran, went } = await openPage('/');
    const graph = await drawGraph('digraph { a [URL="javascript:pwned(1)" label="<script>pwned(1)</script>"] }', 'dot');
    await page.evaluate(`window.graph = ${JSON.stringify(graph)}; window.postMessage({ type: 'event', name: 'settings', params: { scrollSync: true, textSize: 100, mermaid: true } }, '*')`);
    const missing = await page.evaluate<number[]>(`showAttacks(${JSON.stringify(attacks)})`);
    // What a picture that is gone by now still fires.
    await page.evaluate('new Promise((resolve) => setTimeout(resolve, 300))');
    expect(textOf(ran)).toEqual([]);
    expect(went).toEqual([]);
    expect(textOf(server.evil.asked)).toEqual([]);
    expect(textOf(missing)).toEqual([]);
    expect(page.url().replace(/#.*$/, '')).toBe(`${server.address}/`);
    // Nothing of a page reached anything but the messages that it may send.
    expect((await page.evaluate<string[]>('[...window.posted]')).filter((name) => !['ready', 'follow', 'picture', 'graphviz', 'scrolled', 'openSource'].includes(name))).toEqual([]);
    expect(await page.evaluate(`document.title + [...document.querySelectorAll('.article :is(script, style:not(.diagram > style), link, meta, iframe, object, embed, form, base)')].map((node) => node.outerHTML)`)).toBe('Docs');
    await page.close();
    console.log(`none of ${attacks.length} attacks works in the panel`);
  }, 120_000);

  it('would have noticed: without sanitizer and policy most of them work', async () => {
    const { page, ran, went } = await openPage('/open');
    for (let i = 0; i < attacks.length; i += 60) {
      await page.evaluate(`letAttacks(${JSON.stringify(attacks.slice(i, i + 60))})`);
    }
    const asked = went.flatMap((url) => (url.startsWith(server.evil.address) ? [Number(/\/(\d+)[^/]*$/.exec(url)?.[1] ?? NaN)] : []));
    const worked = new Set([...ran, ...server.evil.asked, ...asked.filter((id) => !Number.isNaN(id))]);
    console.log(`${worked.size} of ${attacks.length} attacks work in a page without sanitizer and policy`);
    expect(worked.size).toBeGreaterThan(attacks.length * 0.6);
    await page.close();
  }, 120_000);
});
