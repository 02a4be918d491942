import * as vscode from 'vscode';
import type { CatalogStatus } from '../../portal/catalog/catalogService';
import { toNotices, type Notice } from './notices';

/** Says as a notification what went wrong with something the user started. What runs by itself tells in the tree alone. */
export function showNotices(status: CatalogStatus): void {
  for (const notice of toNotices(status, toTime)) {
    void show(notice);
  }
}

/** `14:05`, or `Nov 20, 14:05` where that is another day than today; as the user's language has it. */
export function toTime(milliseconds: number): string {
  const date = new Date(milliseconds);
  const isToday = date.toDateString() === new Date().toDateString();
  return date.toLocaleString(vscode.env.language, { ...(isToday ? {} : { month: 'short', day: 'numeric' }), hour: 'numeric', minute: '2-digit' });
}

async function show({ severity, text, action }: Notice): Promise<void> {
  const message = severity === 'error' ? vscode.window.showErrorMessage : severity === 'warning' ? vscode.window.showWarningMessage : vscode.window.showInformationMessage;
  const choice = await message(`${text}.`.replace(/([.!?])\.$/, '$1'), ...(action ? [action.title] : []));
  if (action && choice === action.title) {
    await vscode.commands.executeCommand(action.command, ...(action.arguments ?? []));
  }
}
