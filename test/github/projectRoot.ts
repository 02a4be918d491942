import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

function* upwards(from: string): Generator<string> {
  for (let folder = from; ; folder = dirname(folder)) {
    yield folder;
    if (dirname(folder) === folder) {
      return;
    }
  }
}

/**
 * The project's folder: the nearest one with the GraphQL schema installed, looked for from the running script (which may
 * be a bundle somewhere below the project) and from the working folder.
 */
export function findProjectRoot(): string {
  const starts = [dirname(resolve(process.argv[1] ?? '.')), process.cwd()];
  for (const folder of starts.flatMap((start) => [...upwards(start)])) {
    if (existsSync(resolve(folder, 'node_modules/@octokit/graphql-schema/schema.graphql')) && existsSync(resolve(folder, 'test/github/sample'))) {
      return folder;
    }
  }
  throw new Error(`The local GitHub needs the project's folder with its dependencies installed; none was found above ${starts.join(' or ')}. Run npm ci there.`);
}
