import * as vscode from 'vscode';
import { DEFAULT_RESERVE } from '../portal/github/rateBudget';

/**
 * The organizations of `stagedoor.organizations`, as `acme` or `https://ghe.example.com/acme`, whatever else their entries say.
 * In Restricted Mode the editor leaves the workspace's own out.
 */
export function organizationEntries(): readonly string[] {
  const value = vscode.workspace.getConfiguration('stagedoor').get<unknown>('organizations');
  return Array.isArray(value) ? value.flatMap(toEntry) : [];
}

function toEntry(value: unknown): readonly string[] {
  if (typeof value === 'string') {
    return [value];
  }
  if (typeof value !== 'object' || value === null || !('organization' in value) || typeof value.organization !== 'string') {
    return [];
  }
  const host = 'host' in value && typeof value.host === 'string' ? value.host : 'github.com';
  return [host === 'github.com' ? value.organization : `${/^https?:/.test(host) ? host : `https://${host}`}/${value.organization}`];
}

const MINUTE_MS = 60_000;
/** Longer than a day is as good as never, and longer than 24 days is more than a timer can count. */
const LONGEST_MS = 24 * 60 * MINUTE_MS;

/** How often the catalog is read again, in ms; 0 for never. */
export function refreshIntervalMs(): number {
  const minutes = vscode.workspace.getConfiguration('stagedoor').get<unknown>('catalog.refreshInterval');
  const wanted = typeof minutes === 'number' ? minutes : 15;
  // A folder's own settings may set it, so that no value makes a storm of requests.
  return wanted > 0 ? Math.min(LONGEST_MS, Math.max(MINUTE_MS, wanted * MINUTE_MS)) : 0;
}

/** How long a look at what was pushed is enough before all repositories are looked at again, in ms. */
export function reconcileIntervalMs(): number {
  const minutes = vscode.workspace.getConfiguration('stagedoor').get<unknown>('catalog.reconcileInterval');
  const wanted = typeof minutes === 'number' ? minutes : 60;
  // A folder's own settings may set it, too.
  return wanted <= 0 ? Infinity : Math.max(5, wanted) * MINUTE_MS;
}

/** The part of each of GitHub's rate limits, 0 to 0.9, that reading the catalog leaves alone. */
export function rateReserve(): number {
  const percent = vscode.workspace.getConfiguration('stagedoor').get<unknown>('rateLimit.reserve');
  return typeof percent === 'number' ? Math.min(90, Math.max(0, percent)) / 100 : DEFAULT_RESERVE;
}

/** When the status bar shows what is left of GitHub's rate limits. */
export function rateBudgetMode(): 'auto' | 'always' | 'never' {
  const mode = vscode.workspace.getConfiguration('stagedoor').get<unknown>('rateLimit.statusBar');
  return mode === 'always' || mode === 'never' ? mode : 'auto';
}

/** Whether the tree ends with the repositories that have no catalog file. */
export function showsUnregistered(): boolean {
  return vscode.workspace.getConfiguration('stagedoor').get<unknown>('catalog.showUnregistered') !== false;
}

/** Folders of the workspace, as URIs. */
export function workspaceFolders(): readonly string[] {
  return (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri.toString());
}
