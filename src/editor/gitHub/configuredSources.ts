import * as vscode from 'vscode';
import { workspaceFolders } from '../configuration';
import { sourceSettings } from './sourceSettings';

/** Settings that name sources beside those on GitHub, whatever the form of their values. */
const OTHERS = ['backstage'];

/** Whether the settings name anything that the catalog is read from. */
export function namesSources(): boolean {
  const lists = [sourceSettings.organizations(), sourceSettings.locations(), sourceSettings.appConfig()];
  return lists.some(({ length }) => length > 0) || OTHERS.some((name) => isFilled(vscode.workspace.getConfiguration('stagedoor').get<unknown>(name)));
}

/** Whether there is anything that the catalog could be read from: an open folder, or what the settings name. */
export function hasSources(): boolean {
  return workspaceFolders().length > 0 || namesSources();
}

function isFilled(value: unknown): boolean {
  return typeof value === 'string' ? value.trim() !== '' : typeof value === 'object' && value !== null && Object.keys(value).length > 0;
}
