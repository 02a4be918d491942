import { isWithin } from '../base/uri';
import type { RepositoryInfo } from './entity';
import { leavesFolder, pathInRepository } from './locationTargets';

/** The folder, or the repository at one branch, tag or commit, inside of which the placeholders of a file may be read. */
export interface PlaceholderRoot {
  /** URI without a slash at the end. */
  readonly folder: string;
  /** Where it lives on the web, where it does; without, placeholders resolve against the URI of their file. */
  readonly repository?: RepositoryInfo | undefined;
}

/** Targets of more bytes than this are not read: each is kept for as long as its entity. */
const MAX_TARGET_BYTES = 6 * 1024 * 1024;
const GIT = /(?:^|\/)\.git(?:\/|$)/i;

/** The file that a placeholder's URL means, as hosts write its URI; `undefined` for what lies elsewhere. */
export function toPlaceholderTarget(url: string, { folder, repository }: PlaceholderRoot): string | undefined {
  const path = repository ? pathInRepository(url, repository) : pathInFolder(url, folder);
  // What git keeps beside the files is no part of the repository, and may hold credentials.
  return path === undefined || path === '' || GIT.test(path) ? undefined : toUriBelow(folder, path);
}

/**
 * The text of a target.
 * @param content its bytes, what an unsaved editor holds, or `undefined` where there is no such file
 * @returns as `PlaceholderReader` does
 */
export function toPlaceholderText(content: Uint8Array | string | undefined): string | null | undefined {
  if (content === undefined || typeof content === 'string') {
    return content ?? null;
  }
  return content.length > MAX_TARGET_BYTES ? undefined : new TextDecoder().decode(content);
}

function pathInFolder(url: string, folder: string): string | undefined {
  const [address = ''] = url.split(/[?#]/);
  return isWithin(address, folder) && address !== folder && !leavesFolder(address.slice(folder.length)) ? pathBelow(address, folder) : undefined;
}

/** The decoded path of a URI from a folder on. */
export function pathBelow(uri: string, folder: string): string {
  return decodeURIComponent(uri.slice(folder.replace(/\/$/, '').length + 1));
}

export function toUriBelow(folder: string, path: string): string {
  return `${folder.replace(/\/$/, '')}/${path.split('/').map(encodeSegment).join('/')}`;
}

/** As hosts write URIs: they also escape what `encodeURIComponent` leaves alone. */
function encodeSegment(segment: string): string {
  return encodeURIComponent(segment).replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}
