// @ts-check
// The project's own node_modules, in step with package-lock.json.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isInstalled, markInstalled } from './install.mjs';
import { npm } from './npm.mjs';
import { step } from './progress.mjs';

/** @param {string} file @returns {Record<string, { version?: string, optional?: boolean, link?: boolean }>} */
function packagesOf(file) {
  return JSON.parse(readFileSync(file, 'utf8')).packages ?? {};
}

/**
 * Whether a person's own `npm install` has already made node_modules what package-lock.json says. npm writes down what it
 * installed as its last act; packages for other systems are left out of that list.
 *
 * @param {string} root
 */
export function agreesWithLock(root) {
  const hidden = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(hidden)) {
    return false;
  }
  const installed = packagesOf(hidden);
  const locked = packagesOf(join(root, 'package-lock.json'));
  const missing = Object.entries(locked).some(([path, { version, optional }]) => path !== '' && (installed[path] ? installed[path].version !== version : !optional));
  return !missing && Object.keys(installed).every((path) => path in locked);
}

/**
 * @param {string} root
 * @param {string} nodeBin
 */
export async function ensureDependencies(root, nodeBin) {
  const modules = join(root, 'node_modules');
  const stamp = createHash('sha256').update(readFileSync(join(root, 'package-lock.json'))).digest('hex');
  if (isInstalled(modules, stamp)) {
    return;
  }
  if (!agreesWithLock(root)) {
    // `npm ci` begins by removing node_modules and the stamp with it, so an interrupted run is seen by the next one.
    await step('Dependencies of the project (npm ci)', () => npm(['ci', '--ignore-scripts'], { cwd: root, nodeBin }));
  }
  markInstalled(modules, stamp);
}
