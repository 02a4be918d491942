import * as vscode from 'vscode';
import { isCancelled } from '../../../portal/base/cancellation';
import { isPortalError, messageOf, PortalError } from '../../../portal/base/errors';
import { pathsToRead, proposeFile } from '../../../portal/catalog/propose/proposeFile';
import type { RepositoryFacts } from '../../../portal/catalog/propose/repositoryFacts';
import { readFileAt, readTree } from '../../../portal/github/contents';
import type { GitHubClient } from '../../../portal/github/gitHubClient';
import { toGitHubUri } from '../../../portal/github/gitHubUri';
import { openPullRequest, type OpenedPullRequest } from '../../../portal/github/openPullRequest';
import type { EditorServices } from '../../services';
import { pickRepository, type RepositoryChoice } from './pickRepository';
import type { ProposalFiles } from './proposalFiles';
import { parseProposalUri, toProposalUri } from './proposalUri';
import { toRepositoryChoice } from './repositoryArgument';

export interface RegistrationServices extends Pick<EditorServices, 'catalog' | 'clock' | 'files' | 'log'> {
  /** The client of a GitHub, by its web address. */
  readonly gitHub: (web: string) => GitHubClient;
}

const BRANCH = 'stagedoor/add-catalog-info';
const TITLE = 'Add catalog-info.yaml';
const CATALOG_FILE = /^catalog-info\.ya?ml$/;

/** Brings a repository without a catalog file into the catalog: proposes a file, shows it, and opens a pull request once that is confirmed. */
export class RegistrationRoom {
  readonly #services: RegistrationServices;
  readonly #proposals: ProposalFiles;
  /** Pull requests under way, by proposal: a second click joins the first. */
  readonly #sending = new Map<string, Promise<void>>();

  constructor(services: RegistrationServices, proposals: ProposalFiles) {
    this.#services = services;
    this.#proposals = proposals;
  }

  /** Shows a catalog file for a repository. @param argument the repository or its node in the tree; the user picks one when left out */
  async propose(argument?: unknown): Promise<void> {
    const choice = toRepositoryChoice(argument) ?? (await pickRepository(this.#services));
    if (choice) {
      await this.#attempt(`${choice.owner}/${choice.name} could not be looked at`, () => this.#proposeFor(choice));
    }
  }

  /** Opens the pull request for a proposal, after a question. @param argument the file's URI; that of the active editor when left out */
  async send(argument: unknown): Promise<void> {
    const uri = argument instanceof vscode.Uri ? argument : vscode.window.activeTextEditor?.document.uri;
    const file = uri && parseProposalUri(uri.toString());
    if (!uri || !file || !this.#proposals.has(uri)) {
      void vscode.window.showInformationMessage('Open the proposed catalog file first: Stagedoor: Register a Repository…');
      return;
    }
    const key = uri.toString();
    const running = this.#sending.get(key) ?? this.#confirmAndSend(uri).finally(() => this.#sending.delete(key));
    this.#sending.set(key, running);
    await running;
  }

  async #proposeFor(choice: RepositoryChoice): Promise<void> {
    const { catalog, gitHub } = this.#services;
    const client = gitHub(choice.host);
    const target = { host: choice.host, owner: choice.owner, repository: choice.name, ref: choice.branch, path: 'catalog-info.yaml' };
    const proposal = await vscode.window.withProgress({ location: vscode.ProgressLocation.Notification, title: `Looking at ${choice.owner}/${choice.name}`, cancellable: true }, async (progress, token) => {
      const stop = new AbortController();
      token.onCancellationRequested(() => stop.abort());
      const { signal } = stop;
      const at = { owner: choice.owner, repository: choice.name, ref: choice.branch };
      const tree = await readTree(client, at, true, undefined, { signal });
      const paths = (tree?.entries ?? []).flatMap(({ type, path }) => (type === 'file' ? [path] : []));
      if (paths.length === 0) {
        throw new PortalError('invalid', `${choice.owner}/${choice.name} is empty. Push a first commit, then try again.`);
      }
      const there = paths.find((path) => CATALOG_FILE.test(path));
      if (there !== undefined) {
        return { there };
      }
      progress.report({ message: 'reading what tells what it is' });
      const texts = new Map<string, string>();
      for (const path of pathsToRead(paths)) {
        const bytes = await readFileAt(client, at, path, { signal });
        if (bytes) {
          texts.set(path, new TextDecoder().decode(bytes));
        }
      }
      const { data } = await client.request('GET /repos/{owner}/{repo}', { owner: choice.owner, repo: choice.name }, { signal });
      const facts: RepositoryFacts = {
        host: choice.host,
        owner: choice.owner,
        name: choice.name,
        branch: choice.branch,
        topics: data.topics ?? [],
        paths,
        ...(data.description && { description: data.description }),
        ...(data.homepage && { homepage: data.homepage }),
      };
      return proposeFile(facts, texts, (ref) => catalog.graph.get(ref) !== undefined);
    });
    if ('there' in proposal) {
      await vscode.window.showTextDocument(vscode.Uri.parse(toGitHubUri({ ...target, path: proposal.there }), true));
      void vscode.window.showInformationMessage(`${choice.owner}/${choice.name} has a ${proposal.there} already. Refresh the catalog to take it in.`);
      return;
    }
    const uri = vscode.Uri.parse(toProposalUri(target), true);
    if (!this.#proposals.has(uri)) {
      await this.#proposals.set(uri, proposal.text);
    }
    await vscode.languages.setTextDocumentLanguage(await vscode.workspace.openTextDocument(uri), 'yaml');
    await vscode.window.showTextDocument(uri, { preview: false });
    void this.#offer(uri, `${choice.owner}/${choice.name}`, proposal.notes);
  }

  async #offer(uri: vscode.Uri, name: string, notes: readonly string[]): Promise<void> {
    const send = 'Open Pull Request…';
    const choice = await vscode.window.showInformationMessage([`Look through the catalog file for ${name} and change what you like; nothing is sent yet.`, ...notes].join(' '), send, 'Discard');
    if (choice === send) {
      await this.send(uri);
    } else if (choice === 'Discard') {
      await this.#discard(uri);
    }
  }

