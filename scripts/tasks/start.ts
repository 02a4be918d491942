import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { startLocalGitHub, type LocalGitHub } from '../lib/localGitHub';
import { ensurePackage } from '../lib/packageExtension';
import { callerFolder, tools, vsix } from '../lib/paths';
import { TaskError, taskMain } from '../lib/taskMain';
import { withLock } from '../setup/lock.mjs';
import { say, step } from '../setup/progress.mjs';
import { checkOut, setOrigin } from '../start/checkout';
import { parseStartArguments, USAGE, type StartArguments } from '../start/arguments';
import { setUserSettings } from '../start/userData';
import { toWorkbenchUrl } from '../vscode/address';
import { installExtension, startServer, userSettingsFile } from '../vscode/server';

const SAMPLE_REPOSITORY = 'payment-service';
const VSCODE_PORT = 8080;
const GITHUB_PORT = 8081;

const dataDir = join(tools, 'user-data');
const sampleFolder = join(tools, 'workspace', SAMPLE_REPOSITORY);

/** The wished port where one was asked for, otherwise the usual one, otherwise any: an address that stays is worth a bookmark. */
function choosePort(asked: number, usual: number): Promise<number> {
  if (asked !== 0) {
    return Promise.resolve(asked);
  }
  return new Promise((done) => {
    const probe = createServer();
    probe.once('error', () => done(0));
    probe.listen(usual, '127.0.0.1', () => probe.close(() => done(usual)));
  });
}

async function installIfChanged(digest: string): Promise<void> {
  const stamp = join(dataDir, 'installed-extension');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === digest) {
    return;
  }
  await step('Installing the extension in VS Code', () => installExtension(vsix, { dataDir }));
  writeFileSync(stamp, digest);
}

/** The organization to show, and the token to read it with. */
interface Source {
  readonly web: string;
  readonly organization: string;
  readonly token: string | undefined;
  readonly folder: string | undefined;
}

async function startSample(folder: string | undefined): Promise<Source> {
  const github: LocalGitHub = await step('Local GitHub with the sample organization', async () => startLocalGitHub({ port: await choosePort(0, GITHUB_PORT) }));
  if (folder === undefined) {
    await checkOut(github, SAMPLE_REPOSITORY, sampleFolder);
    await setOrigin(github, SAMPLE_REPOSITORY, sampleFolder);
  }
  return { web: github.url, organization: github.organization, token: github.token, folder: folder ?? sampleFolder };
}

function useRealGitHub({ web }: StartArguments, organization: string, folder: string | undefined): Source {
  const token = process.env.GITHUB_TOKEN;
  if (!token) {
    say('GITHUB_TOKEN is not set: sign in inside VS Code, or stop, set it and start again.');
  }
  return { web, organization, token, folder };
}

function toFolder(given: string | undefined): string | undefined {
  if (given === undefined) {
    return undefined;
  }
  const folder = resolve(callerFolder, given);
  if (!existsSync(folder) || !statSync(folder).isDirectory()) {
    throw new TaskError(`--folder ${given}: there is no folder ${folder}.`, 2);
  }
  return folder;
}

await taskMain(async (args) => {
  const started = performance.now();
  const wanted = parseStartArguments(args);
  if (wanted.help) {
    console.log(USAGE);
    return 0;
  }
  const folder = toFolder(wanted.folder);
  mkdirSync(dataDir, { recursive: true });
  const digest = await step('Building and packing the extension, where it has changed', ensurePackage);
  await withLock(dataDir, () => installIfChanged(digest));
  const source = wanted.organization === undefined ? await startSample(folder) : useRealGitHub(wanted, wanted.organization, folder);
  const onGitHubCom = source.web === 'https://github.com';
  setUserSettings(userSettingsFile(dataDir), {
    'stagedoor.organizations': [onGitHubCom ? source.organization : `${source.web}/${source.organization}`],
    ...(onGitHubCom ? {} : { 'github-enterprise.uri': source.web }),
  });
  const server = await startServer({
    dataDir,
    port: await choosePort(wanted.port, VSCODE_PORT),
    // Our own sample is to be trusted; about a folder of theirs people decide themselves.
    workspaceTrust: source.folder !== sampleFolder,
    env: { STAGEDOOR_GITHUB_HOST: source.web, ...(source.token ? { STAGEDOOR_GITHUB_TOKEN: source.token } : {}) },
  });
  console.log(`\nStagedoor shows ${source.web}/${source.organization} (ready after ${((performance.now() - started) / 1000).toFixed(1)} s).`);
  console.log(`Open  ${toWorkbenchUrl({ port: server.port, ...(source.folder === undefined ? {} : { folder: source.folder }) })}`);
  console.log('The stage door in the bar at the left is the way in. Ctrl-C ends it all.');
  await server.ended;
  throw new TaskError(`VS Code's server ended.\n${server.output().slice(-2000)}`);
});
