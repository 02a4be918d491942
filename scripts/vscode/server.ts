import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runQuietly, start, stop } from '../setup/processes.mjs';
import { vscodeRoot } from '../setup/vscode.mjs';
import { nodeBin } from '../setup/node.mjs';
import { tools } from '../lib/paths';
import { startLoopbackRedirect } from './loopbackRedirect';

/** A JSON value, as VS Code's settings hold them. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
export type Settings = Readonly<Record<string, Json>>;

export interface ServerOptions {
  /** Everything the server remembers: settings, state, logs, and extensions where `extensionsDir` says nothing else. */
  readonly dataDir: string;
  readonly extensionsDir?: string;
  /** Port to listen on; 0 or nothing for a free one. */
  readonly port?: number;
  /** Added to the environment of the server and so of its extension hosts. */
  readonly env?: Readonly<Record<string, string>>;
  /** Whether VS Code asks if a folder is trusted; true by default. */
  readonly workspaceTrust?: boolean;
  /** Arguments for Node itself; extension hosts inherit them. */
  readonly nodeArguments?: readonly string[];
}

export interface VscodeServer {
  readonly port: number;
  /** `host:port`, as it stands in `vscode-remote://` addresses. */
  readonly authority: string;
  /** What the server has printed so far. */
  readonly output: () => string;
  /** Called when the server ends without being asked to. */
  readonly ended: Promise<void>;
  readonly stop: () => Promise<void>;
}

/** Time the server may take until it listens, in milliseconds. */
const START_TIMEOUT = 60_000;

const node = (): string => join(nodeBin(tools), 'node');
const main = (): string => join(vscodeRoot(tools), 'out', 'server-main.js');

/** Our own environment without what npm and this task set: it would leak into the terminals of the workbench. */
function serverEnvironment(extra: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !/^(npm_|INIT_CWD$|NODE_OPTIONS$|VSCODE_|STAGEDOOR_)/.test(name));
  return { ...Object.fromEntries(own), EXTENSIONS_GALLERY: '{}', ...extra };
}

const directories = ({ dataDir, extensionsDir }: Pick<ServerOptions, 'dataDir' | 'extensionsDir'>): string[] => [
  '--server-data-dir',
  dataDir,
  ...(extensionsDir ? ['--extensions-dir', extensionsDir] : []),
];

/** Where the user's settings are kept on the server's disk. */
export const userSettingsFile = (dataDir: string): string => join(dataDir, 'data', 'User', 'settings.json');

/** Writes the user's settings anew. To be called before the workbench is opened. */
export function writeUserSettings(dataDir: string, settings: Settings): void {
  mkdirSync(join(dataDir, 'data', 'User'), { recursive: true });
  writeFileSync(userSettingsFile(dataDir), `${JSON.stringify(settings, undefined, 2)}\n`);
}

/** Installs a packaged extension, as a person would, replacing an earlier one. */
export async function installExtension(packageFile: string, where: Pick<ServerOptions, 'dataDir' | 'extensionsDir'>): Promise<void> {
  const output = await runQuietly(node(), [main(), ...directories(where), '--accept-server-license-terms', '--install-extension', packageFile, '--force'], { env: serverEnvironment({}) });
  if (!/successfully installed/.test(output)) {
    throw new Error(`VS Code did not install ${packageFile}:\n${output}`);
  }
}

/** Starts VS Code's server on loopback and waits until it listens. */
export async function startServer(options: ServerOptions): Promise<VscodeServer> {
  if (!existsSync(main())) {
    throw new Error(`There is no VS Code server in ${tools}. Start this through scripts/run.mjs, which installs it.`);
  }
  const args = [
    ...(options.nodeArguments ?? []),
    main(),
    ...['--host', '127.0.0.1', '--port', String(options.port ?? 0), '--without-connection-token', '--accept-server-license-terms'],
    ...['--telemetry-level', 'off', '--disable-telemetry', '--disable-experiments'],
    ...directories(options),
    ...(options.workspaceTrust === false ? ['--disable-workspace-trust'] : []),
  ];
  const redirect = await startLoopbackRedirect();
  const child = start(node(), args, { env: serverEnvironment({ VSCODE_PROXY_URI: redirect.template, ...options.env }), stdio: ['ignore', 'pipe', 'pipe'], group: true });
  let output = '';
  let stopping = false;
  const port = await new Promise<number>((resolve, reject) => {
    const fail = (reason: string): void => reject(new Error(`VS Code's server ${reason}.\n${output.slice(-3000)}`));
    const timer = setTimeout(() => void stop(child).then(() => fail(`did not start within ${START_TIMEOUT / 1000} s`)), START_TIMEOUT);
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      const listening = /Extension host agent listening on (\d+)/.exec(output);
      if (listening) {
        clearTimeout(timer);
        resolve(Number(listening[1]));
      }
    });
    child.stderr?.setEncoding('utf8').on('data', (text: string) => (output += text));
    child.once('error', (error) => fail(`could not be started: ${error.message}`));
    child.once('exit', (code, signal) => {
      clearTimeout(timer);
      fail(`ended with ${signal ?? `exit code ${code}`} before it listened`);
    });
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => !stopping && resolve()));
  return {
    port,
    authority: `127.0.0.1:${port}`,
    output: () => output,
    ended,
    stop: async () => {
      stopping = true;
      await stop(child);
      await redirect.close();
    },
  };
}
