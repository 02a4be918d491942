// @vitest-environment jsdom
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { toExportedPage } from '../../../webview/docs/exportPage';
import { createMoreMenu } from '../../../webview/docs/moreMenu';
import { createReportIssue } from '../../../webview/docs/reportIssue';
import { createScrollSync } from '../../../webview/docs/scrollSync';
import { lineAtTop, lineOf, topOfLine } from '../../../webview/docs/sourceLines';
import { nextSize, showSize } from '../../../webview/docs/textSize';

/** A page of blocks of 100 px at the lines given, in a window that has scrolled. */
function layOut(lines: readonly number[]): { readonly main: HTMLElement; readonly article: HTMLElement } {
  const article = document.createElement('article');
  const main = document.createElement('main');
  main.append(article);
  document.body.replaceChildren(main);
  main.getBoundingClientRect = () => new DOMRect(0, 0, 500, 400);
  lines.forEach((line, i) => {
    const block = document.createElement('p');
    block.dataset['line'] = String(line);
    block.getBoundingClientRect = () => new DOMRect(0, i * 100 - main.scrollTop, 500, 100);
    article.append(block);
  });
  return { main, article };
}

beforeEach(() => document.body.replaceChildren());

describe('lines of the source', () => {
  it('are found by what stands at the top, and the other way round', () => {
    const { main, article } = layOut([0, 4, 10, 30]);
    main.scrollTop = 150;
    expect(lineAtTop(main, article)).toBe(7);
    expect(topOfLine(main, article, 7)).toBe(150);
    expect(topOfLine(main, article, 20)).toBe(250);
    expect(topOfLine(main, article, 99)).toBe(300);
    expect(lineOf(article.lastElementChild)).toBe(30);
    expect(lineOf(main)).toBeUndefined();
  });

  it('skip blocks that moved, such as footnotes at the end', () => {
    const { main, article } = layOut([0, 10, 3, 20]);
    expect(topOfLine(main, article, 15)).toBe(200);
  });

  it('are unknown in a page without any', () => {
    const { main, article } = layOut([]);
    expect(lineAtTop(main, article)).toBeUndefined();
    expect(topOfLine(main, article, 5)).toBeUndefined();
  });
});

describe('scrolling together', () => {
  const scroll = (main: HTMLElement, top: number): void => {
    main.scrollTop = top;
    main.dispatchEvent(new Event('scroll'));
  };

  it('tells what the reader scrolls, follows the editor, and answers to neither', () => {
    vi.stubGlobal('requestAnimationFrame', (run: () => void) => (run(), 1));
    const { main, article } = layOut([0, 10, 20, 30]);
    let time = 1_000;
    const told: number[] = [];
    const sync = createScrollSync(main, article, (line) => told.push(line), () => time);
    sync.enable(true);
    let hovered = true;
    vi.spyOn(main, 'matches').mockImplementation(() => hovered);
    scroll(main, 100);
    expect(told).toEqual([10]);
    // The editor followed and tells where it is: an echo.
    sync.follow(9);
    expect(main.scrollTop).toBe(100);
    time += 1_000;
    sync.follow(20);
    expect(main.scrollTop).toBe(200);
    main.dispatchEvent(new Event('scroll'));
    expect(told).toEqual([10]);
    // A picture came in and moved the page.
    hovered = false;
    scroll(main, 260);
    expect(told).toEqual([10]);
    sync.enable(false);
    sync.follow(0);
    expect(main.scrollTop).toBe(260);
    vi.unstubAllGlobals();
  });
});

describe('text size', () => {
  it('goes in steps, stays in bounds and takes nothing that is no number', () => {
    expect([nextSize(100, 1), nextSize(110, -1), nextSize(105, 1), nextSize(200, 1), nextSize(70, -1), nextSize(150, 0)]).toEqual([110, 100, 110, 200, 70, 100]);
    expect([showSize(document.body, 5_000), showSize(document.body, NaN)]).toEqual([200, 100]);
    expect(document.body.style.getPropertyValue('--docs-text-size')).toBe('1');
  });
});

