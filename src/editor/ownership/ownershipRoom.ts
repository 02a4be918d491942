import * as vscode from 'vscode';
import type { Disposable } from '../../portal/base/disposable';
import { isWebAddress } from '../../portal/catalog/entityPage/pageLinks';
import { titleOf } from '../../portal/catalog/entityPage/relatedEntity';
import type { CatalogEntity } from '../../portal/catalog/entity';
import type { FileOwnership } from '../../portal/catalog/ownership/fileOwnership';
import type { EditorServices } from '../services';
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

/** A description is somebody's text, and may be a book. */
const MOST_TEXT = 500;

type Row = vscode.QuickPickItem & { readonly action?: OwnershipAction };

export function createOwnershipRoom(services: EditorServices): OwnershipRoom {
  const { catalog, files, clock, log } = services;
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

  function tooltipOf(found: FileOwnership): vscode.MarkdownString {
    const lines = found.entity ? cardOf(found.entity, found.owner) : [];
    if (found.codeOwners) {
      const handles = found.codeOwners.owners.map(({ handle }) => escapeMarkdown(handle)).join(', ');
      lines.push(`${found.codeOwners.differs ? 'CODEOWNERS says otherwise' : 'CODEOWNERS'}: ${handles}`);
    }
    if (found.entity) {
      lines.push([commandLink('Open its page', 'stagedoor.openEntityPage', found.entity.ref), commandLink('Definition', 'stagedoor.openDefinition', found.entity.ref), ...(found.owner === undefined ? [] : [commandLink('Owner', 'stagedoor.openEntityPage', found.owner)])].join(' · '));
    }
    const tooltip = new vscode.MarkdownString(lines.join('\n\n'));
    // What a file says is escaped; a link in it could do no more than open a page of ours.
    tooltip.isTrusted = { enabledCommands: ['stagedoor.openEntityPage', 'stagedoor.openDefinition'] };
    return tooltip;
  }

  function cardOf({ entity, facets, ref, origin }: CatalogEntity, owner: string | undefined): string[] {
    const facts = [entity.kind, facets.type, facets.lifecycle].filter((fact) => fact !== undefined).map(escapeMarkdown);
    const partOf = facets.partOf.map((whole) => escapeMarkdown(nameOf(whole, catalog.graph))).join(', ');
    const place = origin.repository ? `${origin.repository.owner}/${origin.repository.name}` : undefined;
    return [
      `**${escapeMarkdown(nameOf(ref, catalog.graph))}**`,
      facts.join(' · '),
      ...(facets.description === undefined ? [] : [escapeMarkdown(facets.description.slice(0, MOST_TEXT))]),
      [`Owner: ${owner === undefined ? 'not named' : escapeMarkdown(nameOf(owner, catalog.graph))}`, ...(partOf === '' ? [] : [`Part of: ${partOf}`]), ...(place === undefined ? [] : [`Defined in: ${escapeMarkdown(place)}`])].join('  \n'),
    ];
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

function commandLink(title: string, command: string, argument: string): string {
  return `[${title}](command:${command}?${encodeURIComponent(JSON.stringify([argument])).replace(/[()]/g, (character) => `%${character.charCodeAt(0).toString(16)}`)})`;
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
