/** Parts of the workbench's address. */
export interface WorkbenchAddress {
  readonly port: number;
  /** Absolute path of a folder, or of a `.code-workspace` file. Nothing for an empty window. */
  readonly folder?: string;
  /** Switches of the workbench, as pairs of strings. */
  readonly payload?: readonly (readonly [string, string])[];
}

export function toWorkbenchUrl({ port, folder, payload = [] }: WorkbenchAddress): string {
  const query = new URLSearchParams();
  if (folder !== undefined) {
    query.set(folder.endsWith('.code-workspace') ? 'workspace' : 'folder', folder);
  } else {
    query.set('ew', 'true');
  }
  if (payload.length > 0) {
    query.set('payload', JSON.stringify(payload));
  }
  return `http://127.0.0.1:${port}/?${query.toString()}`;
}
