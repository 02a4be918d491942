import { build, type BuildOptions, type Plugin } from 'esbuild';
import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TestEnvironment } from '../../test/host/suite/testEnvironment';
import { out, root } from '../lib/paths';
import { validators } from '../validators.mjs';

const FOLDER = 'test/host/suite';

/** `a.test.ts` runs in both hosts, `a.node.test.ts` and `a.web.test.ts` in one. */
export function filesFor(host: TestEnvironment['host'], names: readonly string[], filter?: string): string[] {
  const other = host === 'node' ? 'web' : 'node';
  return names.filter((name) => name.endsWith('.test.ts') && !name.endsWith(`.${other}.test.ts`) && (filter === undefined || name.includes(filter))).sort();
}

function toEntry(host: TestEnvironment['host'], files: readonly string[]): string {
  const loaders = files.map((name) => `{ name: ${JSON.stringify(name)}, load: () => import(${JSON.stringify(`./${name}`)}) }`);
  return [
    `import { runSuites } from './index';`,
    `import { createMocha } from './${host === 'node' ? 'mochaNode' : 'mochaWeb'}';`,
    `export const run = () => runSuites(createMocha(), [${loaders.join(', ')}]);`,
  ].join('\n');
}

/** Mocha's browser build puts itself into `module.exports` where it sees one, in the place of the suite's `run`. */
const mochaAsGlobal: Plugin = {
  name: 'mocha-as-global',
  setup: (bundle) => bundle.onLoad({ filter: /[\\/]mocha[\\/]mocha\.js$/ }, async ({ path }) => ({ contents: `const module = undefined, exports = undefined;\n${await readFile(path, 'utf8')}`, loader: 'js' })),
};

/**
 * Bundles the suites of one host into a single CommonJS file, which is all that the web worker can load.
 *
 * @returns its path
 */
export async function bundleSuites(environment: TestEnvironment, filter?: string): Promise<string> {
  const { host } = environment;
  const outfile = join(out, 'host', `suite.${host}.cjs`);
  const files = filesFor(host, readdirSync(join(root, FOLDER)), filter);
  if (files.length === 0) {
    throw new Error(`There is no suite for the ${host} host${filter === undefined ? '' : ` whose name holds ${filter}`}.`);
  }
  const platform: BuildOptions = host === 'node' ? { platform: 'node' } : { platform: 'browser', mainFields: ['browser', 'module', 'main'] };
  await build({
    ...platform,
    absWorkingDir: root,
    stdin: { contents: toEntry(host, files), resolveDir: join(root, FOLDER), sourcefile: `suites.${host}.ts`, loader: 'ts' },
    outfile,
    bundle: true,
    format: 'cjs',
    target: 'es2022',
    external: ['vscode'],
    // As in the extension's own bundles: see esbuild.mjs.
    define: { STAGEDOOR_TEST: JSON.stringify(environment), ...(host === 'web' && { 'self.location': 'undefined' }) },
    sourcemap: 'inline',
    plugins: [mochaAsGlobal, validators()],
    // Mocha's parallel mode, which is not used here, looks for files of its own.
    logOverride: { 'require-resolve-not-external': 'silent' },
    logLevel: 'warning',
  });
  return outfile;
}
