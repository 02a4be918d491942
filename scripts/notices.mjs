// @ts-check
// The licences of the libraries that are bundled into what ships; each asks to be kept with copies of the code.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** @param {import('esbuild').Metafile} metafile @returns {string[]} folders of packages: `node_modules/yaml` */
function packagesOf({ inputs }) {
  return Object.keys(inputs).flatMap((path) => /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1] ?? []);
}

/** @param {string} folder */
function licenceText(folder) {
  const files = readdirSync(folder).filter((name) => /^(licen[cs]e|notice|copying)/i.test(name));
  return files.map((name) => readFileSync(join(folder, name), 'utf8').trim()).join('\n\n');
}

/**
 * @param {string} root
 * @param {readonly import('esbuild').Metafile[]} metafiles of everything that ships
 * @returns {string}
 * @throws where a package names no licence: it may not be bundled then
 */
export function toNotices(root, metafiles) {
  const folders = [...new Set(metafiles.flatMap(packagesOf))].sort();
  const entries = folders.map((path) => {
    const folder = join(root, path);
    const manifest = join(folder, 'package.json');
    /** @type {{ name?: string, version?: string, license?: string, author?: string | { name?: string } }} */
    const { name, version, license: stated, author } = existsSync(manifest) ? JSON.parse(readFileSync(manifest, 'utf8')) : {};
    // Some leave it to the file beside it.
    const license = stated ?? /^\s*The (MIT) License/i.exec(licenceText(folder))?.[1];
    if (!name || !license) {
      throw new Error(`${path} is bundled, and its package.json names no licence.`);
    }
    const by = typeof author === 'string' ? author : author?.name;
    return `${name} ${version}, ${license}${by ? `, by ${by}` : ''}\n\n${licenceText(folder) || `Licence: ${license}`}`;
  });
  return `Stagedoor contains code of these libraries.\n\n${[...new Set(entries)].join(`\n\n${'-'.repeat(80)}\n\n`)}\n`;
}
