import * as vscode from 'vscode';
import type { Disposable } from '../../portal/base/disposable';
import { isWebAddress } from '../../portal/catalog/entityPage/pageLinks';
import { titleOf } from '../../portal/catalog/entityPage/relatedEntity';
import type { FileOwnership } from '../../portal/catalog/ownership/fileOwnership';
import type { EditorServices } from '../services';
import { createEntityCard } from '../tree/entityCard';
import { escapeMarkdown } from '../tree/entityTooltip';
import { nameOf, toOwnershipGroups, toOwnershipText, withoutIcons, type OwnershipAction, type OwnershipItem } from './ownershipItems';
import { createOwnershipResolver } from './ownershipResolver';

export interface OwnershipStatus {
  readonly text: string;
  readonly tooltip: vscode.MarkdownString;
  /** For a screen reader. */
  readonly label: string;
}

export interface OwnershipRoom extends Disposable {
  /** What the status bar says of a file; `undefined` where there is nothing to say. */
  statusOf(uri: vscode.Uri): Promise<OwnershipStatus | undefined>;
  /** Says who owns a file, and offers what can be done about it. */
  explain(uri: vscode.Uri): Promise<void>;
}

type Row = vscode.QuickPickItem & { readonly action?: OwnershipAction };

export function createOwnershipRoom(services: EditorServices): OwnershipRoom {
  const { catalog, files, clock, log, problems, stars } = services;
  const resolver = createOwnershipResolver({ catalog, files, clock, log, folderOf: (uri) => vscode.workspace.getWorkspaceFolder(vscode.Uri.parse(uri, true))?.uri.toString() });

  const act = async (action: OwnershipAction): Promise<void> => {
    switch (action.type) {
      case 'command':
        await vscode.commands.executeCommand(action.command, action.argument);
        return;
      case 'line':
        await vscode.commands.executeCommand('stagedoor.openProblem', action.uri, action.line, 0);
        return;
      case 'mail':
        await vscode.env.openExternal(vscode.Uri.from({ scheme: 'mailto', path: action.address }));
        return;
      case 'link':
        if (isWebAddress(action.url)) {
          await vscode.env.openExternal(vscode.Uri.parse(action.url, true));
        }
    }
  };

  return {
    statusOf: async (uri) => {
      const found = await resolver.resolve(uri.toString());
      const said = toOwnershipText(found, catalog.graph);
      return said && { ...said, tooltip: tooltipOf(found) };
    },
    explain: async (uri) => {
      const found = await resolver.resolve(uri.toString());
      const path = vscode.workspace.asRelativePath(uri, false);
      const groups = toOwnershipGroups(found, catalog.graph);
      if (groups.length === 0) {
        await sayNobody(path, catalog.graph.size === 0);
        return;
      }
      const rows = groups.flatMap(({ heading, items }): Row[] => [{ label: heading, kind: vscode.QuickPickItemKind.Separator }, ...items.map(toRow)]);
      const chosen = await vscode.window.showQuickPick(rows, { title: `Who Owns ${path}?`, placeHolder: answerOf(found), matchOnDescription: true });
      if (chosen?.action) {
        await act(chosen.action);
      }
    },
    dispose: () => resolver.dispose(),
  };

  /** The card of the entity that covers the file, as the tree shows it, with what CODEOWNERS says. */
  function tooltipOf({ entity, codeOwners }: FileOwnership): vscode.MarkdownString {
    const handles = codeOwners?.owners.map(({ handle }) => escapeMarkdown(handle)).join(', ');
    const notes = codeOwners && handles !== undefined ? [`${codeOwners.differs ? '$(warning) CODEOWNERS says otherwise' : 'CODEOWNERS'}: ${handles}`] : [];
    const card = entity && createEntityCard(entity.ref, { catalog, stars, problemsOf: (ref) => problems.problemsOf(ref) }, notes);
    return card ?? new vscode.MarkdownString(notes.join('\n\n'), true);
  }

  function answerOf({ entity, owner, codeOwners }: FileOwnership): string {
    if (!entity) {
      return `No component in the catalog covers it. CODEOWNERS names ${codeOwners?.owners.map(({ handle }) => handle).join(', ') ?? 'nobody'}.`;
    }
    return `${titleOf(entity)}, ${owner === undefined ? 'which names no owner' : `owned by ${nameOf(owner, catalog.graph)}`}`;
  }
}

function toRow({ label, icon, description, action }: OwnershipItem): Row {
  return { label: `$(${icon}) ${withoutIcons(label)}`, description: withoutIcons(description), action };
}

async function sayNobody(path: string, isEmpty: boolean): Promise<void> {
  const search = 'Search the Catalog';
  const add = 'Add an Organization';
  const text = isEmpty ? `Nobody is known to own ${path}: there is nothing in the catalog yet.` : `Nobody is known to own ${path}: no catalog-info.yaml in a folder above it, no source-location that covers it, and no line of CODEOWNERS.`;
  const choice = await vscode.window.showInformationMessage(text, isEmpty ? add : search);
  if (choice !== undefined) {
    await vscode.commands.executeCommand(choice === add ? 'stagedoor.addOrganization' : 'stagedoor.searchCatalog');
  }
}
