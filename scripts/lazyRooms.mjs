// @ts-check
// Rooms that activation does not need, as files of their own. See docs/adr/0006-lazy-rooms.md.
import { readFile } from 'node:fs/promises';
import { dirname, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const source = resolve(fileURLToPath(new URL('../src', import.meta.url)));

/**
 * Reached by `import('…')` with one of these paths (relative to src/, without extension) and in no other way. Each becomes
 * dist/rooms/<path, `-` for `/`>.cjs, built once for both hosts.
 */
export const LAZY_ROOMS = [
  'editor/backstage/signInRoom',
  'editor/commands/register/registrationRoom',
  'editor/commands/search/searchRoom',
  'editor/docs/docsRoom',
  'editor/docs/graphvizRoom',
  'editor/entity/entityRoom',
  'editor/entity/graphRoom',
  'editor/language/docsLanguageRoom',
  'editor/language/languageRoom',
  'editor/language/skeletonRoom',
  'editor/problems/problemsRoom',
  'editor/ownership/ownershipRoom',
  'editor/reading/readingRoom',
  'editor/scaffold/scaffoldRoom',
  'editor/tree/treeRoom',
  'portal/appConfig/readAppConfig',
  'portal/appConfig/readOrganizationSettings',
  'portal/backstage/createBackstage',
  'portal/catalog/fileChecker',
  'portal/github/octokit',
  'portal/github/organizationScanner',
  'portal/scaffolder/actionSchemas/knownActions',
];

/** @param {string} room */
export const roomFile = (room) => room.replaceAll('/', '-');

/** @param {string} from folder of the file that imports @param {string} path as written */
function roomOf(from, path) {
  return LAZY_ROOMS.find((room) => resolve(from, path) === resolve(source, room));
}

/** Node: `import('./room')` becomes a require of the room's own file. @returns {import('esbuild').Plugin} */
export function requireRooms() {
  return {
    name: 'require-rooms',
    setup(build) {
      build.onResolve({ filter: /^\./ }, ({ kind, path, resolveDir }) => {
        const room = kind === 'dynamic-import' ? roomOf(resolveDir, path) : undefined;
        return room ? { path: `./rooms/${roomFile(room)}.cjs`, external: true } : undefined;
      });
    },
  };
}

/**
 * Browser: its extension host refuses to `require` a file, and loads an extension's own by reading the text and making a function
 * of it. `import('./room')` becomes the same for the room, out of the extension's own folder.
 *
 * @param {string} path of the file @param {string} text
 */
export function readRooms(path, text) {
  let rooms = 0;
  const contents = text.replace(/\bimport\('(\.[^']+)'\)/g, (written, target) => {
    const room = roomOf(dirname(path), target);
    rooms += room ? 1 : 0;
    return room ? `(__loadRoom('${roomFile(room)}') as Promise<typeof import('${target}')>)` : written;
  });
  if (rooms === 0) {
    return text;
  }
  const loader = fileURLToPath(new URL('./roomLoader.mjs', import.meta.url));
  const from = JSON.stringify(relative(dirname(path), loader).split(sep).join('/'));
  return `import { loadRoom as __loadRoom } from ${from};\n${contents}`;
}

/**
 * Rooms, which serve both hosts: `import('./room')` of another room becomes a require of its file, so that no room holds a second copy
 * of it. Node answers with what the room exports, the loader of the browser with a promise of it.
 *
 * @param {string} path of the file @param {string} text
 */
export function reachRooms(path, text) {
  return text.replace(/\bimport\('(\.[^']+)'\)/g, (written, target) => {
    const room = roomOf(dirname(path), target);
    return room ? `(Promise.resolve().then(() => require('./${roomFile(room)}.cjs')) as Promise<typeof import('${target}')>)` : written;
  });
}

/** Leaves the requires that `reachRooms` writes as they are. @returns {import('esbuild').Plugin} */
export function keepRooms() {
  const files = new Set(LAZY_ROOMS.map((room) => `./${roomFile(room)}.cjs`));
  return {
    name: 'keep-rooms',
    setup(build) {
      build.onResolve({ filter: /^\.\/[\w-]+\.cjs$/ }, ({ kind, path }) => (kind === 'require-call' && files.has(path) ? { path, external: true } : undefined));
    },
  };
}

/**
 * For each `import * as vscode`, esbuild copies every name of the API into an object of its own, as the rules of ES modules want it:
 * some forty times two hundred names, which took longer than all else that loading does. The API is one object; we take it as it is.
 *
 * @param {string} path of the file @param {string} text
 */
export function requireVscode(path, text) {
  const contents = text.replace(/^import \* as vscode from 'vscode';/m, "import vscode = require('vscode');");
  if (/^import (?!type\b)[^;]*\bfrom 'vscode'/m.test(contents)) {
    throw new Error(`${path} imports 'vscode' in another form than \`import * as vscode from 'vscode';\`.`);
  }
  return contents;
}

/**
 * Rewrites the sources of src/ before they are compiled, by each of `rewrites` in turn.
 *
 * @param {readonly ((path: string, text: string) => string)[]} rewrites
 * @returns {import('esbuild').Plugin}
 */
export function rewriteSources(rewrites) {
  return {
    name: 'rewrite-sources',
    setup(build) {
      build.onLoad({ filter: /\.ts$/ }, async ({ path }) => {
        if (!path.startsWith(source + sep)) {
          return undefined;
        }
        const text = await readFile(path, 'utf8');
        return { contents: rewrites.reduce((contents, rewrite) => rewrite(path, contents), text), loader: 'ts' };
      });
    },
  };
}
