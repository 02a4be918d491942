import * as vscode from 'vscode';
import type { Disposable } from '../../portal/base/disposable';
import type { GitHubClients } from '../gitHub/gitHubClients';
import { ProposalFiles } from './register/proposalFiles';
import type { RegistrationRoom, RegistrationServices } from './register/registrationRoom';
import type { EditorServices } from '../services';

export interface RegisterRegistrationServices extends Omit<RegistrationServices, 'gitHub'>, Pick<EditorServices, 'context'> {
  readonly gitHub: () => Promise<GitHubClients>;
}

/** Wires `Stagedoor: Register a Repository…`. The room behind it is loaded when it is first used; the files it has proposed are there from the start. */
export function registerRegistration({ gitHub, ...services }: RegisterRegistrationServices): Disposable {
  const proposals = new ProposalFiles(services.context.workspaceState);
  let room: Promise<RegistrationRoom> | undefined;
  const load = async (): Promise<RegistrationRoom> => {
    const [loaded, clients] = await Promise.all([import('./register/registrationRoom'), gitHub()]);
    return loaded.createRegistrationRoom({ ...services, gitHub: clients.of }, proposals);
  };
  const enter = (): Promise<RegistrationRoom> => (room ??= load());
  return vscode.Disposable.from(
    vscode.workspace.registerFileSystemProvider('stagedoor-proposal', proposals, { isCaseSensitive: true }),
    vscode.commands.registerCommand('stagedoor.registerRepository', async (argument?: unknown) => (await enter()).propose(argument)),
    vscode.commands.registerCommand('stagedoor.openRegistrationPullRequest', async (uri?: unknown) => (await enter()).send(uri)),
  );
}
