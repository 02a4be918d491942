import * as vscode from 'vscode';
import type { Search } from '../commands/registerSearch';
import type { EditorServices } from '../services';
import { CATALOG_SELECTOR, isCatalogDocument } from './catalogDocuments';
import { createDocsFamily } from './docsFamily';
import { DocumentDiagnostics } from './documentDiagnostics';
import type { LanguageFamily } from './languageFamily';
import type { LanguageRoom } from './languageRoom';
import { registerFamilies } from './registerFamilies';
import { registerSkeletons } from './registerSkeletons';
import { watchWorkspace } from './watchWorkspace';
import { registerProcessedFiles } from './registerProcessedFiles';
import { createYamlHandshake, YAML_EXTENSION } from './redHatYaml';
import { registerWorkspaceSymbols } from './workspaceSymbols';

/** Characters behind which something is due: a value, an item, a namespace or name, a word in quotes; in expressions a part of a path, or a filter. */
const TRIGGERS = [':', ' ', '-', '/', '"', "'", '[', '{', ',', '.', '|'];

function isOpenCatalogFile(uri: string): boolean {
  return vscode.workspace.textDocuments.some((document) => document.uri.toString() === uri && isCatalogDocument(document));
}

/** Registers what is offered in catalog files. The room behind it is loaded when the first one is there. */
export function registerLanguage(services: EditorServices, search: Pick<Search, 'find'>): vscode.Disposable {
  const { catalog, files } = services;
  let room: Promise<LanguageRoom> | undefined;
  const load = async (): Promise<LanguageRoom> => (await import('./languageRoom')).createLanguageRoom(services);
  const enter = (): Promise<LanguageRoom> => (room ??= load());
  const shakeHands = createYamlHandshake(() => vscode.extensions.getExtension<unknown>(YAML_EXTENSION), isOpenCatalogFile, services.log);
  const agree = (document: vscode.TextDocument): void => void (isCatalogDocument(document) && shakeHands());
  const lensesChanged = new vscode.EventEmitter<void>();
  const entityFiles: LanguageFamily = { selector: CATALOG_SELECTOR, triggers: TRIGGERS, accepts: isCatalogDocument, enter, onDidChangeLenses: lensesChanged.event };

  const docsPages = createDocsFamily(services);
  const skeletons = registerSkeletons(services);

  const collection = vscode.languages.createDiagnosticCollection('stagedoor');
  const diagnostics = new DocumentDiagnostics(collection, services, enter);
  const workspace = watchWorkspace(services, async () => (await enter()).watchWorkspace(collection));
  /** Looks again at the open documents whose placeholders point to what has changed. */
  const noteChanged = (uris: readonly string[]): void =>
    void room?.then((language) => {
      const concerned = new Set(language.noteChanged(uris));
      vscode.workspace.textDocuments.filter(({ uri }) => concerned.has(uri.toString())).forEach((document) => diagnostics.schedule(document));
    });
  const changes = files.onDidChange?.((uris) => {
    noteChanged(uris);
    workspace.noteChanged(uris);
  });
  const registered = vscode.Disposable.from(
    collection,
    diagnostics,
    workspace,
    ...(changes ? [changes] : []),
    // Families whose documents are entity files too (templates, say) come before.
    docsPages,
    skeletons,
    registerFamilies([entityFiles, docsPages]),
    registerWorkspaceSymbols(services, search),
    registerProcessedFiles(services, enter),
    lensesChanged,
    vscode.workspace.onDidChangeConfiguration((event) => (event.affectsConfiguration('stagedoor.codeLens') || event.affectsConfiguration('stagedoor.inlayHints')) && lensesChanged.fire()),
    catalog.onDidChange(() => lensesChanged.fire()),
    vscode.workspace.onDidOpenTextDocument((document) => {
      diagnostics.schedule(document, 0);
      agree(document);
    }),
    vscode.workspace.onDidChangeTextDocument(({ document }) => {
      diagnostics.schedule(document);
      noteChanged([document.uri.toString()]);
    }),
    vscode.workspace.onDidCloseTextDocument((document) => {
      diagnostics.close(document);
      workspace.noteChanged([document.uri.toString()]);
      noteChanged([document.uri.toString()]);
      void room?.then((language) => language.forget(document.uri));
    }),
    vscode.workspace.onDidChangeConfiguration((event) => (event.affectsConfiguration('stagedoor.validation') || event.affectsConfiguration('stagedoor.catalog.model') || event.affectsConfiguration('stagedoor.scaffolder.actions')) && diagnostics.refresh()),
    vscode.window.onDidChangeWindowState(({ focused }) => focused && void room?.then((language) => language.forgetLocations())),
    catalog.onDidChange(() => diagnostics.refresh()),
    catalog.onDidChangeProblems(() => diagnostics.refresh()),
    catalog.onDidChangeStatus(({ loading, refreshing }) => !loading && !refreshing && diagnostics.refresh()),
  );
  diagnostics.refresh();
  vscode.workspace.textDocuments.forEach(agree);
  return registered;
}
