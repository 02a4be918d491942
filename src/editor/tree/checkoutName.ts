import * as vscode from 'vscode';
import { baseName } from '../../portal/base/uri';
import type { CatalogService } from '../../portal/catalog/catalogService';
import { checkoutOf } from '../../portal/catalog/checkouts';
import type { CatalogEntity } from '../../portal/catalog/entity';

/** The folder that an entity is shown from in the place of GitHub, as the editor calls it. */
export function checkoutName(known: CatalogEntity, catalog: Pick<CatalogService, 'checkouts' | 'status'>): string | undefined {
  const folder = checkoutOf(known, catalog);
  return folder === undefined ? undefined : (vscode.workspace.getWorkspaceFolder(vscode.Uri.parse(folder, true))?.name ?? baseName(folder));
}
