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
import { createVsCodeSnapshotStore } from '../storage/vsCodeSnapshotStore';
import { boundaryOf, toGitHubFolderUri } from './docsPlaces';
import { DocsPanel } from './docsPanel';
import { entityAt, findOnGitHub, toVersion } from './docsRepository';
import { chooseTarget, fromArgument, isDocsState, pickEntity } from './docsTarget';
import { DocsFinder } from './docsFinder';
import { DocsProblems } from './docsProblems';
import { DocsView, pathOfRow } from './docsView';
import { createOfflineFiles } from './offlineFiles';
import { passesLink } from './passesLink';
import { pickVersion } from './pickVersion';
import { createPage, relocatePage, type StructurePlace } from './structureCommands';

export interface DocsRoomServices extends EditorServices {
  readonly gitHub: () => Promise<GitHubClients>;
}

export interface DocsRoom {
  /** @param argument what the command was given: an entity ref, a tree item with `ref`, a URI, or nothing */
  open(argument: unknown): Promise<void>;
  /** Asks for a branch or pull request, and opens the docs of an entity there. */
  openAt(argument: unknown): Promise<void>;
  /** Lets the user search the docs of all entities. */
  search(): Promise<void>;
  /** A page for the site that is open. */
  createPage(): Promise<void>;
  /** @param argument a row of the view `Docs`; the page that is shown when left out */
  movePage(argument: unknown): Promise<void>;
  revive(panel: vscode.WebviewPanel, state: unknown): void;
}

/** Everything behind `Stagedoor: Open Docs`. One panel for each target. */
export function createDocsRoom(services: DocsRoomServices): DocsRoom {
  const { log, catalog } = services;
  const files = createOfflineFiles(services.files, createVsCodeSnapshotStore(vscode.Uri.joinPath(services.context.globalStorageUri, 'docs')), log);
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

  const finder = new DocsFinder(services, service);
  const problems = new DocsProblems(service, vscode.languages.createDiagnosticCollection('stagedoor-docs'));
  const panels = new Set<DocsPanel>();
  const view = new DocsView();
  services.context.subscriptions.push(
    view,
    finder,
    problems,
    { dispose: () => panels.forEach((panel) => panel.dispose()) },
    services.tokens.onDidChange((host) => {
      // What one account may see is not for the next one.
      files.forget(host).catch((error: unknown) => log.warn(`Docs kept of ${host} could not be removed: ${messageOf(error)}`));
      panels.forEach((panel) => void panel.noteSession(host));
    }),
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
      problems,
      isCopy: (site) => files.isCopy(site.docs),
      search: (site, query, signal) => finder.searchSite(at ? `${site.docs}` : target.type === 'entity' ? target.ref : site.docs, site, query, signal),
      entityAt: async (entity, version) => {
        await locations.prepare(entity.origin.uri);
        return entityAt(entity, version, locations);
      },
    });
    panels.add(panel);
    view.follow(panel);
    panel.onDidDispose(() => panels.delete(panel));
  };

  /** @param place on one of the pages; the first one when left out */
  const open = async (target: DocsTarget, place?: { readonly path: string; readonly anchor: string }): Promise<void> => {
    for (const panel of panels) {
      if (await panel.reveal(target)) {
        return place && panel.turnTo(place.path, place.anchor || undefined);
      }
    }
    show(target, target.type === 'file' ? vscode.ViewColumn.Beside : vscode.ViewColumn.Active, undefined, place?.path);
  };

  const inOpenSite = async (run: (place: StructurePlace) => Promise<void>): Promise<void> => {
    const panel = view.current;
    if (panel?.shown) {
      await run({ service, site: panel.shown.site, page: panel.shown.path, expect: (path) => panel.expect(path) });
    } else {
      await vscode.window.showInformationMessage(vscode.l10n.t('Open the docs first: Stagedoor: Open Docs.'));
    }
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
    search: async () => {
      const hit = await finder.choose();
      if (hit) {
        await open({ type: 'entity', ref: hit.site }, hit);
      }
    },
    createPage: () => inOpenSite(createPage),
    movePage: (argument) => inOpenSite((place) => relocatePage({ ...place, page: pathOfRow(argument) ?? place.page })),
    revive: (panel, state) => {
      if (isDocsState(state)) {
        show(state.target, panel.viewColumn ?? vscode.ViewColumn.Active, panel, state.page);
      } else {
        panel.dispose();
      }
    },
  };
}
