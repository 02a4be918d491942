import * as vscode from 'vscode';
import { DisposableStore, type Disposable } from '../../portal/base/disposable';
import type { CatalogService } from '../../portal/catalog/catalogService';
import type { FileSource } from '../../portal/ports/fileSource';
import { registerGitHubFileSystem } from '../files/gitHubFileSystem';
import type { LinkHost } from '../files/linkCheck';
import { VsCodeFileSource } from '../files/vsCodeFileSource';
import type { GitHubClients } from '../gitHub/gitHubClients';
import { LateCatalog } from './lateCatalog';
import { createLateGitHubFiles } from './lateGitHubFiles';
import type { ReadingRoom, ReadingRoomServices } from './readingRoom';

export interface ReadingServices extends Omit<ReadingRoomServices, 'files'> {
  /** Tells where symbolic links lead; the browser cannot. */
  readonly links?: LinkHost | undefined;
}

export interface Reading extends Disposable {
  readonly catalog: CatalogService;
  /** Reads any URI the workbench can: folders on disk or remote, and `stagedoor-github:` files. */
  readonly files: FileSource;
  readonly gitHub: () => Promise<GitHubClients>;
}

/** Wires what reads the catalog and GitHub. The room behind it is loaded when activation is over, by the first who asks it for something. */
export function registerReading({ links, ...services }: ReadingServices): Reading {
  const store = new DisposableStore();
  let room: Promise<ReadingRoom> | undefined;
  const load = async (): Promise<ReadingRoom> => {
    try {
      return store.add((await import('./readingRoom')).createReadingRoom({ ...services, files }));
    } catch (error) {
      // In a browser the network may be away; the next one to ask tries again.
      room = undefined;
      throw error;
    }
  };
  const enter = (): Promise<ReadingRoom> => (room ??= load());
  const gitHubFiles = createLateGitHubFiles(async () => (await enter()).gitHubFiles);
  const files = store.add(new VsCodeFileSource(gitHubFiles, services.clock, links));
  const catalog = store.add(new LateCatalog(async () => (await enter()).catalog, services.log));
  store.add(registerGitHubFileSystem(gitHubFiles));
  store.add(vscode.commands.registerCommand('stagedoor.showRateLimits', async () => (await enter()).showRateLimits()));
  return { catalog, files, gitHub: async () => (await enter()).gitHub, dispose: () => store.dispose() };
}
