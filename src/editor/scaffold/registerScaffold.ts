import * as vscode from 'vscode';
import type { Disposable } from '../../portal/base/disposable';
import { toViewType } from '../webviews/createWebviewPanel';
import type { ScaffoldRoom, ScaffoldServices } from './scaffoldRoom';

/** Wires `Stagedoor: Create New Service…`. The room behind it is loaded when it is first used. */
export function registerScaffold(services: ScaffoldServices): Disposable {
  let room: Promise<ScaffoldRoom> | undefined;
  const enter = (): Promise<ScaffoldRoom> => {
    room ??= import('./scaffoldRoom').then((loaded) => new loaded.ScaffoldRoom(services));
    return room;
  };
  const command = vscode.commands.registerCommand('stagedoor.createService', async () => {
    if (!vscode.workspace.isTrusted) {
      const manage = 'Manage Workspace Trust';
      const text = 'Stagedoor creates no service from a workspace in Restricted Mode, because it would write files or act on GitHub in your name.';
      if ((await vscode.window.showWarningMessage(text, manage)) === manage) {
        await vscode.commands.executeCommand('workbench.trust.manage');
      }
      return;
    }
    (await enter()).open();
  });
  const serializer = vscode.window.registerWebviewPanelSerializer(toViewType('scaffold'), {
    deserializeWebviewPanel: async (panel) => {
      if (vscode.workspace.isTrusted) {
        (await enter()).open(panel);
      } else {
        panel.dispose();
      }
    },
  });
  return {
    dispose: () => {
      command.dispose();
      serializer.dispose();
      void room?.then((loaded) => loaded.dispose());
    },
  };
}
