import * as vscode from 'vscode';
import type { GitHubClient } from '../../portal/github/gitHubClient';
import { createTemplateSource } from '../../portal/scaffolder/templateSource';
import type { CreateOutcome } from '../../protocol/scaffold';
import { createAskForRight, type AskForRightOptions } from '../auth/askForRight';
import type { EditorServices } from '../services';
import { createWebviewPanel } from '../webviews/createWebviewPanel';
import { serveWebview } from '../webviews/serveWebview';
import { createVsCodeWorkbench } from './vsCodeWorkbench';
import { Wizard } from './wizard';
import { createWizardStore } from './wizardStore';

export interface ScaffoldServices extends EditorServices {
  /** The client of a GitHub, by its web address. */
  readonly gitHub: (web: string) => GitHubClient;
  /** What asking for a further right takes. */
  readonly signIn: AskForRightOptions;
}

/** The one wizard of a window. It outlives its panel while something is being created. */
export class ScaffoldRoom {
  readonly #services: ScaffoldServices;
  readonly #wizard: Wizard;
  #panel: vscode.WebviewPanel | undefined;
  #notify: ((label: string) => void) | undefined;

  constructor(services: ScaffoldServices) {
    this.#services = services;
    const templates = vscode.Uri.joinPath(services.context.extensionUri, 'templates');
    this.#wizard = new Wizard(
      {
        templates: createTemplateSource(services.files, templates.toString()),
        catalog: services.catalog,
        gitHub: services.gitHub,
        askForRight: createAskForRight(services.signIn),
        store: createWizardStore(services.context.workspaceState),
        workbench: createVsCodeWorkbench(services.catalog),
        clock: services.clock,
        log: services.log,
      },
      (label) => this.#notify?.(label),
    );
  }

  /**
   * Opens the wizard, or brings it to the front.
   * @param revived a panel that VS Code brought back after a reload
   */
  open(revived?: vscode.WebviewPanel): void {
    if (this.#panel) {
      revived?.dispose();
      this.#panel.reveal();
      return;
    }
    const { context, log, catalog } = this.#services;
    const panel = createWebviewPanel({ context, name: 'scaffold', title: 'Create New Service', styled: true, retainContextWhenHidden: true, ...(revived && { revived }) });
    const { requests, events } = this.#wizard;
    const connection = serveWebview(panel.webview, { requests, events, log });
    const changes = catalog.onDidChange(() => connection.notify('catalogChanged', null));
    this.#panel = panel;
    this.#notify = (label) => connection.notify('progress', { label });
    panel.onDidDispose(() => {
      this.#panel = undefined;
      this.#notify = undefined;
      changes.dispose();
      connection.dispose();
      void this.#wizard.running?.then((outcome) => this.#report(outcome));
    });
  }

  dispose(): void {
    this.#panel?.dispose();
  }

  /** Tells how a run ended whose panel was closed. */
  async #report(outcome: CreateOutcome): Promise<void> {
    const show = outcome.ok ? vscode.window.showInformationMessage : vscode.window.showErrorMessage;
    const text = outcome.ok ? [outcome.title, ...outcome.lines] : [outcome.message, ...outcome.exists];
    const choice = await show(text.join(' '), 'Open Wizard');
    if (choice) {
      this.open();
    }
  }
}