  async #confirmAndSend(uri: vscode.Uri): Promise<void> {
    const file = parseProposalUri(uri.toString());
    if (!file) {
      return;
    }
    const name = `${file.owner}/${file.repository}`;
    const document = await vscode.workspace.openTextDocument(uri);
    const wrong = vscode.languages.getDiagnostics(uri).filter(({ severity }) => severity === vscode.DiagnosticSeverity.Error).length;
    const warning = wrong > 0 ? `\n\nThe file has ${wrong === 1 ? 'an error' : `${wrong} errors`}: Backstage would not take it in as it is.` : '';
    const answer = await vscode.window.showInformationMessage(
      `Open a pull request in ${name}?`,
      { modal: true, detail: `A branch ${BRANCH} with one commit that adds ${file.path}, and a pull request “${TITLE}” for ${file.ref}, in your name. Where you may not push, from a fork of yours.${warning}` },
      'Open Pull Request',
    );
    if (answer === undefined) {
      return;
    }
    const plan = { owner: file.owner, repository: file.repository, base: file.ref, branch: BRANCH, title: TITLE, body: toBody(file.host), files: [{ path: file.path, text: document.getText() }] };
    await this.#attempt(
      `No pull request was opened in ${name}`,
      async () => {
        const opened = await vscode.window.withProgress({ location: vscode.ProgressLocation.Notification, title: `Pull request for ${name}`, cancellable: true }, (progress, token) => {
          const stop = new AbortController();
          token.onCancellationRequested(() => stop.abort());
          return openPullRequest(this.#services.gitHub(file.host), plan, { clock: this.#services.clock, signal: stop.signal, onProgress: (message) => progress.report({ message }) });
        });
        await this.#discard(uri);
        void this.#tell(name, opened);
      },
    );
  }

  async #tell(name: string, { number, url, isOld, fork }: OpenedPullRequest): Promise<void> {
    const said = isOld ? `There is a pull request for it in ${name} already: #${number}. Nothing was created.` : `Pull request #${number} is open in ${name}${fork === undefined ? '' : `, from your fork ${fork}`}. Once it is merged, the catalog takes the file in at its next reading.`;
    const choice = await vscode.window.showInformationMessage(said, 'Open on GitHub', 'Copy Link');
    if (choice === 'Open on GitHub') {
      await vscode.env.openExternal(vscode.Uri.parse(url, true));
    } else if (choice === 'Copy Link') {
      await vscode.env.clipboard.writeText(url);
    }
  }

  /** Closes the editors of a proposal and forgets it. */
  async #discard(uri: vscode.Uri): Promise<void> {
    const document = vscode.workspace.textDocuments.find((entry) => entry.uri.toString() === uri.toString());
    await document?.save();
    const tabs = vscode.window.tabGroups.all.flatMap(({ tabs: all }) => all.filter(({ input }) => input instanceof vscode.TabInputText && input.uri.toString() === uri.toString()));
    await vscode.window.tabGroups.close(tabs);
    await this.#proposals.delete(uri);
  }

  /** Says what failed, and lets the user try again. */
  async #attempt(failure: string, run: () => Promise<void>): Promise<void> {
    try {
      await run();
    } catch (error) {
      if (isCancelled(error)) {
        return;
      }
      this.#services.log.error(failure, error);
      const helpUrl = isPortalError(error) ? error.details.helpUrl : undefined;
      const choice = await vscode.window.showErrorMessage(`${failure}: ${messageOf(error)}`, 'Try Again', ...(helpUrl === undefined ? [] : ['Authorize on GitHub']));
      if (choice === 'Try Again') {
        await this.#attempt(failure, run);
      } else if (choice !== undefined && helpUrl !== undefined) {
        await vscode.commands.executeCommand('stagedoor.openPage', helpUrl);
      }
    }
  }
}

export function createRegistrationRoom(services: RegistrationServices, proposals: ProposalFiles): RegistrationRoom {
  return new RegistrationRoom(services, proposals);
}

function toBody(host: string): string {
  return [
    'This adds a `catalog-info.yaml`, by which the software catalog knows what this repository holds, who owns it and what it depends on.',
    '',
    'It was proposed from what is in the repository: its name, description, topics, manifests, CODEOWNERS, docs and API documents. Please check the owner and the lifecycle.',
    '',
    `The format: https://backstage.io/docs/features/software-catalog/descriptor-format${host === 'https://github.com' ? '' : '\n'}`,
  ].join('\n').trimEnd();
}
