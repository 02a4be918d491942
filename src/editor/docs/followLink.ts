import * as vscode from 'vscode';
import type { CatalogQuery } from '../../portal/catalog/query';
import type { DocsSite } from '../../portal/techdocs/site/docsSite';
import { resolveLink } from '../../portal/techdocs/site/resolveLink';
import { parseEntityLink } from './entityLink';

export interface LinkHandlers {
  readonly graph: CatalogQuery;
  readonly showPage: (path: string, fragment: string | undefined) => Promise<void>;
  readonly openFile: (path: string) => Promise<void>;
}

/** Goes where a link on a page leads: to a page here, a file in an editor, an entity of the catalog, or the browser. */
export async function followLink(site: DocsSite, page: string, href: string, { graph, showPage, openFile }: LinkHandlers): Promise<void> {
  const target = resolveLink(site, page, href);
  if (target.type === 'page') {
    return showPage(target.path, target.fragment);
  }
  if (target.type === 'file') {
    return openFile(target.path);
  }
  // In the portal, such an address leads to the catalog beside the docs.
  const entity = parseEntityLink(href);
  if (entity && graph.get(entity.ref)) {
    await vscode.commands.executeCommand(entity.page === 'docs' ? 'stagedoor.openDocs' : 'stagedoor.openEntityPage', entity.ref);
  } else if (target.type === 'external') {
    await vscode.env.openExternal(vscode.Uri.parse(target.url));
  } else {
    await vscode.window.showWarningMessage(vscode.l10n.t('This link leads nowhere: {0}', target.message));
  }
}
