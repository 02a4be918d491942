import * as vscode from 'vscode';
import type { Disposable } from '../../portal/base/disposable';
import type { CatalogEntity } from '../../portal/catalog/entity';
import { locationsAbove } from '../../portal/catalog/entityPage/ancestry';
import { toStoredYaml } from '../../portal/catalog/entityPage/storedEntity';
import { toEntity } from '../commands/entityArgument';
import { waitForCatalog } from '../docs/waitForCatalog';
import type { EditorServices } from '../services';
import { EntityPanel } from './entityPanel';
import { readHistory, startHistory, toRef } from './entityState';
import type { DrawGraph } from './graphRoom';
import { refOfInspectUri, toInspectUri } from './inspectUri';

export interface EntityRoom extends Disposable {
  /** @param argument an entity ref, a node of the tree, or nothing */
  open(argument: unknown): Promise<void>;
  revive(panel: vscode.WebviewPanel, state: unknown): void;
  /** Shows an entity as a catalog stores it. */
  inspect(argument: unknown): Promise<void>;
  /** The text of such a document. */
  storedText(uri: vscode.Uri, token: vscode.CancellationToken): Promise<string>;
}

/** Lets the user choose an entity. */
export type ChooseEntity = (question: string) => Promise<CatalogEntity | undefined>;

/** Everything behind `Stagedoor: Open Entity Page`. One panel for each entity that is shown. */
export function createEntityRoom(services: EditorServices, chooseEntity: ChooseEntity, loadGraph: () => Promise<DrawGraph>): EntityRoom {
  const { catalog } = services;
  const panels = new Set<EntityPanel>();

  const openRef = (ref: string): void => {
    const shown = [...panels].find((panel) => panel.ref === ref);
    if (shown) {
      shown.reveal();
    } else {
      add(new EntityPanel({ services, loadGraph, history: startHistory(ref), open: openRef }));
    }
  };
  const add = (panel: EntityPanel): void => {
    panels.add(panel);
    panel.onDidDispose(() => panels.delete(panel));
  };
  /** The ref of what a command is about; the user picks where nothing is given. */
  const refFor = async (argument: unknown, question: string): Promise<string | undefined> => {
    if (argument === undefined) {
      return (await chooseEntity(question))?.ref;
    }
    const ref = toEntity(catalog, argument)?.ref ?? toRef(argument);
    if (ref === undefined) {
      void vscode.window.showWarningMessage('This entity is no longer in the catalog. Refresh the catalog to see what is there.');
    }
    return ref;
  };

  return {
    open: async (argument) => {
      const ref = await refFor(argument, 'Open the Page of Which Entity?');
      if (ref !== undefined) {
        openRef(ref);
      }
    },
    revive: (panel, state) => {
      const history = readHistory(state);
      if (history) {
        add(new EntityPanel({ services, loadGraph, history, open: openRef, revived: panel }));
      } else {
        panel.dispose();
      }
    },
    inspect: async (argument) => {
      const ref = await refFor(argument, 'Inspect Which Entity?');
      if (ref !== undefined) {
        const document = await vscode.workspace.openTextDocument(vscode.Uri.from(toInspectUri(ref)));
        await vscode.window.showTextDocument(document, { preview: true });
      }
    },
    storedText: async (uri, token) => {
      const ref = refOfInspectUri(uri);
      const gone = new AbortController();
      const cancelling = token.onCancellationRequested(() => gone.abort());
      await waitForCatalog(services, () => catalog.graph.get(ref) !== undefined, gone.signal);
      cancelling.dispose();
      const known = catalog.graph.get(ref);
      if (!known) {
        return `# ${ref} is not in the catalog.\n`;
      }
      const [origin] = locationsAbove(known, catalog.graph);
      const head = `# ${ref}, as a catalog would store it: with what ingestion adds, and its relations.\n# This is read-only; its definition can be changed.\n`;
      return head + toStoredYaml(known, catalog.graph, origin?.origin.location);
    },
    dispose: () => panels.forEach((panel) => panel.dispose()),
  };
}
