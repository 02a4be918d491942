import * as vscode from 'vscode';
import { toDocsUri, type DocsSite } from '../../portal/techdocs/site/docsSite';
import type { DocsTarget } from '../../protocol/docs';
import type { EditorServices } from '../services';
import { isRemote } from './docsPlaces';

/**
 * Opens the source of a page, at a line where one is given (from 0): where it is open already, else beside the panel, which stays in sight.
 * @param panel the column that the panel is in
 */
export async function openSource(site: DocsSite, path: string, panel: vscode.ViewColumn | undefined, line?: number): Promise<void> {
  const uri = vscode.Uri.parse(toDocsUri(site, path), true);
  const other = vscode.window.tabGroups.all.find(({ viewColumn }) => viewColumn !== panel)?.viewColumn;
  const column = editorsOf(uri)[0]?.viewColumn ?? other ?? (isRemote(site.docs) ? undefined : vscode.ViewColumn.Beside);
  const selection = line === undefined ? undefined : new vscode.Range(line, 0, line, 0);
  await vscode.commands.executeCommand('vscode.open', uri, { ...(column !== undefined && { viewColumn: column }), ...(selection && { selection }) });
}

/** Opens the catalog file of the entity whose docs are meant. */
export async function openDefinition({ catalog }: Pick<EditorServices, 'catalog'>, target: DocsTarget): Promise<void> {
  const origin = target.type === 'entity' ? catalog.graph.get(target.ref)?.origin : undefined;
  if (origin) {
    const { line } = origin.position;
    await vscode.window.showTextDocument(vscode.Uri.parse(origin.uri, true), { selection: new vscode.Range(line, 0, line, 0) });
  }
}

/** Scrolls the editors that show a file: a line (from 0) comes to the top. The cursor stays where it is. */
export function scrollEditors(uri: vscode.Uri, line: number): void {
  for (const editor of editorsOf(uri)) {
    const at = Math.min(editor.document.lineCount - 1, Math.max(0, Math.floor(line)));
    if (editor.visibleRanges[0]?.start.line !== at) {
      editor.revealRange(new vscode.Range(at, 0, at, 0), vscode.TextEditorRevealType.AtTop);
    }
  }
}

/** The line at the top of the editor that shows a file, or `undefined` where none does. */
export function topLineOf(uri: vscode.Uri): number | undefined {
  return editorsOf(uri)[0]?.visibleRanges[0]?.start.line;
}

function editorsOf(uri: vscode.Uri): readonly vscode.TextEditor[] {
  return vscode.window.visibleTextEditors.filter(({ document }) => document.uri.toString() === uri.toString());
}

export interface EditorListener {
  /** Whether a file is the page that is shown. */
  readonly isShown: (uri: vscode.Uri) => boolean;
  /** The page's text is another one. */
  readonly onText: (text: string) => void;
  /** The editor of the page has scrolled. @param line at its top, from 0 */
  readonly onScrolled: (line: number) => void;
  /** Another file is in front. */
  readonly onTurned: (uri: vscode.Uri) => void;
  readonly onSettings: () => void;
}

/** Hears of the editor what a panel keeps up with. */
export function listenToEditor({ isShown, onText, onScrolled, onTurned, onSettings }: EditorListener): readonly vscode.Disposable[] {
  return [
    vscode.workspace.onDidChangeConfiguration((event) => (event.affectsConfiguration('stagedoor.docs') ? onSettings() : undefined)),
    vscode.window.onDidChangeTextEditorVisibleRanges(({ textEditor, visibleRanges }) => {
      const line = visibleRanges[0]?.start.line;
      if (line !== undefined && isShown(textEditor.document.uri)) {
        onScrolled(line);
      }
    }),
    vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (contentChanges.length > 0 && isShown(document.uri)) {
        onText(document.getText());
      }
    }),
    vscode.window.onDidChangeActiveTextEditor((editor) => (editor ? onTurned(editor.document.uri) : undefined)),
  ];
}
