import { statSync } from 'node:fs';
import { buildExtension } from '../lib/build';
import { packagedFiles, packageExtension } from '../lib/packageExtension';
import { vsix } from '../lib/paths';
import { failedOutcome, type Failure } from './outcome';
import type { Phase } from './phase';

const WANTED = ['package.json', 'package.nls.json', 'README.md', 'CHANGELOG.md', 'LICENSE', 'dist/extension.node.cjs', 'dist/extension.web.cjs'];
const ROOMS = /^(package(\.nls)?\.json|README\.md|CHANGELOG\.md|LICENSE|(dist|media|schemas|templates)\/.+)$/;
const UNWANTED = /\.(map|ts)$|(^|\/)(node_modules|\.env)/;

/** Largest size of the package, in bytes. */
export const VSIX_LIMIT = 12_000_000;

/** The package holds what it needs, and nothing that was not meant to ship. Templates may hold TypeScript: they are texts. */
export function findPackageFaults(files: readonly string[]): string[] {
  const missing = WANTED.filter((file) => !files.includes(file)).map((file) => `${file} is missing.`);
  const strange = files.filter((file) => !ROOMS.test(file) || (UNWANTED.test(file) && !file.startsWith('templates/'))).map((file) => `${file} must not ship.`);
  return [...missing, ...strange];
}

export const packagePhase: Phase = {
  name: 'package',
  title: 'Build and package',
  run: async () => {
    try {
      await buildExtension();
      await packageExtension();
    } catch (error) {
      return failedOutcome('build and package', error);
    }
    const size = statSync(vsix).size;
    const faults = findPackageFaults(await packagedFiles());
    const failures: Failure[] = [
      ...(faults.length > 0 ? [{ name: 'content of the package', message: faults.join('\n') }] : []),
      ...(size > VSIX_LIMIT ? [{ name: 'size of the package', message: `${size} bytes, ${VSIX_LIMIT} at most.` }] : []),
    ];
    console.log(`  stagedoor.vsix: ${(size / 1000).toFixed(0)} kB`);
    return { passed: 3 - failures.length, failures, skipped: [] };
  },
};
