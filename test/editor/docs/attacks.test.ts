import { existsSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { build } from 'esbuild';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toWebviewHtml } from '../../../src/editor/webviews/webviewHtml';
import { createPageRenderer } from '../../../src/portal/techdocs/renderPage';
import { skipAllUnless } from '../../skipAllUnless';

const CHROMIUM = process.env['CHROME_BIN'] ?? '/usr/bin/chromium';
const installed = existsSync(CHROMIUM);

/** Each calls `pwned()` or asks `EVIL` for something where it is let. */
const EVIL = 'http://127.0.0.1:9/evil';
const ATTACKS: readonly string[] = [
  '<script>pwned()</script>',
  `<script src="${EVIL}.js"></script>`,
  '<img src=x onerror=pwned()>',
  '<img src=x: onerror="pwned()" alt="">',
  `<img src="${EVIL}.png">`,
  '<svg onload=pwned()></svg>',
  '<svg><script>pwned()</script></svg>',
  '<svg><animate onbegin=pwned() attributeName=x dur=1s></svg>',
  '<svg><foreignObject><img src=x onerror=pwned()></foreignObject></svg>',
  '<svg><style><img src=x onerror=pwned()></style></svg>',
  `<svg><image href="${EVIL}.svg"/></svg>`,
  `<svg><use href="data:image/svg+xml,<svg id='x' xmlns='http://www.w3.org/2000/svg' onload='pwned()'/>#x"/></svg>`,
  '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=pwned()&gt;">',
  '<iframe srcdoc="<script>parent.pwned()</script>"></iframe>',
  `<iframe src="${EVIL}"></iframe>`,
  '<iframe src="javascript:parent.pwned()"></iframe>',
  '<object data="javascript:pwned()"></object>',
  `<embed src="${EVIL}.swf">`,
  `<style>@import url(${EVIL}.css);</style>`,
  `<p style="background:url(${EVIL}.gif)">x</p>`,
  `<link rel="stylesheet" href="${EVIL}.css">`,
  `<link rel="prefetch" href="${EVIL}">`,
  `<meta http-equiv="refresh" content="0;url=${EVIL}">`,
  `<base href="${EVIL}/"><img src="a.png">`,
  `<form action="${EVIL}" id="f"><input type="submit" autofocus onfocus="pwned()"></form>`,
  '<input autofocus onfocus=pwned()>',
  '<details open ontoggle=pwned()>x</details>',
  '<body onload=pwned()>',
  '<video><source onerror="pwned()" src="x"></video>',
  `<video poster="${EVIL}.jpg" src="${EVIL}.mp4" autoplay></video>`,
  `<audio src="${EVIL}.mp3" autoplay></audio>`,
  '<marquee onstart=pwned()>x</marquee>',
  '<template><img src=x onerror=pwned()></template>',
  '<noscript><p title="</noscript><img src=x onerror=pwned()>"></noscript>',
  '<div><img src="`x` `"onerror=pwned()></div>',
  '<a href="javascript:pwned()" class="click">click</a>',
  '<a href="jav&#x09;ascript:pwned()" class="click">click</a>',
  '<a href="data:text/html,<script>parent.pwned()</script>" class="click">click</a>',
  `<a href="${EVIL}" class="click">click</a>`,
  `<a href="#" ping="${EVIL}" class="click">click</a>`,
  '[click](javascript:pwned())',
  '![x](x"onerror="pwned())',
  '!!! note "<img src=x onerror=pwned()>"\n    text',
  '=== "<svg onload=pwned()>"\n\n    text',
  '``` "><script>pwned()</script>\ncode\n```',
  '```python title="<img src=x onerror=pwned()>"\ncode\n```',
  '# Heading <img src=x onerror=pwned()> {: onclick=pwned() }',
  '[x](y.md){: onmouseover=pwned() .click }',
  '*[HTML]: "><img src=x onerror=pwned()>\n\nHTML',
  '[^1]\n\n[^1]: <img src=x onerror=pwned()>',
  '<form id="getElementById"><input type="radio" name="querySelector"></form><img name="body"><a id="root">x</a>',
];

/** Those that are also tried where nothing is in their way. */
const CONTROL = ATTACKS.filter((_attack, i) => i % 4 === 0);

