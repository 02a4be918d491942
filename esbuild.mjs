// Builds everything that ships into dist/. `node esbuild.mjs [--watch] [--production]`
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as esbuild from 'esbuild';
import { validators } from './scripts/validators.mjs';

const root = fileURLToPath(new URL('.', import.meta.url));
const watch = process.argv.includes('--watch');
const production = process.argv.includes('--production');

/**
 * Rooms that activation does not need. On the desktop each becomes a CommonJS file of its own, required when it is first
 * used; the browser's extension host can load one file only, so there they stay inside the bundle and run when used.
 * Reached by `import('…')` with one of these paths (relative to src/, without extension) and in no other way.
 */
export const LAZY_ROOMS = ['editor/docs/docsRoom', 'editor/language/languageRoom', 'editor/scaffold/scaffoldRoom', 'portal/github/octokit'];

/** Turns `import('./room')` of a lazy room into a require of the room's own file. */
const lazyRooms = {
  name: 'lazy-rooms',
  setup(build) {
    build.onResolve({ filter: /^\./ }, (args) => {
      if (args.kind !== 'dynamic-import') {
        return undefined;
      }
      const room = LAZY_ROOMS.find((name) => resolve(args.resolveDir, args.path) === resolve(root, 'src', name));
      return room ? { path: `./rooms/${room.replaceAll('/', '-')}.cjs`, external: true } : undefined;
    });
  },
};

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

const webviews = readdirSync(resolve(root, 'webview'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && existsSync(resolve(root, 'webview', entry.name, 'main.ts')))
  .map((entry) => ({ in: `webview/${entry.name}/main.ts`, out: entry.name }));

/** @type {esbuild.BuildOptions[]} */
const builds = [
  { ...node, entryPoints: { 'extension.node': 'src/extension.node.ts' }, outdir: 'dist', outExtension: { '.js': '.cjs' }, plugins: [validators(), lazyRooms] },
  ...(LAZY_ROOMS.length > 0
    ? [{ ...node, entryPoints: LAZY_ROOMS.map((name) => ({ in: `src/${name}.ts`, out: name.replaceAll('/', '-') })), outdir: 'dist/rooms', outExtension: { '.js': '.cjs' } }]
    : []),
  // No polyfills: a `node:` import must fail this build.
  { ...common, platform: 'browser', target: 'es2022', format: 'cjs', external: ['vscode'], mainFields: ['browser', 'module', 'main'], entryPoints: { 'extension.web': 'src/extension.web.ts' }, outdir: 'dist', outExtension: { '.js': '.cjs' } },
  ...(existsSync(resolve(root, 'src/cli/main.ts'))
    ? [{ ...node, entryPoints: { cli: 'src/cli/main.ts' }, outdir: 'dist', outExtension: { '.js': '.cjs' } }]
    : []),
  ...(webviews.length > 0
    ? [{ ...common, platform: 'browser', target: 'es2022', format: 'iife', entryPoints: webviews, outdir: 'dist/webview', loader: { '.svg': 'dataurl' } }]
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
    await Promise.all(builds.map((options) => esbuild.build(options)));
  }
}
