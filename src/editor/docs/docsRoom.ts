import * as vscode from 'vscode';
import { messageOf } from '../../portal/base/errors';
import type { CatalogEntity } from '../../portal/catalog/entity';
import type { GitHubClient } from '../../portal/github/gitHubClient';
import type { GitHubFile } from '../../portal/github/gitHubUri';
import { createDocsService, type DocsService } from '../../portal/techdocs/docsService';
import { resolveDocsPlace } from '../../portal/techdocs/site/techdocsRef';
import type { DocsTarget, DocsVersion } from '../../protocol/docs';
import type { GitHubClients } from '../gitHub/gitHubClients';
import { createGitLocations } from '../language/gitLocations';
import type { EditorServices } from '../services';
import { boundaryOf, toGitHubFolderUri } from './docsPlaces';
import { DocsPanel } from './docsPanel';
import { entityAt, findOnGitHub, toVersion } from './docsRepository';
import { chooseTarget, fromArgument, isDocsState, pickEntity } from './docsTarget';
import { DocsView } from './docsView';
import { passesLink } from './passesLink';
import { pickVersion } from './pickVersion';

export interface DocsRoomServices extends EditorServices {
  readonly gitHub: () => Promise<GitHubClients>;
}

export interface DocsRoom {
  /** @param argument what the command was given: an entity ref, a tree item with `ref`, a URI, or nothing */
  open(argument: unknown): Promise<void>;
  /** Asks for a branch or pull request, and opens the docs of an entity there. */
  openAt(argument: unknown): Promise<void>;
  revive(panel: vscode.WebviewPanel, state: unknown): void;
}

/** Everything behind `Stagedoor: Open Docs`. One panel for each target. */
export function createDocsRoom(services: DocsRoomServices): DocsRoom {
  const { files, log, catalog } = services;
  const locations = createGitLocations(files, log);
  const places = {
    lookUp: (ref: string) => catalog.graph.get(ref),
    toFolderUri: toGitHubFolderUri,
    boundaryOf,
  };
  const service = createDocsService({ files, log, passesLink, ...places });
  /** In another version, all that lies in its repository is read from there. */
  const serviceAt = (at: DocsVersion): DocsService => {
    const versioned = (entity: CatalogEntity | undefined): CatalogEntity | undefined => entity && entityAt(entity, at, locations);
    const toFolderUri = (address: string, entity: CatalogEntity): string | undefined => {
      const uri = toGitHubFolderUri(address, entity);
      return uri && toVersion(uri, at, locations);
    };
    return createDocsService({ files, log, passesLink, ...places, toFolderUri, lookUp: (ref) => versioned(catalog.graph.get(ref)) });
  };
  const clientOf = async (web: string): Promise<GitHubClient> => (await services.gitHub()).of(web);
  const repositoryOf = async (uri: string): Promise<GitHubFile | undefined> => {
    const found = await findOnGitHub(uri, locations);
    return found && (await services.gitHub()).ofConfigured(found.host) ? found : undefined;
  };

  const panels = new Set<DocsPanel>();
  const view = new DocsView();
  services.context.subscriptions.push(
    view,
    { dispose: () => panels.forEach((panel) => panel.dispose()) },
    services.tokens.onDidChange((host) => panels.forEach((panel) => void panel.noteSession(host))),
  );

  const show = (target: DocsTarget, column: vscode.ViewColumn, revived?: vscode.WebviewPanel, page?: string): void => {
    const at = target.type === 'entity' ? target.at : undefined;
    const panel = new DocsPanel({
      services,
      service: at ? serviceAt(at) : service,
      target,
      page,
      column,
      revived,
      repositoryOf,
      clientOf,
      entityAt: async (entity, version) => {
        await locations.prepare(entity.origin.uri);
        return entityAt(entity, version, locations);
      },
    });
    panels.add(panel);
    view.follow(panel);
    panel.onDidDispose(() => panels.delete(panel));
  };

  const open = async (target: DocsTarget): Promise<void> => {
    for (const panel of panels) {
      if (await panel.reveal(target)) {
        return;
      }
    }
    show(target, target.type === 'file' ? vscode.ViewColumn.Beside : vscode.ViewColumn.Active);
  };

  return {
    open: async (argument) => {
      const target = await chooseTarget(argument, services);
      if (target) {
        await open(target);
      }
    },
    openAt: async (argument) => {
      const given = fromArgument(argument) ?? view.current?.target;
      const target = given?.type === 'entity' ? given : await pickEntity(services, vscode.l10n.t('Open Docs at…'));
      const entity = target && catalog.graph.get(target.ref);
      if (!entity) {
        return;
      }
      try {
        const place = resolveDocsPlace(entity, { ...places, boundaryOf: (uri) => boundaryOf(uri) ?? uri });
        const file = await repositoryOf(place.folder);
        if (!file) {
          await vscode.window.showInformationMessage(vscode.l10n.t('The docs of {0} lie in no repository on a GitHub that is configured, so they have no other version.', entity.ref));
          return;
        }
        const at = await pickVersion(await clientOf(file.host), file);
        if (at) {
          await open({ type: 'entity', ref: target.ref, at });
        }
      } catch (error) {
        await vscode.window.showErrorMessage(messageOf(error));
      }
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
