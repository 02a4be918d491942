// Builds everything that ships into dist/. `node esbuild.mjs [--watch] [--production]`
import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as esbuild from 'esbuild';
import { keepRooms, LAZY_ROOMS, reachRooms, readRooms, requireRooms, requireVscode, rewriteSources, roomFile } from './scripts/lazyRooms.mjs';
import { toNotices } from './scripts/notices.mjs';
import { validators } from './scripts/validators.mjs';

const root = fileURLToPath(new URL('.', import.meta.url));
const watch = process.argv.includes('--watch');
const production = process.argv.includes('--production');

/** @type {esbuild.BuildOptions} */
const common = {
  absWorkingDir: root,
  bundle: true,
  logLevel: 'warning',
  minify: production,
  sourcemap: production ? false : 'linked',
  legalComments: 'none',
  metafile: true,
  plugins: [validators()],
  define: { 'process.env.NODE_ENV': production ? '"production"' : '"development"' },
};

/** @type {esbuild.BuildOptions} */
const node = { ...common, platform: 'node', target: 'node20', format: 'cjs', external: ['vscode'] };

/**
 * The browser's extension host is a worker with an address that is no web address, on which @cfworker/json-schema would stumble
 * when it is loaded; nothing of ours needs an address of its own.
 *
 * @type {esbuild.BuildOptions}
 */
const browser = { ...common, define: { ...common.define, 'self.location': 'undefined' }, platform: 'browser', target: 'es2022', format: 'cjs', external: ['vscode'], mainFields: ['browser', 'module', 'main'] };

const webviews = readdirSync(resolve(root, 'webview'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && existsSync(resolve(root, 'webview', entry.name, 'main.ts')))
  .map((entry) => ({ in: `webview/${entry.name}/main.ts`, out: entry.name }));

/** Parts of a webview that only some of its pages need: scripts of their own, `docs-mermaid.js`. */
const lazyParts = ['docs/lazy/mermaid', 'docs/lazy/math'].map((part) => ({ in: `webview/${part}.ts`, out: part.replace('/lazy/', '-') }));

/** @type {esbuild.BuildOptions[]} */
const builds = [
  // `import()` of a room becomes a require: Node’s own import() would not see the names that the room exports.
  { ...node, entryPoints: { 'extension.node': 'src/extension.node.ts' }, outdir: 'dist', outExtension: { '.js': '.cjs' }, plugins: [validators(), requireRooms(), rewriteSources([requireVscode])], supported: { 'dynamic-import': false } },
  // No polyfills: a `node:` import must fail these two builds.
  { ...browser, entryPoints: { 'extension.web': 'src/extension.web.ts' }, outdir: 'dist', outExtension: { '.js': '.cjs' }, plugins: [validators(), rewriteSources([requireVscode, readRooms])] },
  { ...browser, entryPoints: LAZY_ROOMS.map((room) => ({ in: `src/${room}.ts`, out: roomFile(room) })), outdir: 'dist/rooms', outExtension: { '.js': '.cjs' }, plugins: [validators(), keepRooms(), rewriteSources([requireVscode, reachRooms])] },
  ...(existsSync(resolve(root, 'src/cli/main.ts'))
    ? [{ ...node, entryPoints: { cli: 'src/cli/main.ts', renderWorker: 'src/cli/template/renderWorker.ts' }, outdir: 'dist', outExtension: { '.js': '.cjs' } }]
    : []),
  ...(webviews.length > 0
    ? [{ ...common, platform: 'browser', target: 'es2022', format: 'iife', entryPoints: [...webviews, ...lazyParts], outdir: 'dist/webview', loader: { '.svg': 'dataurl', '.ttf': 'file' }, assetNames: '[name]' }]
    : []),
];

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  if (watch) {
    console.log('[watch] build started');
    await Promise.all(
      builds.map(async (options) => {
        const context = await esbuild.context({ ...options, logLevel: 'info' });
        await context.watch();
      }),
    );
    console.log('[watch] build finished');
  } else {
    rmSync(resolve(root, 'dist'), { recursive: true, force: true });
    const results = await Promise.all(builds.map((options) => esbuild.build(options)));
    writeFileSync(resolve(root, 'dist', 'THIRD_PARTY_NOTICES.txt'), toNotices(root, results.flatMap(({ metafile }) => metafile ?? [])));
  }
}