describe('the menu', () => {
  it('is walked by keys and closed by Escape', () => {
    const ran: string[] = [];
    const menu = createMoreMenu([
      { label: 'A', run: () => ran.push('A') },
      { label: 'Hidden', isShown: () => false, run: () => ran.push('Hidden') },
      { label: 'B', stays: true, run: () => ran.push('B') },
    ]);
    document.body.append(menu);
    const key = (name: string): boolean => (document.activeElement ?? menu).dispatchEvent(new KeyboardEvent('keydown', { key: name, bubbles: true, cancelable: true }));
    menu.querySelector('button')?.click();
    expect([...menu.querySelectorAll('[role=menuitem]')].map(({ textContent }) => textContent)).toEqual(['A', 'B']);
    key('ArrowUp');
    key('Enter');
    key('Enter');
    key('ArrowDown');
    key('Enter');
    expect(ran).toEqual(['B', 'B', 'A']);
    expect(menu.querySelector<HTMLElement>('.menu')?.hidden).toBe(true);
    menu.querySelector('button')?.click();
    key('Escape');
    expect(menu.querySelector<HTMLElement>('.menu')?.hidden).toBe(true);
  });
});

describe('an issue on a passage', () => {
  function open(create: () => Promise<{ number: number; url: string }>) {
    HTMLDialogElement.prototype.showModal = function () {
      this.open = true;
    };
    HTMLDialogElement.prototype.close = function () {
      this.open = false;
    };
    const article = document.createElement('article');
    const opened: string[] = [];
    const calls: string[][] = [];
    const issues = createReportIssue({
      article,
      draft: () => Promise.resolve({ repository: 'acme/shop', title: 'T', body: 'B' }),
      create: (title, body) => {
        calls.push([title, body]);
        return create();
      },
      onOpen: (url) => opened.push(url),
    });
    document.body.append(article, ...issues.nodes);
    const dialog = document.querySelector('dialog');
    const button = (): HTMLElement => [...(dialog?.querySelectorAll<HTMLElement>('vscode-button') ?? [])].at(-1) ?? document.body;
    return { issues, dialog, button, calls, opened, status: () => dialog?.querySelector('.report-status')?.textContent };
  }

  it('is shown first, filed once however often the button is pressed, and can be opened', async () => {
    const { issues, dialog, button, calls, opened, status } = open(() => Promise.resolve({ number: 7, url: 'https://x/7' }));
    await issues.report();
    expect(calls).toEqual([]);
    expect(dialog?.querySelector('h2')?.textContent).toBe('Report an issue in acme/shop');
    button().click();
    button().click();
    await vi.waitFor(() => expect(status()).toBe('Issue #7 was created.'));
    expect(calls).toEqual([['T', 'B']]);
    button().click();
    expect(opened).toEqual(['https://x/7']);
  });

  it('keeps what was written when it cannot be filed', async () => {
    let tries = 0;
    const { issues, dialog, button, status } = open(() => (tries++ === 0 ? Promise.reject(new Error('GitHub cannot be reached.')) : Promise.resolve({ number: 8, url: 'https://x/8' })));
    await issues.report();
    const body = dialog?.querySelector('textarea');
    if (body) {
      body.value = 'mine';
    }
    button().click();
    await vi.waitFor(() => expect(status()).toBe('GitHub cannot be reached.'));
    expect(body?.value).toBe('mine');
    button().click();
    await vi.waitFor(() => expect(status()).toBe('Issue #8 was created.'));
  });
});

describe('an exported page', () => {
  it('has what is chosen and nothing that only works in the panel', () => {
    const article = document.createElement('article');
    article.innerHTML = '<p data-line="3"><a href="#" data-href="b.md">b</a><input type="radio" name="x"><input type="radio" name="x"></p><div class="highlight"><button class="copy"></button></div>';
    article.querySelectorAll('input')[1]?.click();
    const { html } = toExportedPage('T', article);
    expect(html).toBe('<p><a href="b.md">b</a><input type="radio" name="x"><input type="radio" name="x" checked=""></p><div class="highlight"></div>');
  });
});
