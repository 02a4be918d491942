import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { skipAllUnless } from './skipAllUnless';

/** Where the material lies that is too large, or not ours, to be kept here: beside the repository, or where STAGEDOOR_SHARED says. */
const SHARED = resolve(process.env['STAGEDOOR_SHARED'] ?? resolve(import.meta.dirname, '../../shared'));

export interface SharedFolder {
  readonly path: string;
  readonly isThere: boolean;
}

/** A folder of the shared material that the tests of this suite need: they are skipped, with the reason, where it is missing. */
export function needShared(name: string): SharedFolder {
  const path = resolve(SHARED, name);
  const isThere = existsSync(path);
  skipAllUnless(isThere, `there is no folder ${path} (STAGEDOOR_SHARED says where shared material lies)`);
  return { path, isThere };
}
