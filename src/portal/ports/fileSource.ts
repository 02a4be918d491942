import type { Event } from '../base/event';

/**
 * Files by URI (`file:`, `vscode-remote:`, `stagedoor-github:` …). URIs are opaque strings to the portal; use
 * `base/uri.ts` to join and relate them.
 */
export interface FileSource {
  /** The bytes, or `undefined` where there is no such file. Throws `PortalError` on anything else. */
  read(uri: string, signal?: AbortSignal): Promise<Uint8Array | undefined>;
  /**
   * URIs of the files below `folder`, recursively, `node_modules` and `.git` left out.
   * @param extensions only files whose name ends in one of these, with the dot; all files when left out
   */
  list(folder: string, extensions?: readonly string[], signal?: AbortSignal): Promise<readonly string[]>;
  /** Whether a file below `folder` really lies outside of it, by way of a symbolic link. Absent where the host cannot tell. */
  leadsOut?(uri: string, folder: string): Promise<boolean>;
  /** Files that were created, changed or deleted, where the host can tell. */
  readonly onDidChange?: Event<readonly string[]>;
}
