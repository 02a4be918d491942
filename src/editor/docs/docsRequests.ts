import * as vscode from 'vscode';
import { PortalError } from '../../portal/base/errors';
import type { GitHubClient } from '../../portal/github/gitHubClient';
import type { GitHubFile } from '../../portal/github/gitHubUri';
import type { DocsService } from '../../portal/techdocs/docsService';
import { findPage, toDocsUri, type DocsSite } from '../../portal/techdocs/site/docsSite';
import type { DocsProtocol, SearchHit } from '../../protocol/docs';
import type { EditorServices } from '../services';
import type { RequestHandlers } from '../webviews/serveWebview';
import { createIssue, toIssueDraft } from './docsIssue';
import { resolvePicture } from './docsPictures';
import { toExportedFile, toFileName } from './exportedFile';

export interface DocsRequestServices {
  readonly services: EditorServices;
  readonly service: DocsService;
  /** Where on GitHub a file is; `undefined` where it is on none that is configured. */
  readonly repositoryOf: (uri: string) => Promise<GitHubFile | undefined>;
  /** Looks for words in a site. */
  readonly search: (site: DocsSite, query: string, signal: AbortSignal) => Promise<readonly SearchHit[]>;
  readonly clientOf: (web: string) => Promise<GitHubClient>;
}

/** What a panel asks of the host. @param site the one that is open */
export function createDocsRequests({ services, service, repositoryOf, clientOf, search }: DocsRequestServices, site: () => DocsSite): RequestHandlers<DocsProtocol> {
  const onGitHub = async (page: string): Promise<GitHubFile> => {
    const file = site().files.has(page) ? await repositoryOf(toDocsUri(site(), page)) : undefined;
    if (!file) {
      throw new PortalError('not-found', `${page} lies in no repository on a GitHub that is configured, so there is nowhere to report to.`);
    }
    return file;
  };
  return {
    picture: async (from, signal) => ({ url: await resolvePicture(service, site(), from, signal) }),
    search: ({ query }, signal) => search(site(), query, signal),
    graphviz: async ({ source, engine }) => ({ svg: await (await import('./graphvizRoom')).drawGraph(source, engine) }),
    issueDraft: async ({ page, passage }) => toIssueDraft({ title: findPage(site(), page)?.title ?? page, file: await onGitHub(page) }, passage),
    createIssue: async ({ page, title, body }, signal) => {
      const file = await onGitHub(page);
      return createIssue(await clientOf(file.host), file, { title, body }, signal);
    },
    exportPage: async (page) => {
      const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
      const name = toFileName(page.title);
      const target = await vscode.window.showSaveDialog({ ...(folder && { defaultUri: vscode.Uri.joinPath(folder, name) }), filters: { HTML: ['html'] }, title: vscode.l10n.t('Export to HTML') });
      if (!target) {
        return { saved: false };
      }
      const styles = await vscode.workspace.fs.readFile(vscode.Uri.joinPath(services.context.extensionUri, 'dist', 'webview', 'docs.css'));
      await vscode.workspace.fs.writeFile(target, new TextEncoder().encode(toExportedFile(page, new TextDecoder().decode(styles))));
      void offerToOpen(target);
      return { saved: true };
    },
  };
}

async function offerToOpen(file: vscode.Uri): Promise<void> {
  const open = vscode.l10n.t('Open');
  const choice = await vscode.window.showInformationMessage(vscode.l10n.t('The page was saved as {0}.', vscode.workspace.asRelativePath(file)), open);
  if (choice === open) {
    await vscode.env.openExternal(file);
  }
}
