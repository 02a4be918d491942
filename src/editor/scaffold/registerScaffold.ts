import * as vscode from 'vscode';
import type { Disposable } from '../../portal/base/disposable';
import type { GitHubClients } from '../gitHub/gitHubClients';
import { toViewType } from '../webviews/createWebviewPanel';
import type { ScaffoldRoom, ScaffoldServices } from './scaffoldRoom';

export interface RegisterScaffoldServices extends Omit<ScaffoldServices, 'gitHub'> {
  readonly gitHub: () => Promise<GitHubClients>;
}

/** Wires `Stagedoor: Create New Service…`. The room behind it is loaded when it is first used. */
export function registerScaffold({ gitHub, ...services }: RegisterScaffoldServices): Disposable {
  const load = async (): Promise<ScaffoldRoom> => {
    const [loaded, clients] = await Promise.all([import('./scaffoldRoom'), gitHub()]);
    return new loaded.ScaffoldRoom({ ...services, gitHub: clients.of });
  };
  let room: Promise<ScaffoldRoom> | undefined;
  const enter = (): Promise<ScaffoldRoom> => (room ??= load());
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
