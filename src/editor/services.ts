import type * as vscode from 'vscode';
import type { CatalogService } from '../portal/catalog/catalogService';
import type { Clock } from '../portal/ports/clock';
import type { FileSource } from '../portal/ports/fileSource';
import type { Log } from '../portal/ports/log';
import type { TokenSource } from '../portal/ports/tokenSource';
import type { ProblemFeed } from './problems/problemFeed';
import type { StarredEntities } from './tree/starredEntities';

/** What the composition root hands to every room of the editor. Made once, passed on, never looked up. */
export interface EditorServices {
  readonly context: vscode.ExtensionContext;
  readonly log: Log;
  readonly clock: Clock;
  readonly catalog: CatalogService;
  /** Reads any URI the workbench can: folders on disk or remote, and `stagedoor-github:` files. */
  readonly files: FileSource;
  readonly tokens: TokenSource;
  /** What the user has starred. */
  readonly stars: StarredEntities;
  /** What is wrong with each entity. */
  readonly problems: ProblemFeed;
}
