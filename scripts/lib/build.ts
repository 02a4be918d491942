import { withLock } from '../setup/lock.mjs';
import { runInTerminal, runQuietly } from '../setup/processes.mjs';
import { root } from './paths';

/** Builds dist/ as it ships. @throws {CommandError} with the compiler's messages */
export async function buildExtension(): Promise<void> {
  await withLock(root, () => runQuietly(process.execPath, ['esbuild.mjs', '--production'], { cwd: root }));
}

/** Builds dist/ with the arguments a person gave, in their terminal. */
export const buildInTerminal = (args: readonly string[]): Promise<number> => runInTerminal(process.execPath, ['esbuild.mjs', ...args], { cwd: root });
