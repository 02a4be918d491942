// @ts-check
// A real VS Code without VS Code's download hosts: its server and workbench as code-server repackages them for the npm registry.
// Only the part under lib/vscode is used, run directly under Node 24.
import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { installDirectory, isInstalled } from './install.mjs';
import { NODE_VERSION, nodeBin } from './node.mjs';
import { npm } from './npm.mjs';
import { BROWSER, BUILD_TOOLS, ensurePrograms } from './programs.mjs';
import { step } from './progress.mjs';

/** code-server's number; VS Code's own begins with 1 instead of 4. */
export const VSCODE_PACKAGE = '4.139.1';

const NATIVE = ['@vscode/spdlog', '@vscode/native-watchdog'];
const STAMP = `code-server@${VSCODE_PACKAGE} node@${NODE_VERSION} ${process.platform}-${process.arch}`;

/** @param {string} tools */
const target = (tools) => join(tools, `vscode-${VSCODE_PACKAGE}`);

/** @param {string} tools @returns {string} the folder of VS Code's server: `out/server-main.js` is in it */
export const vscodeRoot = (tools) => join(target(tools), 'node_modules', 'code-server', 'lib', 'vscode');

/** @param {string} folder of VS Code's server @returns {string[]} what we never use, by far the largest parts of the download */
function unused(folder) {
  const ripgrep = 'node_modules/@vscode/ripgrep-universal/bin';
  const others = existsSync(join(folder, ripgrep)) ? readdirSync(join(folder, ripgrep)).filter((name) => name !== `${process.platform}-${process.arch}`) : [];
  return ['node_modules/@github', 'node_modules/@microsoft/mxc-sdk', 'extensions/copilot', ...others.map((name) => `${ripgrep}/${name}`)];
}

/**
 * Makes sure of a VS Code server and a browser to show it in. Needs our own Node to be there.
 *
 * @param {string} tools
 */
export async function ensureVscode(tools) {
  await ensurePrograms(isInstalled(target(tools), STAMP) ? [BROWSER] : [BROWSER, ...BUILD_TOOLS]);
  const node = nodeBin(tools);
  await installDirectory(target(tools), STAMP, async (partial) => {
    const folder = join(partial, 'node_modules', 'code-server', 'lib', 'vscode');
    await step(`VS Code 1${VSCODE_PACKAGE.slice(1)} from the npm registry`, async () => {
      writeFileSync(join(partial, 'package.json'), JSON.stringify({ private: true, dependencies: { 'code-server': VSCODE_PACKAGE } }));
      await npm(['install', '--ignore-scripts', '--no-package-lock'], { cwd: partial, nodeBin: node });
    });
    await step('Modules of VS Code’s server', () => npm(['install', '--omit=dev', '--ignore-scripts'], { cwd: folder, nodeBin: node }));
    await step('Native modules of VS Code’s server', async () => {
      // The headers come with our Node, so that nothing is fetched from nodejs.org.
      const headers = join(node, '..');
      await npm(['rebuild', ...NATIVE], { cwd: folder, nodeBin: node, env: { npm_config_nodedir: headers, npm_config_ignore_scripts: 'false' } });
      for (const name of NATIVE) {
        if (!existsSync(join(folder, 'node_modules', name, 'build', 'Release'))) {
          throw new Error(`${name} was not built.`);
        }
      }
    });
    unused(folder).forEach((path) => rmSync(join(folder, path), { recursive: true, force: true }));
  });
}
