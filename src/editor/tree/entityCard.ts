import * as vscode from 'vscode';
import type { CatalogService } from '../../portal/catalog/catalogService';
import { checkoutName } from './checkoutName';
import type { MarkedProblem } from './entityMark';
import { CARD_COMMANDS, toTooltip } from './entityTooltip';
import type { StarredEntities } from './starredEntities';

export interface EntityCardServices {
  readonly catalog: Pick<CatalogService, 'checkouts' | 'graph' | 'status'>;
  readonly stars: Pick<StarredEntities, 'has'>;
  readonly problemsOf: (ref: string) => readonly MarkedProblem[];
}

/**
 * The about card, as tooltips show it wherever an entity is named; `undefined` of what is not in the catalog.
 * @param notes further lines in Markdown, with what comes out of files escaped
 */
export function createEntityCard(ref: string, { catalog, stars, problemsOf }: EntityCardServices, notes: readonly string[] = []): vscode.MarkdownString | undefined {
  const known = catalog.graph.get(ref);
  if (!known) {
    return undefined;
  }
  const card = new vscode.MarkdownString(toTooltip(known, catalog.graph, { starred: stars.has(ref), problems: problemsOf(ref), checkout: checkoutName(known, catalog), notes }), true);
  // What a file says is escaped; only these commands can be links, and only we write them.
  card.isTrusted = { enabledCommands: [...CARD_COMMANDS] };
  return card;
}
