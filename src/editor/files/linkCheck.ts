/** What a host tells of links. Paths are those of its own disk. */
export interface LinkHost {
  /** The path without symbolic links. Rejects where there is nothing. */
  readonly realPath: (path: string) => Promise<string>;
  readonly separator: string;
}

/**
 * Whether a file below a folder really lies elsewhere, because it is a symbolic link or lies behind one. What is not there, or
 * cannot be looked at, leads nowhere.
 */
export async function leadsOut(file: string, folder: string, { realPath, separator }: LinkHost): Promise<boolean> {
  let paths: readonly [string, string];
  try {
    paths = await Promise.all([realPath(file), realPath(folder)]);
  } catch {
    // Reading it will say why.
    return false;
  }
  const [real, root] = paths;
  return real !== root && !real.startsWith(root.endsWith(separator) ? root : `${root}${separator}`);
}
