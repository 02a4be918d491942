import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { FrameLocator, Locator, Page } from 'playwright-core';
import { out } from '../../../scripts/lib/paths';

/** Where pictures are kept that a person looks at. */
const SCREENSHOTS = join(out, 'screenshots');

/** A key chord of this machine's workbench. */
const MODIFIER = process.platform === 'darwin' ? 'Meta' : 'Control';

export type Theme = 'light' | 'dark' | 'contrast';

/** Colour themes by their names in the settings, in the list that a person chooses from, and on the workbench that shows them. */
export const THEMES: Readonly<Record<Theme, { readonly name: string; readonly label: string; readonly mark: string }>> = {
  light: { name: 'Default Light Modern', label: 'Light Modern', mark: 'vs' },
  dark: { name: 'Default Dark Modern', label: 'Dark Modern', mark: 'vs-dark' },
  contrast: { name: 'Default High Contrast', label: 'Dark High Contrast', mark: 'hc-black' },
};

export interface WorkbenchContext {
  /** The copy of the folder that is open. */
  readonly folder: string | undefined;
  /** What VS Code's server keeps: settings, storage, logs. */
  readonly dataDir: string;
  readonly url: string;
  readonly close: () => Promise<void>;
}

/** A row of the Problems view. */
export interface ShownProblem {
  readonly text: string;
  readonly severity: 'error' | 'warning' | 'info';
}

/** VS Code as a person sees it. Everything waits for what it asks for; what does not come fails the test. */
export class Workbench {
  constructor(
    readonly page: Page,
    readonly context: WorkbenchContext,
  ) {}

  get folder(): string {
    if (this.context.folder === undefined) {
      throw new Error('This workbench was opened without a folder.');
    }
    return this.context.folder;
  }

  /** Resolves when the workbench is drawn and its extension host has started. */
  async ready(): Promise<void> {
    await this.page.locator('.monaco-workbench .activitybar .action-item').first().waitFor();
    await this.page.locator('.monaco-workbench .part.statusbar').waitFor();
  }

  /**
   * Loads the window again as a person does. The page's own reload ends it without a word, and VS Code may not have written down
   * yet which editors are open.
   */
  async reloadWindow(): Promise<void> {
    const loaded = this.page.waitForEvent('load');
    await this.runCommand('Developer: Reload Window');
    await loaded;
    await this.ready();
  }

  /** Opens a second window on the same server, with an extension host of its own. Closing this workbench closes it, too. */
  async openWindow(): Promise<Workbench> {
    const page = await this.page.context().newPage();
    await page.goto(this.context.url);
    const workbench = new Workbench(page, { ...this.context, close: () => page.close() });
    await workbench.ready();
    return workbench;
  }

  /** Shows another colour theme in the open window, which costs less than opening one for each. */
  async showTheme(theme: Theme): Promise<void> {
    const { label, mark } = THEMES[theme];
    await this.runCommand('Preferences: Color Theme');
    await this.quickInput.type(label);
    await this.quickInput.choose(new RegExp(`^${label}`));
    await this.quickInput.root.waitFor({ state: 'hidden' });
    await this.page.locator(`.monaco-workbench.${mark}`).first().waitFor();
  }

  /**
   * Takes the focus away from the window and gives it back, as when a person turns to another one for a while. The browser of tests
   * pretends that each page has the focus; that is switched off.
   */
  async turnAwayAndBack(away: () => Promise<void>): Promise<void> {
    const context = this.page.context();
    const session = await context.newCDPSession(this.page);
    await session.send('Emulation.setFocusEmulationEnabled', { enabled: false });
    const other = await context.newPage();
    try {
      await other.bringToFront();
      await this.page.waitForFunction('!document.hasFocus()');
      await away();
      await this.page.bringToFront();
      await this.page.waitForFunction('document.hasFocus()');
    } finally {
      await other.close();
      await session.detach();
    }
  }

  /** An icon of the activity bar, by the title of its view container. */
  activity(title: string): Locator {
    return this.page.locator('.activitybar .action-item a.action-label').and(this.page.getByLabel(title));
  }

  /** Shows a view container, and the view of that title in it. */
  async openView(container: string, view: string): Promise<Locator> {
    await this.activity(container).waitFor();
    const pane = this.view(view);
    if (!(await pane.isVisible())) {
      // A click on the icon would close a side bar that is being restored at the same moment.
      await this.runCommand(`${container}: Focus on ${view} View`);
    }
    await pane.waitFor();
    return pane;
  }

