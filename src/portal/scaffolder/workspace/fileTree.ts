/** What lies at a path of a tree of files, as git has it: of rights, only whether a file can be run. */
export type TreeNode =
  | { readonly type: 'file'; readonly bytes: Uint8Array; readonly executable: boolean }
  /** `target` as it is written in the link. */
  | { readonly type: 'symlink'; readonly target: string }
  | { readonly type: 'folder' };

/** A path relative to the tree, `/`-separated, without a slash at either end. */
export type TreeEntry = TreeNode & { readonly path: string };

/** Orders names by their code points, as `readdir` does and git nearly so. */
export function compareNames(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
