import * as vscode from 'vscode';

/** Entries of `stagedoor.organizations` as written. In Restricted Mode the editor leaves the workspace's own out. */
export function organizationEntries(): readonly string[] {
  const value = vscode.workspace.getConfiguration('stagedoor').get<unknown>('organizations');
  return Array.isArray(value) ? value.filter((entry) => typeof entry === 'string') : [];
}

const MINUTE_MS = 60_000;
/** Longer than a day is as good as never, and longer than 24 days is more than a timer can count. */
const LONGEST_MS = 24 * 60 * MINUTE_MS;

/** How often the catalog is read again, in ms; 0 for never. */
export function refreshIntervalMs(): number {
  const minutes = vscode.workspace.getConfiguration('stagedoor').get<unknown>('catalog.refreshInterval');
  // A folder's own settings may set it, so that no value makes a storm of requests.
  return typeof minutes === 'number' && minutes > 0 ? Math.min(LONGEST_MS, Math.max(MINUTE_MS, minutes * MINUTE_MS)) : 0;
}

/** Folders of the workspace, as URIs. */
export function workspaceFolders(): readonly string[] {
  return (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri.toString());
}
