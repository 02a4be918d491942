import * as vscode from 'vscode';
import type { CatalogService } from '../../portal/catalog/catalogService';
import { parseOrganization } from '../../portal/github/gitHubHost';
import type { FolderChoice, OutputAction, OwnerChoice } from '../../protocol/scaffold';
import { organizationEntries } from '../configuration';
import type { Made, Workbench } from './wizardPorts';
import { createWorkspaceTarget } from './workspaceTarget';

function toChoice(uri: vscode.Uri): FolderChoice {
  return { uri: uri.toString(), label: label(uri) };
}

function label(uri: vscode.Uri): string {
  return uri.scheme === 'file' ? uri.fsPath : uri.path;
}

function owners(): OwnerChoice[] {
  return organizationEntries().flatMap((entry) => {
    const organization = parseOrganization(entry);
    if (!organization) {
      return [];
    }
    const { host, login } = organization;
    return [{ host: host.web, login, label: host.web === 'https://github.com' ? login : `${login} (${new URL(host.web).host})` }];
  });
}

async function chooseFolder(): Promise<FolderChoice | undefined> {
  const defaultUri = vscode.workspace.workspaceFolders?.[0]?.uri;
  const [uri] =
    (await vscode.window.showOpenDialog({
      canSelectFiles: false,
      canSelectFolders: true,
      canSelectMany: false,
      openLabel: 'Write Here',
      title: 'Folder for the New Service',
      ...(defaultUri && { defaultUri }),
    })) ?? [];
  return uri && toChoice(uri);
}

async function openPage(url: string): Promise<void> {
  await vscode.env.openExternal(vscode.Uri.parse(url, true));
}

async function showInCatalog(ref: string, catalog: CatalogService): Promise<string | undefined> {
  await vscode.window.withProgress({ location: { viewId: 'stagedoor.catalog' } }, () => catalog.refresh('manual'));
  if (!catalog.graph.get(ref)) {
    return `The catalog has not found ${ref}. It is read from the folders of this workspace and the configured organizations: is it in one of them?`;
  }
  await vscode.commands.executeCommand('stagedoor.catalog.reveal', ref);
  return undefined;
}

export function createVsCodeWorkbench(catalog: CatalogService): Workbench {
  return {
    isTrusted: () => vscode.workspace.isTrusted,
    folders: () => (vscode.workspace.workspaceFolders ?? []).map((folder) => toChoice(folder.uri)),
    owners,
    chooseFolder,
    confirm: async (question, detail, yes) => (await vscode.window.showWarningMessage(question, { modal: true, detail }, yes)) === yes,
    openPage,
    join: (folder, name) => vscode.Uri.joinPath(vscode.Uri.parse(folder, true), name).toString(),
    label: (folder) => label(vscode.Uri.parse(folder, true)),
    target: (folder) => createWorkspaceTarget(vscode.Uri.parse(folder, true)),
    actionsFor: async (made: Made): Promise<readonly OutputAction[]> => {
      if (made.folder !== undefined) {
        return ['openFolder', 'openFolderInNewWindow', 'showInCatalog'];
      }
      const commands = await vscode.commands.getCommands(true);
      return commands.includes('git.clone') ? ['openOnGitHub', 'clone', 'showInCatalog'] : ['openOnGitHub', 'showInCatalog'];
    },
    act: async (action, made) => {
      switch (action) {
        case 'openFolder':
        case 'openFolderInNewWindow': {
          const forceNewWindow = action === 'openFolderInNewWindow';
          await vscode.commands.executeCommand('vscode.openFolder', vscode.Uri.parse(made.folder ?? '', true), { forceNewWindow });
          return undefined;
        }
        case 'openOnGitHub':
          await openPage(made.repository?.url ?? '');
          return undefined;
        case 'clone':
          await vscode.commands.executeCommand('git.clone', made.repository?.cloneUrl);
          return undefined;
        case 'showInCatalog':
          return showInCatalog(made.entityRef, catalog);
      }
    },
  };
}
