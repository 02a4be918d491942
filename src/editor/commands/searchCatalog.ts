import * as vscode from 'vscode';
import type { CatalogService } from '../../portal/catalog/catalogService';
import type { CatalogEntity } from '../../portal/catalog/entity';
import type { CatalogQuery } from '../../portal/catalog/query';
import { kindHeading, toAppearance } from '../tree/entityAppearance';

interface EntityItem extends vscode.QuickPickItem {
  readonly known?: CatalogEntity;
}

/** Lets the user find an entity by name, title, owner, kind or tag, and hands it to `accept`. */
export async function searchCatalog(catalog: CatalogService, accept: (known: CatalogEntity) => Promise<void>): Promise<void> {
  if (catalog.graph.size === 0) {
    const refresh = 'Refresh Catalog';
    const choice = await vscode.window.showInformationMessage('There is nothing in the catalog yet.', refresh);
    if (choice === refresh) {
      await vscode.commands.executeCommand('stagedoor.refreshCatalog');
    }
    return;
  }
  const picked = await vscode.window.showQuickPick(toItems(catalog.graph), {
    title: 'Search the Catalog',
    placeHolder: 'Name, title, owner or tag',
    matchOnDescription: true,
    matchOnDetail: true,
  });
  if (picked?.known) {
    await accept(picked.known);
  }
}

function toItems(graph: CatalogQuery): EntityItem[] {
  return graph.kinds().flatMap((kind): EntityItem[] => [
    { label: kindHeading(kind), kind: vscode.QuickPickItemKind.Separator },
    ...graph.byKind(kind).map((known) => {
      const { label, description, icon } = toAppearance(known);
      const { name, tags } = known.entity.metadata;
      const detail = [...(label === name ? [] : [name]), ...(Array.isArray(tags) ? tags.map((tag) => `#${String(tag)}`) : [])].join(' ');
      return { label: `$(${icon}) ${label}`, description, ...(detail && { detail }), known };
    }),
  ]);
}
