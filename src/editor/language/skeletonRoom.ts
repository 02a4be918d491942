import * as vscode from 'vscode';
import { withSeverity } from '../../portal/language/diagnostics/severities';
import { createSkeletonLanguage } from '../../portal/language/template/skeletonLanguage';
import type { EditorServices } from '../services';
import { createSeveritySetting } from './severitySetting';
import { toCompletionItem, toDiagnostic, toMarkdown, toRange, toSourceText } from './toVsCode';

/** What is offered in the files of skeletons, loaded when the first file is open that has braces to be filled in. */
export interface SkeletonRoom {
  diagnose(document: vscode.TextDocument): Promise<readonly vscode.Diagnostic[]>;
  complete(document: vscode.TextDocument, position: vscode.Position): Promise<vscode.CompletionItem[]>;
  hover(document: vscode.TextDocument, position: vscode.Position): Promise<vscode.Hover | undefined>;
  define(document: vscode.TextDocument, position: vscode.Position): Promise<vscode.DefinitionLink[] | undefined>;
}

export function createSkeletonRoom({ files, log }: Pick<EditorServices, 'files' | 'log'>): SkeletonRoom {
  const language = createSkeletonLanguage({
    async read(uri) {
      const open = vscode.workspace.textDocuments.find((document) => !document.isClosed && document.uri.toString() === uri);
      const bytes = open ? undefined : await files.read(uri);
      return open ? open.getText() : bytes && new TextDecoder().decode(bytes);
    },
    boundaryOf: (uri) => vscode.workspace.getWorkspaceFolder(vscode.Uri.parse(uri, true))?.uri.toString(),
  });
  const severities = createSeveritySetting(log);
  return {
    diagnose: async (document) => (await language.diagnose(toSourceText(document))).flatMap((problem) => withSeverity(problem, severities()) ?? []).map(toDiagnostic),
    complete: async (document, position) => (await language.complete(toSourceText(document), position)).map(toCompletionItem),
    async hover(document, position) {
      const found = await language.value(toSourceText(document), position);
      return found && new vscode.Hover(toMarkdown(found.markdown), toRange(found.range));
    },
    async define(document, position) {
      const found = await language.value(toSourceText(document), position);
      return found && [{ originSelectionRange: toRange(found.range), targetUri: vscode.Uri.parse(found.uri, true), targetRange: toRange(found.target) }];
    },
  };
}
