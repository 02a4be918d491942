import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { runInTerminal } from '../setup/processes.mjs';
import { root } from './paths';

/** A check that is one command: it holds or it does not. */
export interface Check {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
}

/** Every room is checked with the globals it really has: see docs/architecture.md. */
export const TYPE_CHECKS: readonly Check[] = [
  { name: 'types with Node', command: 'tsc', args: ['-p', '.'] },
  { name: 'types of the portal, without a host', command: 'tsc', args: ['-p', 'src/portal'] },
  { name: 'types in a web worker', command: 'tsc', args: ['-p', 'tsconfig.web.json'] },
  { name: 'types of the webviews', command: 'tsc', args: ['-p', 'webview'] },
];

export const LINT_CHECKS: readonly Check[] = [
  { name: 'lint', command: 'eslint', args: ['.', '--max-warnings', '0'] },
  { name: 'layers', command: 'depcruise', args: ['src', 'webview', '--output-type', 'err-long'] },
];

/** Runs a check in the terminal; true when it holds. */
export async function holds({ command, args }: Check): Promise<boolean> {
  const program = join(root, 'node_modules', '.bin', command);
  if (!existsSync(program)) {
    throw new Error(`${command} is not among the project's dependencies.`);
  }
  return (await runInTerminal(program, args, { cwd: root })) === 0;
}
