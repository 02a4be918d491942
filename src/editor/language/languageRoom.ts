import * as vscode from 'vscode';
import { Slices } from '../../portal/base/pause';
import { finishInSlices } from '../../portal/base/steps';
import { createLanguageService } from '../../portal/language/languageService';
import { isSyntaxProblem } from '../../portal/language/syntaxProblem';
import type { EditorServices } from '../services';
import { createGitLocations } from './gitLocations';
import { toCompletionItem, toDiagnostic, toMarkdown, toPosition, toRange, toSourceText } from './toVsCode';

/** The language features, loaded when the first catalog file is there. */
export interface LanguageRoom {
  /** Takes its time, in short slices; rejects with `cancelled` once the signal is aborted. */
  diagnose(document: vscode.TextDocument, signal: AbortSignal): Promise<readonly vscode.Diagnostic[]>;
  complete(document: vscode.TextDocument, position: vscode.Position): vscode.CompletionList;
  hover(document: vscode.TextDocument, position: vscode.Position): vscode.Hover | undefined;
  definition(document: vscode.TextDocument, position: vscode.Position): vscode.DefinitionLink[] | undefined;
  /** Lets go of what is kept for a document that was closed. */
  forget(uri: vscode.Uri): void;
  /** Branches and remotes of the folders may have changed. */
  forgetLocations(): void;
}

/** Red Hat's YAML extension reports YAML's own syntax errors, where it is active. */
const YAML_EXTENSION = 'redhat.vscode-yaml';

export function createLanguageRoom({ catalog, clock, files, log }: Pick<EditorServices, 'catalog' | 'clock' | 'files' | 'log'>): LanguageRoom {
  const locations = createGitLocations(files, log);
  const service = createLanguageService({ catalog, locationOf: (uri) => locations.get(uri) });
  return {
    async diagnose(document, signal) {
      await locations.prepare(document.uri.toString());
      const problems = await finishInSlices(service.diagnose(toSourceText(document)), new Slices(clock, signal));
      const leftToOthers = vscode.extensions.getExtension(YAML_EXTENSION)?.isActive === true;
      return problems.filter((problem) => !leftToOthers || !isSyntaxProblem(problem)).map(toDiagnostic);
    },
    complete(document, position) {
      const { items, isIncomplete } = service.complete(toSourceText(document), position);
      return new vscode.CompletionList(items.map(toCompletionItem), isIncomplete);
    },
    hover(document, position) {
      const found = service.hover(toSourceText(document), position);
      return found && new vscode.Hover(toMarkdown(found.markdown), toRange(found.range));
    },
    definition(document, position) {
      const found = service.definition(toSourceText(document), position);
      if (!found) {
        return undefined;
      }
      const place = toPosition(found.origin.position);
      return [{ originSelectionRange: toRange(found.range), targetUri: vscode.Uri.parse(found.origin.uri, true), targetRange: new vscode.Range(place, place) }];
    },
    forget: (uri) => service.forget(uri.toString()),
    forgetLocations: () => locations.forget(),
  };
}
