import { runTests, TestRunFailedError } from '@vscode/test-electron';
import { chmodSync, cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundleProgram } from '../lib/bundleProgram';
import { startLocalGitHub } from '../lib/localGitHub';
import { out, root } from '../lib/paths';
import { bundleSuites } from './bundleSuites';
import { addOutcomes, failedOutcome, type Outcome } from './outcome';
import type { Phase } from './phase';
import { startReportServer } from './reportServer';

type Host = 'node' | 'web';

/** An executable that takes the arguments of `code`. */
async function standIn(): Promise<string> {
  const program = await bundleProgram('test/host/code/standIn.ts', 'host/code');
  const file = join(out, 'host', 'code');
  writeFileSync(file, `#!/bin/sh\nexec "${process.execPath}" --enable-source-maps "${program}" "$@"\n`);
  chmodSync(file, 0o755);
  return file;
}

/** A fresh copy of the folder that the suites work in: they may write to it. */
function prepareFolder(host: Host): string {
  const folder = join(out, 'host', `workspace-${host}`);
  rmSync(folder, { recursive: true, force: true });
  cpSync(join(root, 'test', 'host', 'fixtures', 'workspace'), folder, { recursive: true });
  return folder;
}

/**
 * Runs the suites in one extension host.
 *
 * @param desktop in a downloaded desktop VS Code, instead of the local one
 */
export async function runSuitesIn(host: Host, { desktop, filter }: { desktop: boolean; filter: string | undefined }): Promise<Outcome> {
  const github = await startLocalGitHub();
  const reports = await startReportServer();
  try {
    const tests = await bundleSuites({ host, reportUrl: reports.url, github: { url: github.url, token: github.token, organization: github.organization } }, filter);
    const userData = join(out, 'host', `user-data-${host}`);
    rmSync(userData, { recursive: true, force: true });
    mkdirSync(userData, { recursive: true });
    try {
      await runTests({
        ...(desktop ? {} : { vscodeExecutablePath: await standIn() }),
        extensionDevelopmentPath: root,
        extensionTestsPath: tests,
        extensionTestsEnv: { STAGEDOOR_GITHUB_HOST: github.url, STAGEDOOR_GITHUB_TOKEN: github.token },
        launchArgs: [
          prepareFolder(host),
          `--user-data-dir=${userData}`,
          `--extensions-dir=${join(userData, 'extensions')}`,
          '--disable-extensions',
          ...(host === 'web' ? ['--extensionDevelopmentKind=web'] : []),
        ],
      });
    } catch (error) {
      if (!(error instanceof TestRunFailedError)) {
        throw error;
      }
      const outcome = reports.outcome();
      return outcome.failures.length > 0 ? outcome : addOutcomes([outcome, failedOutcome(`VS Code, ${host} host`, error)]);
    }
    return reports.outcome();
  } finally {
    await reports.close();
    await github.stop();
  }
}

const toPhase = (host: Host, title: string): Phase => ({
  name: host,
  title,
  after: ['package'],
  run: ({ filter }) => runSuitesIn(host, { desktop: false, filter }),
});

export const nodeSuitePhase = toPhase('node', 'VS Code, Node host');
export const webSuitePhase = toPhase('web', 'VS Code, web worker host');
