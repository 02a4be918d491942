import * as vscode from 'vscode';
import { isCancelled } from '../../portal/base/cancellation';
import { messageOf } from '../../portal/base/errors';
import type { DocsService } from '../../portal/techdocs/docsService';
import { findPage, toDocsPath, toDocsUri, type DocsSite } from '../../portal/techdocs/site/docsSite';
import type { DocsEdit } from '../../portal/techdocs/structure/docsEdit';
import { movePage } from '../../portal/techdocs/structure/movePage';
import { checkPagePath, newPage } from '../../portal/techdocs/structure/newPage';
import { isRemote } from './docsPlaces';
import { PAGE_TEMPLATES } from './pageTemplates';

/** The site that a command works on, and the page it starts from. */
export interface StructurePlace {
  readonly service: DocsService;
  readonly site: DocsSite;
  readonly page: string | undefined;
  /** The page to be shown once the site is read again. */
  readonly expect: (path: string) => void;
}

/** `Stagedoor: New Docs Page…` */
export async function createPage({ site, page, expect }: StructurePlace): Promise<void> {
  const title = vscode.l10n.t('New Docs Page');
  if (!(await isEditable(site))) {
    return;
  }
  const template = await vscode.window.showQuickPick(PAGE_TEMPLATES, { title, placeHolder: vscode.l10n.t('What shall the page begin with?') });
  const heading = template && (await vscode.window.showInputBox({ title, prompt: vscode.l10n.t('Title of the page'), validateInput: (value) => (value.trim() === '' ? vscode.l10n.t('A page needs a title.') : undefined) }));
  if (template === undefined || heading === undefined) {
    return;
  }
  const path = await askPath(site, title, folderOf(page) + toName(heading));
  if (path !== undefined) {
    await attempt(vscode.l10n.t('The page could not be made'), async () => {
      const edit = newPage({ site, ...(await configOf(site)), path, title: heading.trim(), template: template.text, ...(page !== undefined && { behind: page }) });
      expect(checkPagePath(site, path));
      await apply(edit);
      await vscode.window.showTextDocument(vscode.Uri.parse(edit.creates[0]?.uri ?? toDocsUri(site, path), true), { viewColumn: vscode.ViewColumn.One });
    });
  }
}

/** `Stagedoor: Rename or Move Docs Page…` */
export async function relocatePage({ service, site, page, expect }: StructurePlace): Promise<void> {
  if (page === undefined || !findPage(site, page) || !(await isEditable(site))) {
    return;
  }
  const to = await askPath(site, vscode.l10n.t('Rename or Move {0}', page), page);
  if (to === undefined || to === page) {
    return;
  }
  await attempt(vscode.l10n.t('{0} could not be moved', page), async () => {
    const config = await configOf(site);
    const edit = await vscode.window.withProgress({ location: vscode.ProgressLocation.Notification, title: vscode.l10n.t('Looking for links to {0}', page), cancellable: true }, (progress, token) => {
      const stop = new AbortController();
      token.onCancellationRequested(() => stop.abort());
      return movePage({ service, site, ...config, from: page, to, openText: (path) => openText(site, path), signal: stop.signal, onProgress: (_done, total) => progress.report({ increment: 100 / total }) });
    });
    expect(checkPagePath(site, to));
    await apply(edit);
    const files = edit.changes.size;
    void vscode.window.showInformationMessage(files === 0 ? vscode.l10n.t('{0} is now {1}. Nothing led to it.', page, to) : vscode.l10n.t('{0} is now {1}; links and navigation in {2} files follow. Undo takes all of it back.', page, to, files));
  });
}

async function isEditable(site: DocsSite): Promise<boolean> {
  const remote = isRemote(site.docs);
  if (remote) {
    await vscode.window.showInformationMessage(vscode.l10n.t('These docs are read from GitHub and cannot be changed here. Open a checkout of their repository.'));
  }
  return !remote;
}

function askPath(site: DocsSite, title: string, value: string): Promise<string | undefined> {
  const start = value.lastIndexOf('/') + 1;
  return Promise.resolve(
    vscode.window.showInputBox({
      title,
      value,
      valueSelection: [start, value.length - '.md'.length],
      prompt: vscode.l10n.t('Path below the docs folder'),
      validateInput: (path) => {
        try {
          return path === value && site.files.has(path) ? undefined : void checkPagePath(site, path);
        } catch (error) {
          return messageOf(error);
        }
      },
    }),
  );
}

/** All of it is one step to undo; what it changes is saved as the setting `files.refactoring.autoSave` says. */
async function apply({ changes, creates, renames }: DocsEdit): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  for (const [uri, texts] of changes) {
    edit.set(vscode.Uri.parse(uri, true), texts.map(({ start, end, text }) => vscode.TextEdit.replace(new vscode.Range(start.line, start.character, end.line, end.character), text)));
  }
  for (const { uri, text } of creates) {
    edit.createFile(vscode.Uri.parse(uri, true), { contents: new TextEncoder().encode(text) });
  }
  for (const { from, to } of renames) {
    edit.renameFile(vscode.Uri.parse(from, true), vscode.Uri.parse(to, true));
  }
  if (!(await vscode.workspace.applyEdit(edit, { isRefactoring: true }))) {
    throw new Error(vscode.l10n.t('The editor refused the change. See whether a file is read-only or was changed meanwhile.'));
  }
}

async function configOf(site: DocsSite): Promise<{ readonly configText?: string }> {
  return site.configUri === undefined ? {} : { configText: (await vscode.workspace.openTextDocument(vscode.Uri.parse(site.configUri, true))).getText() };
}

function openText(site: DocsSite, path: string): string | undefined {
  return vscode.workspace.textDocuments.find(({ uri }) => toDocsPath(site, uri.toString()) === path)?.getText();
}

function folderOf(page: string | undefined): string {
  return page?.slice(0, page.lastIndexOf('/') + 1) ?? '';
}

/** `First steps: a tour` → `first-steps-a-tour.md` */
function toName(title: string): string {
  const name = title.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-+|-+$/g, '');
  return `${name || 'page'}.md`;
}

async function attempt(failure: string, run: () => Promise<void>): Promise<void> {
  try {
    await run();
  } catch (error) {
    if (!isCancelled(error)) {
      await vscode.window.showErrorMessage(`${failure}: ${messageOf(error)}`);
    }
  }
}
