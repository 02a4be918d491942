// @ts-check
// A Node that is new enough, from the npm registry: neither nodejs.org nor a version manager is needed.
import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { installDirectory } from './install.mjs';
import { npm } from './npm.mjs';
import { runQuietly } from './processes.mjs';
import { step } from './progress.mjs';

/** The Node that VS Code 1.139's server is built for. */
export const NODE_VERSION = '24.21.0';

/** The oldest Node that the tools of development run on. */
const OLDEST = { major: 22, minor: 12 };

/** @param {string} version as in process.versions.node */
export function isNewEnough(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > OLDEST.major || (major === OLDEST.major && minor >= OLDEST.minor);
}

/** @param {string} tools @returns {string} the folder that holds `node` */
export const nodeBin = (tools) => join(tools, `node-${NODE_VERSION}`, 'node_modules', packageName(), 'bin');

const packageName = () => `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;

/**
 * Makes sure of a Node for the tasks.
 *
 * @param {string} tools
 * @param {{ exact: boolean }} options `exact`: our own Node even where the machine's would do; VS Code's server asks for it
 * @returns {Promise<string>} the folder that holds `node`
 */
export async function ensureNode(tools, { exact }) {
  if (!exact && isNewEnough(process.versions.node)) {
    return dirname(process.execPath);
  }
  const target = join(tools, `node-${NODE_VERSION}`);
  await installDirectory(target, `${packageName()}@${NODE_VERSION}`, (partial) =>
    step(`Node ${NODE_VERSION} from the npm registry`, async () => {
      writeFileSync(join(partial, 'package.json'), JSON.stringify({ private: true, dependencies: { [packageName()]: NODE_VERSION } }));
      await npm(['install', '--ignore-scripts', '--no-package-lock'], { cwd: partial });
      const version = await runQuietly(join(partial, 'node_modules', packageName(), 'bin', 'node'), ['--version']);
      if (version.trim() !== `v${NODE_VERSION}`) {
        throw new Error(`The package ${packageName()}@${NODE_VERSION} holds Node ${version.trim()}.`);
      }
    }),
  );
  return nodeBin(tools);
}
