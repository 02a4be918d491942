import * as vscode from 'vscode';
import type { CatalogStatus } from '../../portal/catalog/catalogService';
import { toNotices, type Notice } from './notices';

/** Says as a notification what went wrong with something the user started. What runs by itself tells in the tree alone. */
export function showNotices(status: CatalogStatus): void {
  for (const notice of toNotices(status, timeOfDay)) {
    void show(notice);
  }
}

/** `14:05`, as the user's language has it. */
export function timeOfDay(milliseconds: number): string {
  return new Date(milliseconds).toLocaleTimeString(vscode.env.language, { hour: 'numeric', minute: '2-digit' });
}

async function show({ severity, text, action }: Notice): Promise<void> {
  const message = severity === 'error' ? vscode.window.showErrorMessage : severity === 'warning' ? vscode.window.showWarningMessage : vscode.window.showInformationMessage;
  const choice = await message(`${text}.`.replace(/([.!?])\.$/, '$1'), ...(action ? [action.title] : []));
  if (action && choice === action.title) {
    await vscode.commands.executeCommand(action.command, ...(action.arguments ?? []));
  }
}
