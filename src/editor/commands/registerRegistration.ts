import * as vscode from 'vscode';
import type { Disposable } from '../../portal/base/disposable';
import { ProposalFiles } from './register/proposalFiles';
import type { RegistrationRoom, RegistrationServices } from './register/registrationRoom';
import type { EditorServices } from '../services';

/** Wires `Stagedoor: Register a Repository…`. The room behind it is loaded when it is first used; the files it has proposed are there from the start. */
export function registerRegistration(services: RegistrationServices & Pick<EditorServices, 'context'>): Disposable {
  const proposals = new ProposalFiles(services.context.workspaceState);
  let room: Promise<RegistrationRoom> | undefined;
  const enter = (): Promise<RegistrationRoom> => (room ??= import('./register/registrationRoom').then((loaded) => loaded.createRegistrationRoom(services, proposals)));
  return vscode.Disposable.from(
    vscode.workspace.registerFileSystemProvider('stagedoor-proposal', proposals, { isCaseSensitive: true }),
    vscode.commands.registerCommand('stagedoor.registerRepository', async (argument?: unknown) => (await enter()).propose(argument)),
    vscode.commands.registerCommand('stagedoor.openRegistrationPullRequest', async (uri?: unknown) => (await enter()).send(uri)),
  );
}
