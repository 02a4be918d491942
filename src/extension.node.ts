import type * as vscode from 'vscode';
import { activateShared } from './extension';

export function activate(context: vscode.ExtensionContext): void {
  activateShared(context, { kind: 'node' });
}
