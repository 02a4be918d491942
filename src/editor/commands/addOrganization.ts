import * as vscode from 'vscode';
import { organizationEntries } from '../configuration';
import { checkEntry, normalizeEntry } from './organizationEntry';

/** Asks for an organization and writes it to the user's settings. The change of the setting reads the catalog again. */
export async function addOrganization(): Promise<void> {
  const entry = await vscode.window.showInputBox({
    title: 'Add an Organization',
    prompt: 'A GitHub organization or user, or its address on an Enterprise Server.',
    placeHolder: 'acme, or https://ghe.example.com/acme',
    ignoreFocusOut: true,
    validateInput: (value) => checkEntry(value, organizationEntries()),
  });
  if (entry === undefined) {
    return;
  }
  const settings = vscode.workspace.getConfiguration('stagedoor');
  const own = settings.inspect<readonly string[]>('organizations')?.globalValue ?? [];
  await settings.update('organizations', [...own, normalizeEntry(entry)], vscode.ConfigurationTarget.Global);
  await vscode.commands.executeCommand('stagedoor.catalog.focus');
}
