// @ts-check
import { delimiter } from 'node:path';
import { runQuietly } from './processes.mjs';

/** What a run of npm tells its scripts about itself; a second npm below it would take them for its own settings. */
const OUTER = /^npm_(package_|lifecycle_|config_(local_|global_)?prefix$|command$|execpath$|node_execpath$|config_(workspace|include|omit|production|global|ignore_scripts|package_lock_only|dry_run)$)/i;

/**
 * Runs npm quietly. npm itself stays on the Node it came with (Debian's finds its own modules in no other way); the programs it
 * starts find `nodeBin` first.
 *
 * @param {readonly string[]} args
 * @param {{ cwd: string, nodeBin?: string, env?: NodeJS.ProcessEnv }} options
 */
export function npm(args, { cwd, nodeBin, env = {} }) {
  const inherited = Object.fromEntries(Object.entries(process.env).filter(([name]) => !OUTER.test(name)));
  const path = nodeBin ? `${nodeBin}${delimiter}${process.env.PATH ?? ''}` : process.env.PATH;
  const options = { cwd, env: { ...inherited, PATH: path, npm_config_audit: 'false', npm_config_fund: 'false', npm_config_update_notifier: 'false', ...env } };
  const cli = process.env.npm_execpath;
  return cli && /npm-cli\.c?js$/.test(cli) ? runQuietly(process.env.npm_node_execpath ?? process.execPath, [cli, ...args], options) : runQuietly('npm', args, options);
}
