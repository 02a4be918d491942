import * as vscode from 'vscode';
import { createNonce, toWebviewHtml } from './webviewHtml';

export interface WebviewPanelOptions {
  readonly context: vscode.ExtensionContext;
  /** The folder in `webview/` whose bundle the panel runs; also the last part of the view type `stagedoor.<name>`. */
  readonly name: string;
  readonly title: string;
  /** Whether the bundle has a style sheet of its own (its `main.ts` imports CSS). */
  readonly styled: boolean;
  /** Folders whose files the page may show, beside the extension's own. */
  readonly resourceRoots?: readonly vscode.Uri[];
  /** See `WebviewPage`. */
  readonly imageSources?: readonly string[];
  readonly styleAttributes?: boolean;
  readonly styleElements?: boolean;
  readonly icon?: vscode.Uri | { readonly light: vscode.Uri; readonly dark: vscode.Uri };
  /** Where a new panel opens; beside nothing by default. */
  readonly showOptions?: vscode.ViewColumn | { readonly viewColumn: vscode.ViewColumn; readonly preserveFocus?: boolean };
  readonly retainContextWhenHidden?: boolean;
  /** Whether VS Code's own search box finds text in the page. */
  readonly findWidget?: boolean;
  /** A panel that VS Code brought back after a reload, to be filled again instead of opening a new one. */
  readonly revived?: vscode.WebviewPanel;
}

/** Opens a panel (or fills a revived one) that runs `dist/webview/<name>.js` under a strict content security policy. */
export function createWebviewPanel(options: WebviewPanelOptions): vscode.WebviewPanel {
  const bundles = vscode.Uri.joinPath(options.context.extensionUri, 'dist', 'webview');
  const panel =
    options.revived ??
    vscode.window.createWebviewPanel(toViewType(options.name), options.title, options.showOptions ?? vscode.ViewColumn.Active, {
      retainContextWhenHidden: options.retainContextWhenHidden ?? false,
      enableFindWidget: options.findWidget ?? false,
    });
  panel.title = options.title;
  panel.iconPath = options.icon;
  panel.webview.options = { enableScripts: true, enableForms: false, enableCommandUris: false, localResourceRoots: [bundles, ...(options.resourceRoots ?? [])] };
  panel.webview.html = toWebviewHtml({
    title: options.title,
    cspSource: panel.webview.cspSource,
    nonce: createNonce(),
    script: panel.webview.asWebviewUri(vscode.Uri.joinPath(bundles, `${options.name}.js`)).toString(),
    styles: options.styled ? [panel.webview.asWebviewUri(vscode.Uri.joinPath(bundles, `${options.name}.css`)).toString()] : [],
    imageSources: options.imageSources ?? [],
    styleAttributes: options.styleAttributes ?? false,
    styleElements: options.styleElements ?? false,
  });
  return panel;
}

export function toViewType(name: string): string {
  return `stagedoor.${name}`;
}
