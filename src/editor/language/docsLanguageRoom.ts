import * as vscode from 'vscode';
import { createDocsService } from '../../portal/techdocs/docsService';
import { withSeverity } from '../../portal/language/diagnostics/severities';
import { createDocsLanguage } from '../../portal/language/mkdocs/docsLanguage';
import { boundaryOf, toGitHubFolderUri } from '../docs/docsPlaces';
import { passesLink } from '../docs/passesLink';
import type { EditorServices } from '../services';
import type { LanguageFeatures } from './languageFamily';
import { createSeveritySetting } from './severitySetting';
import { toCompletionItem, toDiagnostic, toRange, toSourceText } from './toVsCode';

/** What is offered in mkdocs.yml and in Markdown pages, loaded when the first of them is there. */
export interface DocsLanguageRoom extends Required<Pick<LanguageFeatures, 'complete' | 'define' | 'actions'>> {
  diagnose(document: vscode.TextDocument): Promise<readonly vscode.Diagnostic[]>;
  /** Files were changed, created or removed. */
  forget(): void;
}

const YAML_EXTENSION = 'redhat.vscode-yaml';

export function createDocsLanguageRoom({ catalog, files, log }: Pick<EditorServices, 'catalog' | 'files' | 'log'>): DocsLanguageRoom {
  const docs = createDocsService({ files, log, passesLink, lookUp: (ref) => catalog.graph.get(ref), toFolderUri: toGitHubFolderUri, boundaryOf });
  const language = createDocsLanguage({ docs, files });
  const severities = createSeveritySetting(log);
  const problemsOf = async (document: vscode.TextDocument) => {
    // The YAML extension tells of YAML's own syntax errors.
    const leftToOthers = vscode.extensions.getExtension(YAML_EXTENSION)?.isActive === true;
    const problems = await language.diagnose(toSourceText(document));
    return problems.flatMap((problem) => (leftToOthers && problem.code === 'mkdocs/yaml' ? [] : (withSeverity(problem, severities()) ?? [])));
  };
  return {
    diagnose: async (document) => (await problemsOf(document)).map(toDiagnostic),
    async complete(document, position) {
      return new vscode.CompletionList((await language.complete(toSourceText(document), position)).map(toCompletionItem));
    },
    async define(document, position) {
      const found = await language.define(toSourceText(document), position);
      const place = new vscode.Position(found?.line ?? 0, 0);
      return found && [{ originSelectionRange: toRange(found.range), targetUri: vscode.Uri.parse(found.uri, true), targetRange: new vscode.Range(place, place) }];
    },
    async actions(document, range, { diagnostics }) {
      const problems = (await problemsOf(document)).filter((problem) => range.intersection(toRange(problem.range)) !== undefined);
      return problems.flatMap(({ code, fixes, range: at }) =>
        (fixes ?? []).map((fix) => {
          const action = new vscode.CodeAction(fix.title, vscode.CodeActionKind.QuickFix);
          action.edit = new vscode.WorkspaceEdit();
          fix.edits.forEach((edit) => action.edit?.replace(document.uri, toRange(edit.range), edit.newText));
          action.isPreferred = fix.preferred === true;
          action.diagnostics = diagnostics.filter((shown) => shown.range.isEqual(toRange(at)) && (typeof shown.code === 'object' ? shown.code.value : shown.code) === code);
          return action;
        }),
      );
    },
    forget: () => language.forget(),
  };
}
