import * as vscode from 'vscode';
import { GITHUB_SCHEME } from '../../portal/github/gitHubUri';
import type { EditorServices } from '../services';
import { registerChecked } from './checkedDocuments';
import type { DocsLanguageRoom } from './docsLanguageRoom';
import type { LanguageFamily } from './languageFamily';

const SCHEMES = ['file', 'vscode-remote', 'vscode-vfs', GITHUB_SCHEME];

export interface DocsFamily extends LanguageFamily, vscode.Disposable {}

/** What is offered in mkdocs.yml and in Markdown pages of docs; what is wrong with open ones goes into the Problems panel. */
export function createDocsFamily(services: Pick<EditorServices, 'catalog' | 'clock' | 'files' | 'log'>): DocsFamily {
  const selector = SCHEMES.flatMap((scheme) => [
    { language: 'markdown', scheme },
    { language: 'yaml', scheme, pattern: '**/mkdocs.{yml,yaml}' },
  ]);
  let room: Promise<DocsLanguageRoom> | undefined;
  const load = async (): Promise<DocsLanguageRoom> => (await import('./docsLanguageRoom')).createDocsLanguageRoom(services);
  const enter = (): Promise<DocsLanguageRoom> => (room ??= load());
  const isOpen = (uri: string): boolean => vscode.workspace.textDocuments.some((document) => document.uri.toString() === uri && document.isDirty);
  const checked = registerChecked(services, {
    name: 'stagedoor-docs',
    accepts: (document) => vscode.languages.match(selector, document) > 0,
    diagnose: async (document) => (await enter()).diagnose(document),
    noteChanged(uris) {
      // What is typed is not on the disk yet, and nothing that is read of a site.
      const concerns = uris.some((uri) => /\.(?:md|markdown|mdown|mkdn?|ya?ml|png|jpe?g|gif|svg|webp|pdf)$/i.test(uri) && !isOpen(uri));
      if (concerns) {
        void room?.then((language) => language.forget());
      }
      return concerns;
    },
  });
  return { selector, triggers: ['(', '/', '#', '-', ' ', ':'], accepts: () => true, enter, dispose: () => void checked.dispose() };
}
