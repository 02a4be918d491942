import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { toWorkbenchUrl } from '../../../scripts/vscode/address';
import { launchBrowser } from '../../../scripts/vscode/browser';
import { startServer, writeUserSettings, type Settings } from '../../../scripts/vscode/server';
import { installPackage } from './install';
import { TEST_SETTINGS } from './settings';
import { THEMES, Workbench, type Theme } from './workbench';

export interface WorkbenchOptions {
  /** Folder to open. It is copied first, so that a test may write to it; the copy is `workbench.folder`. Nothing for an empty window. */
  readonly folder?: string;
  /** User settings on top of those every test starts with. */
  readonly settings?: Settings;
  /** Environment of the extension host, such as STAGEDOOR_GITHUB_TOKEN. */
  readonly env?: Readonly<Record<string, string>>;
  readonly theme?: Theme;
  /**
   * `off` (the default) starts VS Code without workspace trust. `ask` leaves it on: the folder is restricted and the question is
   * put when the window opens. `restricted` leaves it on and puts no question.
   */
  readonly trust?: 'off' | 'ask' | 'restricted';
  /** Runs the extension in the web worker instead of the Node host. */
  readonly web?: boolean;
  /** A folder with what the extension has stored at earlier starts. It is copied. */
  readonly globalStorage?: string;
  /** Arguments for the Node that runs VS Code's server, and by that its extension hosts. */
  readonly nodeArguments?: readonly string[];
}

let browser: Promise<Browser> | undefined;

/** One browser for all tests of the process; each workbench has its own profile in it. */
function sharedBrowser(): Promise<Browser> {
  browser ??= launchBrowser();
  return browser;
}

/** Ends the shared browser; the set-up of the interface tests calls it after the last of them. */
export async function closeBrowser(): Promise<void> {
  await (await browser)?.close();
  browser = undefined;
}

function toSettings({ settings = {}, theme = 'light', trust = 'off', web = false }: WorkbenchOptions): Settings {
  return {
    ...TEST_SETTINGS,
    'workbench.colorTheme': THEMES[theme].name,
    ...(trust === 'restricted' ? { 'security.workspace.trust.startupPrompt': 'never' } : {}),
    ...(trust === 'ask' ? { 'security.workspace.trust.startupPrompt': 'always' } : {}),
    ...(web ? { 'remote.extensionKind': { 'stagedoor.stagedoor': ['web'] } } : {}),
    ...settings,
  };
}

/** Opens a workbench of its own with the packaged extension installed. To be closed by the test: `await workbench.close()`. */
export async function openWorkbench(options: WorkbenchOptions = {}): Promise<Workbench> {
  const extensionsDir = await installPackage();
  const dataDir = mkdtempSync(join(tmpdir(), 'stagedoor-workbench-'));
  let folder: string | undefined;
  if (options.folder !== undefined) {
    folder = join(dataDir, 'workspace');
    mkdirSync(folder);
    cpSync(options.folder, folder, { recursive: true });
  }
  if (options.globalStorage !== undefined) {
    cpSync(options.globalStorage, join(dataDir, 'data', 'User', 'globalStorage', 'stagedoor.stagedoor'), { recursive: true });
  }
  writeUserSettings(dataDir, toSettings(options));
  const server = await startServer({ dataDir, extensionsDir, env: options.env ?? {}, nodeArguments: options.nodeArguments ?? [], workspaceTrust: (options.trust ?? 'off') !== 'off' });
  const context = await (await sharedBrowser()).newContext({ viewport: { width: 1280, height: 800 }, colorScheme: options.theme === 'light' || options.theme === undefined ? 'light' : 'dark' });
  const close = async (): Promise<void> => {
    await context.close();
    await server.stop();
    rmSync(dataDir, { recursive: true, force: true, maxRetries: 3 });
  };
  try {
    const page = await context.newPage();
    await page.goto(toWorkbenchUrl({ port: server.port, ...(folder === undefined ? {} : { folder }), payload: [['skipWelcome', 'true'], ['skipReleaseNotes', 'true']] }));
    const workbench = new Workbench(page, { folder, dataDir, url: page.url(), close });
    await workbench.ready();
    return workbench;
  } catch (error) {
    await close();
    throw error;
  }
}
