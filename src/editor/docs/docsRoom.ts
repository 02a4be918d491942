import * as vscode from 'vscode';
import { createDocsService } from '../../portal/techdocs/docsService';
import type { DocsTarget } from '../../protocol/docs';
import type { EditorServices } from '../services';
import { boundaryOf, toGitHubFolderUri } from './docsPlaces';
import { DocsPanel } from './docsPanel';
import { chooseTarget, isDocsState } from './docsTarget';
import { passesLink } from './passesLink';

export interface DocsRoom {
  /** @param argument what the command was given: an entity ref, a tree item with `ref`, a URI, or nothing */
  open(argument: unknown): Promise<void>;
  revive(panel: vscode.WebviewPanel, state: unknown): void;
}

/** Everything behind `Stagedoor: Open Docs`. One panel for each target. */
export function createDocsRoom(services: EditorServices): DocsRoom {
  const service = createDocsService({
    files: services.files,
    log: services.log,
    lookUp: (ref) => services.catalog.graph.get(ref),
    toFolderUri: toGitHubFolderUri,
    boundaryOf,
    passesLink,
  });
  const panels = new Set<DocsPanel>();
  services.context.subscriptions.push(
    { dispose: () => panels.forEach((panel) => panel.dispose()) },
    services.tokens.onDidChange((host) => panels.forEach((panel) => void panel.noteSession(host))),
  );

  const show = (target: DocsTarget, column: vscode.ViewColumn, revived?: vscode.WebviewPanel, page?: string): void => {
    const panel = new DocsPanel({ services, service, target, page, column, revived });
    panels.add(panel);
    panel.onDidDispose(() => panels.delete(panel));
  };

  return {
    open: async (argument) => {
      const target = await chooseTarget(argument, services);
      if (!target) {
        return;
      }
      for (const panel of panels) {
        if (await panel.reveal(target)) {
          return;
        }
      }
      show(target, target.type === 'file' ? vscode.ViewColumn.Beside : vscode.ViewColumn.Active);
    },
    revive: (panel, state) => {
      if (isDocsState(state)) {
        show(state.target, panel.viewColumn ?? vscode.ViewColumn.Active, panel, state.page);
      } else {
        panel.dispose();
      }
    },
  };
}
