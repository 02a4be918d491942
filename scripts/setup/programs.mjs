// @ts-check
// Programs that the machine itself has to bring; on Debian, as root, they are installed.
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { runQuietly } from './processes.mjs';
import { step } from './progress.mjs';

/** @typedef {{ readonly names: readonly string[], readonly package: string, readonly purpose: string }} Program any of `names` will do */

/** @type {Program} */
export const BROWSER = { names: ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'], package: 'chromium', purpose: 'a browser that shows VS Code' };

/** @type {readonly Program[]} What the two native modules of VS Code's server are built with. */
export const BUILD_TOOLS = [
  { names: ['g++', 'c++'], package: 'g++', purpose: 'a C++ compiler' },
  { names: ['make', 'gmake'], package: 'make', purpose: 'make' },
  { names: ['python3'], package: 'python3', purpose: 'Python 3' },
];

/** @param {string} file */
function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * @param {Program} program
 * @returns {string | undefined} its path
 */
export function findProgram(program) {
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  return program.names.flatMap((name) => folders.map((folder) => join(folder, name))).find(isExecutable);
}

/** The browser for the workbench: `STAGEDOOR_CHROMIUM`, or what the machine has. @returns {string | undefined} */
export function findBrowser() {
  const chosen = process.env.STAGEDOOR_CHROMIUM;
  if (chosen) {
    if (!existsSync(chosen)) {
      throw new Error(`STAGEDOOR_CHROMIUM names ${chosen}, which does not exist.`);
    }
    return chosen;
  }
  const application = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';
  return findProgram(BROWSER) ?? (process.platform === 'darwin' && existsSync(application) ? application : undefined);
}

/**
 * Makes sure that the programs are there.
 *
 * @param {readonly Program[]} programs
 * @throws {Error} that says what to type, where we may not install them ourselves
 */
export async function ensurePrograms(programs) {
  const missing = programs.filter((program) => (program === BROWSER ? !findBrowser() : !findProgram(program)));
  if (missing.length === 0) {
    return;
  }
  const packages = missing.map((program) => program.package);
  const what = missing.map((program) => program.purpose).join(', ');
  if (!findProgram({ names: ['apt-get'], package: 'apt', purpose: 'apt' })) {
    throw new Error(`This machine lacks ${what}. Install ${packages.join(', ')} with its package manager, then run this command again.`);
  }
  if (process.getuid?.() !== 0) {
    throw new Error(`This machine lacks ${what}. Type this, then run the same command again:\n\n  sudo apt-get update && sudo apt-get install -y --no-install-recommends ${packages.join(' ')}\n`);
  }
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const wait = ['-o', 'DPkg::Lock::Timeout=300'];
  await step('Package lists (apt-get update)', async () => {
    // An earlier run may have been ended in the middle of an installation.
    await runQuietly('dpkg', ['--configure', '-a'], { env });
    await runQuietly('apt-get', [...wait, 'update'], { env });
  });
  await step(`Debian packages: ${packages.join(', ')}`, () => runQuietly('apt-get', [...wait, 'install', '-y', '--no-install-recommends', ...packages], { env }));
}
