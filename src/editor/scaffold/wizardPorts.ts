import type { CatalogService } from '../../portal/catalog/catalogService';
import type { GitHubClient } from '../../portal/github/gitHubClient';
import type { PublishState } from '../../portal/github/publishState';
import type { Clock } from '../../portal/ports/clock';
import type { Log } from '../../portal/ports/log';
import type { TemplateSource } from '../../portal/scaffolder/templateSource';
import type { TargetFolder } from '../../portal/scaffolder/writeFiles';
import type { AskForRight } from '../auth/askForRight';
import type { FolderChoice, OutputAction, OwnerChoice, WizardDraft, WizardRequest } from '../../protocol/scaffold';

/** A publishing run as it is kept, so that it can go on after a closed panel or a reload. */
export interface StoredTask {
  readonly request: WizardRequest;
  readonly state: PublishState;
}

/** Where drafts and tasks of this workspace are kept. */
export interface WizardStore {
  readonly draft: WizardDraft | undefined;
  setDraft(draft: WizardDraft | undefined): Promise<void>;
  readonly task: StoredTask | undefined;
  setTask(task: StoredTask | undefined): Promise<void>;
}

/** What a run has made, for the buttons at its end. */
export interface Made {
  readonly entityRef: string;
  readonly folder?: string;
  readonly repository?: { readonly url: string; readonly cloneUrl: string };
}

/** What the wizard asks of the workbench. */
export interface Workbench {
  isTrusted(): boolean;
  folders(): readonly FolderChoice[];
  owners(): readonly OwnerChoice[];
  chooseFolder(): Promise<FolderChoice | undefined>;
  /** Asks before something that cannot be undone. @param yes the button that agrees */
  confirm(question: string, detail: string, yes: string): Promise<boolean>;
  openPage(url: string): Promise<void>;
  /** URI of a folder inside a folder. */
  join(folder: string, name: string): string;
  /** A folder as the user would write it. */
  label(folder: string): string;
  target(folder: string): TargetFolder;
  actionsFor(made: Made): Promise<readonly OutputAction[]>;
  /** @returns what to tell the user, where there is something */
  act(action: OutputAction, made: Made): Promise<string | undefined>;
}

export interface WizardPorts {
  readonly templates: TemplateSource;
  readonly catalog: CatalogService;
  readonly gitHub: (web: string) => GitHubClient;
  /** Asks for a right that GitHub found wanting. Resolves to whether it is worth another try. */
  readonly askForRight: AskForRight;
  readonly store: WizardStore;
  readonly workbench: Workbench;
  readonly clock: Clock;
  readonly log: Log;
}
