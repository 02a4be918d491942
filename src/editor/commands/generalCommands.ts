import * as vscode from 'vscode';
import { addOrganization } from './addOrganization';

export function registerGeneralCommands(output: vscode.LogOutputChannel): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.commands.registerCommand('stagedoor.addOrganization', addOrganization),
    vscode.commands.registerCommand('stagedoor.showLog', () => output.show()),
    vscode.commands.registerCommand('stagedoor.openSettings', () =>
      vscode.commands.executeCommand('workbench.action.openSettings', '@ext:stagedoor.stagedoor'),
    ),
    vscode.commands.registerCommand('stagedoor.openWalkthrough', async () => {
      await vscode.commands.executeCommand('workbench.action.openWalkthrough', 'stagedoor.stagedoor#stagedoor.start', false);
      // The editor ticks off only what comes true while it knows the walkthrough; what was so before comes true with this key.
      await vscode.commands.executeCommand('setContext', 'stagedoor.walkthroughOpened', true);
    }),
    // Addresses come out of GitHub's answers: nothing but a web page is opened.
    vscode.commands.registerCommand('stagedoor.openPage', async (address: unknown) => {
      if (typeof address === 'string' && /^https?:\/\//.test(address)) {
        await vscode.env.openExternal(vscode.Uri.parse(address, true));
      }
    }),
  );
}
