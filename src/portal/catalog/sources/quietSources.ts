import { isDirectorySource } from './organizationDirectory';

/**
 * Whether what a source says of an entity gives way to what files of the workspace or of GitHub say of it, without a word:
 * whom a directory or a running Backstage describes as well is no mistake of anybody's.
 */
export function yieldsInSilence(source: string): boolean {
  return isDirectorySource(source) || source.startsWith('backstage:');
}
