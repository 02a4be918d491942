// Stands in for the `code` executable: takes the arguments that @vscode/test-electron passes to a desktop VS Code, and runs them in
// the local one, which is VS Code's server and its workbench in a browser without a window. Its exit code is that of the tests.
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ConsoleMessage } from 'playwright-core';
import { out } from '../../../scripts/lib/paths';
import { taskMain, TaskError } from '../../../scripts/lib/taskMain';
import { toWorkbenchUrl } from '../../../scripts/vscode/address';
import { addWorkbenchOptions, launchBrowser, remoteUri } from '../../../scripts/vscode/browser';
import { startServer, writeUserSettings, type Settings } from '../../../scripts/vscode/server';
import { TEST_SETTINGS } from '../workbench/settings';

/** Time a whole run may take, in milliseconds. */
const RUN_TIMEOUT = 300_000;

/** Where the workbench's log of the last run is left. */
const LOG = join(out, 'host', 'code.log');

interface CodeArguments {
  readonly extension: string;
  readonly tests: string;
  readonly folder: string | undefined;
  readonly web: boolean;
  readonly workspaceTrust: boolean;
  readonly userDataDir: string | undefined;
}

export function parseCodeArguments(args: readonly string[]): CodeArguments {
  const option = (name: string): string | undefined => args.find((arg) => arg.startsWith(`--${name}=`))?.slice(name.length + 3);
  const extension = option('extensionDevelopmentPath');
  const tests = option('extensionTestsPath');
  if (!extension || !tests) {
    throw new TaskError('This stand-in for `code` runs tests only: it needs --extensionDevelopmentPath and --extensionTestsPath.', 2);
  }
  return {
    extension,
    tests,
    folder: args.find((arg) => !arg.startsWith('-')),
    web: option('extensionDevelopmentKind') === 'web',
    workspaceTrust: !args.includes('--disable-workspace-trust'),
    userDataDir: option('user-data-dir'),
  };
}

/** The settings that a desktop VS Code would read from its user data. */
function readSettings(userDataDir: string | undefined): Settings {
  const file = userDataDir === undefined ? undefined : join(userDataDir, 'User', 'settings.json');
  return file !== undefined && existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Settings) : {}; // A JSON file of the test's own.
}

function idOf(extension: string): string {
  const { publisher, name } = JSON.parse(readFileSync(join(extension, 'package.json'), 'utf8')) as { publisher: string; name: string };
  return `${publisher}.${name}`;
}

async function run(args: CodeArguments): Promise<number> {
  const dataDir = mkdtempSync(join(tmpdir(), 'stagedoor-code-'));
  writeUserSettings(dataDir, {
    ...TEST_SETTINGS,
    ...(args.web ? { 'remote.extensionKind': { [idOf(args.extension)]: ['web'] } } : {}),
    ...readSettings(args.userDataDir),
  });
  const log: string[] = [];
  const server = await startServer({ dataDir, workspaceTrust: args.workspaceTrust, env: stagedoorEnvironment() });
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    const note = (line: string): void => {
      log.push(line);
      if (process.env.STAGEDOOR_VERBOSE) {
        console.log(line);
      }
    };
    page.on('console', (message: ConsoleMessage) => note(`[${message.type()}] ${message.text()}`));
    page.on('pageerror', (error) => note(`[page] ${error.message}`));
    const ended = new Promise<number>((resolve, reject) => {
      page.on('crash', () => reject(new Error('The workbench crashed.')));
      setTimeout(() => reject(new Error(`The tests did not end within ${RUN_TIMEOUT / 1000} s.`)), RUN_TIMEOUT).unref();
      void page.exposeFunction('codeAutomationLog', (type: string, parts: readonly unknown[]) => note(`[${type}] ${parts.map(String).join(' ')}`));
      void page.exposeFunction('codeAutomationExit', (code: number) => resolve(code));
    });
    await addWorkbenchOptions(page, {
      developmentOptions: { extensions: [remoteUri(server.authority, args.extension)], extensionTestsPath: remoteUri(server.authority, args.tests) },
    });
    await page.goto(toWorkbenchUrl({ port: server.port, ...(args.folder === undefined ? {} : { folder: args.folder }), payload: [['skipWelcome', 'true'], ['skipReleaseNotes', 'true']] }));
    return await ended;
  } finally {
    writeFileSync(LOG, `${log.join('\n')}\n${server.output()}`);
    await browser.close();
    await server.stop();
    rmSync(dataDir, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** What the test run hands to the extension in its environment goes on to the extension host. */
function stagedoorEnvironment(): Record<string, string> {
  return Object.fromEntries(Object.entries(process.env).flatMap(([name, value]) => (name.startsWith('STAGEDOOR_GITHUB_') && value !== undefined ? [[name, value]] : [])));
}

await taskMain((args) => run(parseCodeArguments(args)));
