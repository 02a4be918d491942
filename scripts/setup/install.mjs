// @ts-check
// Installing a folder so that it is either wholly there or not there at all.
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

const STAMP = '.stagedoor-stamp';

/** @param {string} directory @param {string} stamp says what is installed: a version, a hash */
export function isInstalled(directory, stamp) {
  const file = join(directory, STAMP);
  return existsSync(file) && readFileSync(file, 'utf8') === stamp;
}

/** Marks a folder as wholly installed; the last thing to do to it. @param {string} directory @param {string} stamp */
export function markInstalled(directory, stamp) {
  const file = join(directory, STAMP);
  writeFileSync(`${file}.new`, stamp);
  renameSync(`${file}.new`, file);
}

/**
 * Fills a folder beside the target and moves it into place when it is complete, so that an interrupt at any moment leaves
 * either the old state or none. What earlier, interrupted runs left behind is removed.
 *
 * @param {string} target
 * @param {string} stamp
 * @param {(directory: string) => Promise<void>} fill
 * @returns {Promise<boolean>} false where the target was there already
 */
export async function installDirectory(target, stamp, fill) {
  if (isInstalled(target, stamp)) {
    return false;
  }
  const parent = dirname(target);
  const prefix = `${basename(target)}.partial-`;
  mkdirSync(parent, { recursive: true });
  for (const name of readdirSync(parent).filter((entry) => entry.startsWith(prefix))) {
    rmSync(join(parent, name), { recursive: true, force: true, maxRetries: 3 });
  }
  const partial = join(parent, `${prefix}${process.pid}`);
  mkdirSync(partial);
  await fill(partial);
  markInstalled(partial, stamp);
  if (existsSync(target)) {
    // Both names start with the prefix, so an interrupt between the two renames is cleaned up like any other.
    renameSync(target, `${partial}-old`);
  }
  renameSync(partial, target);
  rmSync(`${partial}-old`, { recursive: true, force: true, maxRetries: 3 });
  return true;
}
