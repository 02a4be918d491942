import * as vscode from 'vscode';
import { repositoryKey } from '../../../portal/catalog/catalogRecord';
import type { RepositoryInfo } from '../../../portal/catalog/entity';
import type { EditorServices } from '../../services';
import { workspaceFolders } from '../../configuration';
import { namesSources } from '../../gitHub/configuredSources';
import { readWorkspaceFolders } from '../../gitHub/workspaceRepositories';

/** A repository that shall be registered. */
export type RepositoryChoice = Pick<RepositoryInfo, 'host' | 'owner' | 'name' | 'branch'>;

interface RepositoryItem extends vscode.QuickPickItem {
  readonly choice?: RepositoryChoice;
  readonly command?: string;
}

/** Lets the user pick a repository that has no catalog file: that of the open folder first, then those of the organizations. */
export async function pickRepository({ catalog, files, log }: Pick<EditorServices, 'catalog' | 'files' | 'log'>): Promise<RepositoryChoice | undefined> {
  const folders = await readWorkspaceFolders(workspaceFolders(), files, log);
  const free = catalog.unregistered;
  const known = new Set([...catalog.graph.all()].flatMap(({ origin }) => (origin.repository ? [repositoryKey(origin.repository)] : [])));
  const open = folders.flatMap(({ repository }) => (repository && !known.has(repositoryKey(repository)) ? [repository] : []));
  const keys = new Set(open.map(repositoryKey));
  const rest = free.filter(({ repository }) => !keys.has(repositoryKey(repository.info)));
  const items: RepositoryItem[] = [
    ...(open.length > 0 ? [{ label: 'open here', kind: vscode.QuickPickItemKind.Separator }, ...open.map((info) => toItem(info, undefined, 'root-folder-opened'))] : []),
    ...(rest.length > 0 ? [{ label: `${rest.length.toLocaleString(vscode.env.language)} without a catalog file`, kind: vscode.QuickPickItemKind.Separator }] : []),
    ...rest.map(({ repository }) => toItem(repository.info, repository.description, repository.fork ? 'repo-forked' : 'repo')),
  ];
  if (items.length === 0) {
    return explainNone(catalog);
  }
  const picked = await vscode.window.showQuickPick(items, { title: 'Register a Repository', placeHolder: 'Which repository shall come into the catalog?', matchOnDescription: true, matchOnDetail: true });
  return picked?.choice;
}

function toItem(info: RepositoryInfo, description: string | undefined, icon: string): RepositoryItem {
  return { label: `$(${icon}) ${info.name}`, description: info.owner, ...(description !== undefined && { detail: description }), choice: info };
}

async function explainNone({ status }: Pick<EditorServices['catalog'], 'status'>): Promise<undefined> {
  const [text, title, command] =
    status.refreshing || status.loading
      ? ['The organizations are still being read. Try again when that is done.', undefined, undefined]
      : !namesSources()
        ? ['Add an organization first: its repositories without a catalog file can be registered then.', 'Add an Organization', 'stagedoor.addOrganization']
        : ['Every repository that was found has a catalog file.', 'Refresh Catalog', 'stagedoor.refreshCatalog'];
  const choice = await vscode.window.showInformationMessage(text, ...(title === undefined ? [] : [title]));
  if (choice !== undefined && command !== undefined) {
    await vscode.commands.executeCommand(command);
  }
  return undefined;
}
