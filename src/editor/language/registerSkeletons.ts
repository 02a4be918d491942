import * as vscode from 'vscode';
import { mayBeSkeleton } from '../../portal/language/template/mayBeSkeleton';
import type { EditorServices } from '../services';
import { registerChecked } from './checkedDocuments';
import type { SkeletonRoom } from './skeletonRoom';

/**
 * What is offered in the files of skeletons, which may be of any language: only features of which VS Code asks all providers are
 * registered, so that nothing is taken away from the language's own.
 */
export function registerSkeletons(services: Pick<EditorServices, 'clock' | 'files' | 'log'>): vscode.Disposable {
  const selector = ['file', 'vscode-remote', 'vscode-vfs'].map((scheme) => ({ scheme }));
  let room: Promise<SkeletonRoom> | undefined;
  const load = async (): Promise<SkeletonRoom> => (await import('./skeletonRoom')).createSkeletonRoom(services);
  const enter = (): Promise<SkeletonRoom> => (room ??= load());
  const accepts = (document: vscode.TextDocument): boolean => vscode.languages.match(selector, document) > 0 && mayBeSkeleton(document.getText());
  const ask = async <T>(document: vscode.TextDocument, question: (features: SkeletonRoom) => Promise<T>): Promise<T | undefined> => (accepts(document) ? question(await enter()) : undefined);

  return vscode.Disposable.from(
    registerChecked(services, {
      name: 'stagedoor-skeletons',
      accepts,
      diagnose: async (document) => (await enter()).diagnose(document),
      noteChanged: (uris) => uris.some((uri) => /\/template\.ya?ml$/.test(uri)),
    }),
    vscode.languages.registerCompletionItemProvider(selector, { provideCompletionItems: (document, position) => ask(document, (features) => features.complete(document, position)) }, '.', '|', ' '),
    vscode.languages.registerHoverProvider(selector, { provideHover: (document, position) => ask(document, (features) => features.hover(document, position)) }),
    vscode.languages.registerDefinitionProvider(selector, { provideDefinition: (document, position) => ask(document, (features) => features.define(document, position)) }),
  );
}
