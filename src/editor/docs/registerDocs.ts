import * as vscode from 'vscode';
import { toViewType } from '../webviews/createWebviewPanel';
import type { DocsRoomServices } from './docsRoom';

/** Registers the docs panel. Only this file is read at activation; the room behind it is loaded when it is first used. */
export function registerDocs(services: DocsRoomServices): void {
  let room: ReturnType<typeof load> | undefined;
  const load = async () => (await import('./docsRoom')).createDocsRoom(services);
  const enter = (): ReturnType<typeof load> => (room ??= load());
  services.context.subscriptions.push(
    vscode.commands.registerCommand('stagedoor.openDocs', async (argument?: unknown) => (await enter()).open(argument)),
    vscode.commands.registerCommand('stagedoor.openDocsAt', async (argument?: unknown) => (await enter()).openAt(argument)),
    vscode.commands.registerCommand('stagedoor.searchDocs', async () => (await enter()).search()),
    vscode.commands.registerCommand('stagedoor.newDocsPage', async () => (await enter()).createPage()),
    vscode.commands.registerCommand('stagedoor.moveDocsPage', async (argument?: unknown) => (await enter()).movePage(argument)),
    vscode.window.registerWebviewPanelSerializer(toViewType('docs'), {
      deserializeWebviewPanel: async (panel, state: unknown) => (await enter()).revive(panel, state),
    }),
  );
}