describe('foreign pages in the panel', () => {
  skipAllUnless(installed, `there is no Chromium at ${CHROMIUM} (CHROME_BIN says where it is)`);
  let server: Server;
  let browser: Browser;
  let address: string;
  const renderer = createPageRenderer();

  beforeAll(async () => {
    if (!installed) {
      return;
    }
    const bundle = await build({ entryPoints: { docs: 'webview/docs/main.ts' }, bundle: true, write: false, outdir: 'out', format: 'iife', platform: 'browser', logLevel: 'silent' });
    const files = new Map(bundle.outputFiles.map((file) => [`/${file.path.split(/[/\\]/).at(-1) ?? ''}`, file.contents]));
    server = createServer((request, response) => {
      const file = files.get(request.url ?? '');
      if (file) {
        response.setHeader('content-type', request.url?.endsWith('.css') ? 'text/css' : 'text/javascript');
        response.end(file);
      } else if (request.url === '/') {
        response.setHeader('content-type', 'text/html');
        response.end(toWebviewHtml({ title: 'Docs', cspSource: address, nonce: 'abc', script: `${address}/docs.js`, styles: [`${address}/docs.css`], imageSources: ['data:', 'https:'], styleAttributes: true }));
      } else {
        response.setHeader('content-type', 'text/html');
        response.end(request.url === '/open' ? '<!DOCTYPE html><div id="open"></div>' : '');
      }
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
  }, 60_000);

  afterAll(async () => {
    await browser?.close();
    server?.close();
  });

  /** A page that notes every call of `pwned`, every request that is not its own, and every navigation of its frame. */
  async function openPage(path: string): Promise<{ page: Page; heard: string[] }> {
    const page = await browser.newPage();
    const heard: string[] = [];
    await page.exposeFunction('pwned', () => heard.push('script'));
    page.on('request', (request) => {
      if (!request.url().startsWith(address) && !request.url().startsWith('data:')) {
        heard.push(`request ${request.url()}`);
      }
    });
    page.on('framenavigated', (frame) => {
      if (frame.url() !== `${address}${path}` && frame.url() !== `${address}${path}#`) {
        heard.push(`navigation ${frame.url()}`);
      }
    });
    await page.addInitScript(`
      window.posted = [];
      let state;
      window.acquireVsCodeApi = () => ({ postMessage: (m) => window.posted.push(m), getState: () => state, setState: (s) => { state = s; } });
    `);
    await page.goto(`${address}${path}`);
    return { page, heard };
  }

  const settle = (page: Page): Promise<unknown> => page.evaluate('new Promise((r) => requestAnimationFrame(() => setTimeout(r, 60)))');

  async function clickAll(page: Page): Promise<void> {
    await page.evaluate(`document.querySelectorAll('a, summary, button, label').forEach((e) => { e.dispatchEvent(new MouseEvent('mouseover', { bubbles: true })); e.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true })); })`);
  }

  it(`runs none of ${ATTACKS.length} attacks and sends nothing`, async () => {
    const { page, heard } = await openPage('/');
    for (const [i, attack] of ATTACKS.entries()) {
      const { html } = await renderer.render(attack, { title: 'Attack', withLines: true });
      const message = { type: 'event', name: 'page', params: { path: `${i}.md`, title: 'Attack', sections: [], html, toc: [], update: false } };
      await page.evaluate(`window.postMessage(${JSON.stringify(message)}, '*')`);
      await settle(page);
      expect(await page.evaluate(`document.querySelector('.docs').dataset.state`), attack).toBe('page');
      expect(await page.evaluate(`document.querySelector('.article').childNodes.length`), attack).toBeGreaterThan(0);
      await page.evaluate(`document.querySelectorAll('.article a').forEach((e) => e.click())`);
      await settle(page);
      expect(heard, attack).toEqual([]);
    }
    expect(page.url().replace(/#$/, '')).toBe(`${address}/`);
    const posted: unknown = await page.evaluate('window.posted.map((m) => m.name)');
    expect(new Set(posted as string[])).toEqual(new Set(['ready', 'follow', 'picture']));
    await page.close();
  }, 60_000);

  it('would have noticed: without sanitizer and policy most of them work', async () => {
    const works = async (attack: string): Promise<boolean> => {
      const { page, heard } = await openPage('/open');
      const { html } = await renderer.render(attack, { title: 'Attack' });
      await page.evaluate(`document.body.append(document.createRange().createContextualFragment(${JSON.stringify(html)}))`);
      for (const step of [settle, clickAll, settle]) {
        await step(page).catch(() => undefined); // the page may have gone elsewhere: that is heard
      }
      await page.close();
      return heard.length > 0;
    };
    const worked = (await Promise.all(CONTROL.map(works))).filter(Boolean).length;
    expect(worked).toBeGreaterThan(CONTROL.length / 2);
    console.log(`${worked} of ${CONTROL.length} attacks work in a page without sanitizer and policy`);
  }, 120_000);
});
