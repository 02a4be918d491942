import type { Locator } from 'playwright-core';

/** What of the page is touched here; tests are compiled without the DOM. */
interface PageElement {
  readonly textContent: string | null;
  getAttribute(name: string): string | null;
  getBoundingClientRect(): { readonly bottom: number; readonly height: number };
  querySelector(selector: string): PageElement | null;
  querySelectorAll(selector: string): Iterable<PageElement>;
  addEventListener(type: 'click', listener: (event: { readonly timeStamp: number }) => void, options: { readonly capture: boolean; readonly once: boolean }): void;
}

interface PageGlobals {
  readonly MutationObserver: new (onChange: () => void) => { observe(target: PageElement, options: object): void; disconnect(): void };
  requestAnimationFrame(callback: () => void): void;
}

/** A row of a tree that lies in sight. */
export interface ShownRow {
  readonly label: string;
  /** Place in the tree, from 0, over all rows that are open. */
  readonly index: number;
  /** From 1. */
  readonly level: number;
  /** Whether it can be opened and is not. */
  readonly isClosed: boolean;
  /** What the number beside a heading says; 0 where there is none. */
  readonly count: number;
}

const INDEX = 'data-index';

/** Rows that have room for another one below them. @param list the tree itself */
export function readRows(list: Locator): Promise<readonly ShownRow[]> {
  return list.evaluate((tree: PageElement, index) => {
    const { bottom } = tree.getBoundingClientRect();
    const numberOf = (row: PageElement, name: string): number => Number(row.getAttribute(name));
    return [...tree.querySelectorAll('.monaco-list-row')]
      .filter((row) => {
        const box = row.getBoundingClientRect();
        return box.bottom + box.height <= bottom;
      })
      .map((row) => {
        const description = row.querySelector('.label-description')?.textContent ?? '';
        return {
          label: row.querySelector('.label-name')?.textContent ?? '',
          index: numberOf(row, index),
          level: numberOf(row, 'aria-level'),
          isClosed: row.getAttribute('aria-expanded') === 'false',
          count: Number((/^\d[\d,]*/.exec(description)?.[0] ?? '0').replaceAll(',', '')),
        };
      });
  }, INDEX);
}

/**
 * Opens a row with the mouse.
 * @returns ms from the click to the frame that shows the first row below it, by the clock of the page
 */
export async function timeOpening(list: Locator, { index, level }: ShownRow): Promise<number> {
  const child = `.monaco-list-row[${INDEX}="${index + 1}"][aria-level="${level + 1}"]`;
  const watch = await list.evaluateHandle(
    (tree: PageElement, { selector, attributes }) => {
      const page = globalThis as unknown as PageGlobals; // It runs in the page.
      let clicked: number | undefined;
      tree.addEventListener('click', ({ timeStamp }) => (clicked = timeStamp), { capture: true, once: true });
      const shown = new Promise<number>((resolve, reject) => {
        const observer = new page.MutationObserver(() => {
          if (tree.querySelector(selector)) {
            observer.disconnect();
            // What comes after the next frame's callbacks comes when the frame is made.
            page.requestAnimationFrame(() => setTimeout(() => (clicked === undefined ? reject(new Error('The row opened before it was clicked.')) : resolve(performance.now() - clicked))));
          }
        });
        observer.observe(tree, { subtree: true, childList: true, attributeFilter: attributes });
      });
      return { shown };
    },
    { selector: child, attributes: [INDEX, 'aria-level'] },
  );
  await list.locator(`.monaco-list-row[${INDEX}="${index}"] .monaco-tl-twistie`).click();
  await list.locator(child).waitFor();
  const time = await watch.evaluate(({ shown }) => shown);
  await watch.dispose();
  return time;
}
