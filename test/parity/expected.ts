import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../../src/cli/run';

/** A repository of a corpus: a folder with repositories.json, a folder a repository, and what Backstage said of each in expected/. */
export interface Repository {
  readonly name: string;
  readonly repository: string;
  readonly branch: string;
}

export interface Parity {
  readonly total: number;
  readonly differences: readonly string[];
}

export function readRepositories(corpus: string): readonly Repository[] {
  return JSON.parse(readFileSync(join(corpus, 'repositories.json'), 'utf8')) as Repository[];
}

/** Whether a folder is a corpus with what Backstage said by one of its commands. */
export function hasExpected(folder: string, command: 'validate' | 'process'): boolean {
  return existsSync(join(folder, 'repositories.json')) && existsSync(join(folder, 'expected', command));
}

/** What `stagedoor` prints. @throws Error with what it says where it was called in a wrong way */
export async function runStagedoor(args: readonly string[], cwd: string): Promise<string> {
  let output = '';
  const write = (text: string): void => void (output += text);
  const code = await run(args, { cwd, colour: false, write, writeError: write });
  if (code > 1) {
    throw new Error(output);
  }
  return output;
}