  /** A view in the side bar or the panel, by its title. */
  view(title: string): Locator {
    return this.page.locator('.pane').filter({ has: this.page.locator('.pane-header').filter({ hasText: title }) });
  }

  /** Rows of a view's tree that are shown at the moment. */
  treeItems(view: string): Locator {
    return this.view(view).getByRole('treeitem');
  }

  /** The row of that label, which need not be there yet. */
  treeItem(view: string, label: string | RegExp): Locator {
    return this.treeItems(view).filter({ hasText: label }).first();
  }

  /** Opens a row that is closed. */
  async expand(view: string, label: string | RegExp): Promise<void> {
    const row = this.treeItem(view, label);
    await row.waitFor();
    if ((await row.getAttribute('aria-expanded')) === 'false') {
      await row.locator('.monaco-tl-twistie').click();
      await this.page.locator('.pane [role=treeitem][aria-expanded=true]').filter({ hasText: label }).first().waitFor();
    }
  }

  /** The letter at the end of a row that decorates it; the editor draws it by style alone. */
  decoration(row: Locator): Promise<string> {
    return row.locator('.monaco-icon-label').first().evaluate((node) => {
      const style = Reflect.get(globalThis, 'getComputedStyle') as (node: unknown, part: string) => { readonly content: string };
      return style(node, '::after').content.replace(/^"|"$/g, '');
    });
  }

  /** The number on an icon of the activity bar; hidden while there is none. */
  badge(title: string): Locator {
    return this.page.locator('.activitybar .action-item').filter({ has: this.page.getByLabel(title) }).locator('.badge-content');
  }

  /** Drags the edge of the side bar until it is so many pixels wide, or as narrow as it gets. */
  async resizeSideBar(width: number): Promise<void> {
    const box = await this.page.locator('.part.sidebar').boundingBox();
    if (!box) {
      throw new Error('The side bar is hidden.');
    }
    const y = box.y + box.height / 3;
    await this.page.mouse.move(box.x + box.width + 2, y);
    await this.page.mouse.down();
    await this.page.mouse.move(box.x + width, y, { steps: 5 });
    await this.page.mouse.up();
  }

  /** The quick input: palette, quick picks and input boxes. */
  get quickInput(): QuickInput {
    return new QuickInput(this.page);
  }

  /** Runs a command by the title that the palette shows, such as `Stagedoor: Refresh Catalog`. */
  async runCommand(title: string): Promise<void> {
    await this.page.keyboard.press('F1');
    await this.quickInput.type(`>${title}`);
    await this.quickInput.choose(title);
  }

  /** Opens a file of the folder through Go to File. */
  async openFile(path: string): Promise<Editor> {
    await this.page.keyboard.press(`${MODIFIER}+p`);
    await this.quickInput.type(path);
    const name = path.split('/').at(-1) ?? path;
    await this.quickInput.choose(name);
    return this.editor(name);
  }

  /** The text editor that is active, once its tab bears that name and its text is read. */
  async editor(name: string | RegExp): Promise<Editor> {
    await this.page.locator('.tab.active').filter({ hasText: name }).first().waitFor();
    const editor = new Editor(this.page);
    await editor.root.locator('.view-lines').waitFor();
    return editor;
  }

  /** Opens the Problems view and reads its rows. */
  async problems(): Promise<ShownProblem[]> {
    const panel = this.page.locator('.markers-panel');
    if (!(await panel.isVisible())) {
      await this.page.keyboard.press(`${MODIFIER}+Shift+m`);
      await panel.waitFor();
    }
    // Read at one moment: a row may go while others are looked at.
    const rows = await panel.locator('.monaco-list-row').filter({ has: this.page.locator('.marker-icon') }).evaluateAll((nodes) =>
      nodes.map((node) => {
        const icon = (node as unknown as { querySelector(selector: string): object | null }).querySelector('.marker-icon .codicon');
        return { text: String(Reflect.get(node, 'textContent')), icon: icon ? String(Reflect.get(icon, 'className')) : '' };
      }),
    );
    return rows.map(({ text, icon }) => ({ text: text.replace(/\s+/g, ' ').trim(), severity: icon.includes('error') ? 'error' : icon.includes('warning') ? 'warning' : 'info' }));
  }

