import * as vscode from 'vscode';
import type { FixableProblem } from '../../portal/language/diagnostics/fixes/fixesAt';
import type { LanguageProblem, ProblemFix } from '../../portal/language/diagnostics/languageProblem';
import { toRange } from './toVsCode';

/** Quick fixes as the editor has them, each with the diagnostic it is for. @param shown those that the editor shows at the place */
export function toCodeActions(uri: vscode.Uri, fixable: readonly FixableProblem[], shown: readonly vscode.Diagnostic[]): readonly vscode.CodeAction[] {
  const all = new Map<string, vscode.CodeAction>();
  const actions = fixable.flatMap(({ problem, fixes, all: together }) => {
    const diagnostic = shown.find((each) => isOf(each, problem));
    if (together && !all.has(problem.code)) {
      all.set(problem.code, toAction(uri, together, diagnostic));
    }
    return fixes.map((fix) => toAction(uri, fix, diagnostic));
  });
  return [...actions, ...all.values()];
}

function isOf({ code, range, source }: vscode.Diagnostic, problem: LanguageProblem): boolean {
  return source === 'Stagedoor' && typeof code === 'object' && code.value === problem.code && range.isEqual(toRange(problem.range));
}

function toAction(uri: vscode.Uri, { title, edits, creates = [], preferred = false }: ProblemFix, diagnostic: vscode.Diagnostic | undefined): vscode.CodeAction {
  const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
  action.isPreferred = preferred;
  if (diagnostic) {
    action.diagnostics = [diagnostic];
  }
  action.edit = new vscode.WorkspaceEdit();
  for (const file of creates) {
    action.edit.createFile(vscode.Uri.parse(file.uri, true), { ignoreIfExists: false, overwrite: false, contents: new TextEncoder().encode(file.text) });
  }
  action.edit.set(uri, edits.map(({ range, newText }) => vscode.TextEdit.replace(toRange(range), newText)));
  return action;
}
