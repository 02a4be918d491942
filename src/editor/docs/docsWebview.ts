import type * as vscode from 'vscode';
import { createWebviewPanel } from '../webviews/createWebviewPanel';

export interface DocsWebviewOptions {
  readonly title: string;
  readonly column: vscode.ViewColumn;
  readonly preserveFocus: boolean;
  readonly revived: vscode.WebviewPanel | undefined;
}

/** The panel's page: pictures come inside messages or from the web, and nothing else comes from anywhere. */
export function openDocsWebview(context: vscode.ExtensionContext, { title, column, preserveFocus, revived }: DocsWebviewOptions): vscode.WebviewPanel {
  return createWebviewPanel({
    context,
    name: 'docs',
    title,
    styled: true,
    imageSources: ['data:', 'https:'],
    styleAttributes: true,
    styleElements: true,
    findWidget: true,
    showOptions: { viewColumn: column, preserveFocus },
    ...(revived ? { revived } : {}),
  });
}