  /** The document inside a webview; the n-th of those that are shown, counted from 0. */
  webview(index = 0): FrameLocator {
    return this.page.frameLocator('iframe.webview.ready').nth(index).frameLocator('#active-frame');
  }

  /** A notification with that text. */
  notification(text: string | RegExp): Locator {
    return this.page.locator('.notification-toast').filter({ hasText: text });
  }

  /** The modal dialog, where one is open. */
  get dialog(): Locator {
    return this.page.locator('.monaco-dialog-box');
  }

  /** Takes a picture into out/screenshots/NAME.png. Waits until nothing is in progress any more, unless it is to be seen. */
  async screenshot(name: string, { busy = false } = {}): Promise<string> {
    mkdirSync(SCREENSHOTS, { recursive: true });
    const path = join(SCREENSHOTS, `${name}.png`);
    if (!busy) {
      await this.page.locator('.monaco-progress-container.active').first().waitFor({ state: 'hidden' });
    }
    await this.page.screenshot({ path, animations: 'disabled' });
    return path;
  }

  close(): Promise<void> {
    return this.context.close();
  }
}

/** The quick input that is open, or about to open. */
export class QuickInput {
  constructor(private readonly page: Page) {}

  get root(): Locator {
    return this.page.locator('.quick-input-widget:visible');
  }

  get field(): Locator {
    return this.root.locator('.quick-input-filter input, .quick-input-box input').first();
  }

  get rows(): Locator {
    return this.root.locator('.quick-input-list .monaco-list-row');
  }

  /** Replaces what stands in the field. */
  async type(text: string): Promise<void> {
    await this.field.waitFor();
    await this.field.fill(text);
  }

  /** Chooses the row whose label holds the text. */
  async choose(label: string | RegExp): Promise<void> {
    const row = this.rows.filter({ hasText: label }).first();
    await row.waitFor();
    await row.click();
  }

  /** Confirms what is typed. */
  async accept(): Promise<void> {
    await this.field.press('Enter');
  }
}

/** The active text editor. */
export class Editor {
  constructor(private readonly page: Page) {}

  get root(): Locator {
    return this.page.locator('.editor-group-container.active .editor-instance .monaco-editor').first();
  }

  /** The lines that are in sight, as text. */
  async text(): Promise<string> {
    const lines = this.root.locator('.view-lines');
    await lines.waitFor();
    // Monaco draws spaces as non-breaking ones, and keeps its lines in no order but that of their position.
    const rows = await lines.locator('.view-line').evaluateAll((nodes) => nodes.map((node) => ({ top: Number.parseFloat(Reflect.get(Reflect.get(node, 'style') as object, 'top') as string), text: String(Reflect.get(node, 'textContent')) })));
    return rows.sort((a, b) => a.top - b.top).map(({ text }) => text.replaceAll('\u00a0', ' ')).join('\n');
  }

  /** Line and column of the caret, counted from 1, as the status bar shows them. */
  async position(): Promise<{ line: number; column: number }> {
    const status = await this.page.locator('#status\\.editor\\.selection').innerText();
    const [line = 0, column = 0] = [...status.matchAll(/\d+/g)].map(Number);
    return { line, column };
  }

  /** Puts the caret on a line (from 1) and column (from 1). */
  async goTo(line: number, column = 1): Promise<void> {
    await this.focus();
    await this.page.keyboard.press('Control+g');
    const quickInput = new QuickInput(this.page);
    await quickInput.type(`:${line}:${column}`);
    await quickInput.accept();
    await quickInput.root.waitFor({ state: 'hidden' });
  }

  async focus(): Promise<void> {
    await this.root.locator('.view-lines').click();
  }

  /** Types at the caret. */
  async type(text: string): Promise<void> {
    await this.page.keyboard.type(text);
  }

  /** Asks for completion and gives the labels that are offered. */
  async completions(): Promise<string[]> {
    await this.page.keyboard.press('Control+Space');
    const widget = this.page.locator('.suggest-widget.visible');
    const rows = widget.locator('.monaco-list-row');
    await rows.first().waitFor();
    return rows.locator('.label-name').allInnerTexts();
  }

  /** Squiggles in sight. */
  squiggles(severity: 'error' | 'warning'): Locator {
    return this.root.locator(`.cdr.squiggly-${severity}`);
  }
}
