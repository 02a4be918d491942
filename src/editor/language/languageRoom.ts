import * as vscode from 'vscode';
import { messageOf } from '../../portal/base/errors';
import { Slices } from '../../portal/base/pause';
import { dirName } from '../../portal/base/uri';
import { createLanguageService } from '../../portal/language/languageService';
import { createFileAnswers } from '../../portal/language/fileAnswers';
import { createPlaceholderTexts } from '../../portal/language/placeholderTexts';
import { isSyntaxProblem } from '../../portal/language/syntaxProblem';
import type { WorkspaceCheckPorts } from '../../portal/language/workspaceCheck';
import { createModelSetting } from '../modelSetting';
import type { EditorServices } from '../services';
import { ENTITY_MIME } from '../tree/entityMime';
import { createActionsSetting } from './actionsSetting';
import { createEntityFeatureProviders } from './entityFeatureProviders';
import { createGitLocations } from './gitLocations';
import type { LanguageFeatures } from './languageFamily';
import { listFolder } from './listFolder';
import { YAML_EXTENSION } from './redHatYaml';
import { createSeveritySetting } from './severitySetting';
import { createVerdicts } from './catalogVerdicts';
import { toCodeActions } from './codeActions';
import { WorkspaceDiagnostics } from './workspaceDiagnostics';
import { ignoreCancelled, toSignal } from './toSignal';
import { toCompletionItem, toDiagnostic, toMarkdown, toPosition, toRange, toSourceText } from './toVsCode';

/** The language features, loaded when the first catalog file is there. */
export interface LanguageRoom extends LanguageFeatures {
  /** Takes its time, in short slices; rejects with `cancelled` once the signal is aborted. */
  diagnose(document: vscode.TextDocument, signal: AbortSignal): Promise<readonly vscode.Diagnostic[]>;
  /** Tells of the files of the workspace that are not open, from now on. */
  watchWorkspace(collection: vscode.DiagnosticCollection): WorkspaceDiagnostics;
  /** The file as Backstage would store it, as YAML. Rejects with `cancelled` once the signal is aborted. */
  process(document: vscode.TextDocument, signal: AbortSignal): Promise<string>;
  /** Lets go of what is kept for a document that was closed. */
  forget(uri: vscode.Uri): void;
  /** Files were changed, created or removed. @returns the documents whose placeholders point to them */
  noteChanged(uris: readonly string[]): readonly string[];
  /** Branches and remotes of the folders may have changed. */
  forgetLocations(): void;
}

export interface LanguageServices extends Pick<EditorServices, 'clock' | 'files' | 'log'> {
  readonly catalog: Pick<EditorServices['catalog'], 'graph' | 'status'> & Partial<Pick<EditorServices['catalog'], 'problems' | 'onDidChangeProblems'>>;
}

/** @param isActive whether the extension of that id runs at the moment */
export function createLanguageRoom({ catalog, clock, files, log }: LanguageServices, isActive: (extension: string) => boolean = isExtensionActive): LanguageRoom {
  const locations = createGitLocations(files, log);
  const isSaved = (uri: string): boolean => !uri.startsWith('untitled:');
  const rootOf = (uri: string) => locations.rootOf(uri) ?? (isSaved(uri) ? { folder: folderOf(uri) } : undefined);
  const beside = createFileAnswers({
    rootOf,
    exists: async (uri, signal) => unsavedText(uri) !== undefined || (await files.read(uri, signal)) !== undefined,
    list: (folder, signal) => files.list(folder, ['.yaml', '.yml'], signal),
    clock,
    log,
  });
  const placeholders = createPlaceholderTexts({
    rootOf,
    read: async (uri, signal) => unsavedText(uri) ?? files.read(uri, signal),
    clock,
    log,
  });
  const model = createModelSetting(log);
  const verdictsOf = createVerdicts(catalog);
  const severities = createSeveritySetting(log);
  const actions = createActionsSetting(files, log);
  const service = createLanguageService({
    listFolder: (uri) => listFolder(uri, log),
    rootOf: (uri) => locations.rootOf(uri)?.folder ?? (isSaved(uri) ? folderOf(uri) : undefined),
    readText: async (uri, signal) => openText(uri) ?? decode(await files.read(uri, signal)),
    warn: (message, error) => log.warn(`${message}: ${messageOf(error)}`),
    catalog,
    placeholders,
    files: beside,
    model: () => model().settings,
    actions: () => actions.current(),
    severities,
    verdictsOf,
    locationOf: (uri) => (isSaved(uri) && !locations.rootOf(uri) ? uri : locations.get(uri)),
  });
  const diagnose: WorkspaceCheckPorts['diagnose'] = async (source, slices, signal) => {
    await Promise.all([locations.prepare(source.uri), actions.prepare()]);
    const problems = await service.diagnose(source, slices, signal);
    const leftToOthers = isActive(YAML_EXTENSION);
    return problems.filter((problem) => !leftToOthers || !isSyntaxProblem(problem));
  };
  return {
    ...createEntityFeatureProviders(service),
    diagnose: async (document, signal) => (await diagnose(toSourceText(document), new Slices(clock, signal), signal)).map(toDiagnostic),
    watchWorkspace: (collection) => new WorkspaceDiagnostics({ collection, files, clock, log, diagnose, problems: () => catalog.problems ?? [] }),
    actions: (document, range, { diagnostics: shown }) => [...toCodeActions(document.uri, service.fixes(toSourceText(document), range), shown)],
    async complete(document, position, token) {
      const source = toSourceText(document);
      const { items, isIncomplete } = (await ignoreCancelled(service.completePaths(source, position, toSignal(token)))) ?? service.complete(source, position);
      return new vscode.CompletionList(items.map(toCompletionItem), isIncomplete);
    },
    hover(document, position) {
      const found = service.hover(toSourceText(document), position);
      return found && new vscode.Hover(toMarkdown(found.markdown), toRange(found.range));
    },
    define(document, position) {
      const found = service.definition(toSourceText(document), position);
      if (!found) {
        return undefined;
      }
      const place = toPosition(found.origin.position);
      return [{ originSelectionRange: toRange(found.range), targetUri: vscode.Uri.parse(found.origin.uri, true), targetRange: new vscode.Range(place, place) }];
    },
    async drop(document, position, data) {
      const refs = (await data.get(ENTITY_MIME)?.asString())?.split('\n');
      if (!refs) {
        return undefined;
      }
      const found = service.insertRefs(toSourceText(document), position, refs);
      if (!found) {
        return undefined;
      }
      // What is inserted where the mouse was let go cannot replace anything; the change goes beside it.
      const drop = new vscode.DocumentDropEdit('', refs.length === 1 ? 'Insert Entity Reference' : 'Insert Entity References');
      drop.additionalEdit = new vscode.WorkspaceEdit();
      drop.additionalEdit.replace(document.uri, toRange(found.range), found.newText);
      return drop;
    },
    async process(document, signal) {
      await locations.prepare(document.uri.toString());
      return service.process(toSourceText(document), new Slices(clock, signal), signal);
    },
    forget: (uri) => service.forget(uri.toString()),
    noteChanged(uris) {
      actions.forget(uris);
      return [...new Set([...placeholders.noteChanged(uris), ...beside.noteChanged(uris)])];
    },
    forgetLocations: () => locations.forget(),
  };
}

function isExtensionActive(id: string): boolean {
  return vscode.extensions.getExtension(id)?.isActive === true;
}

/** Outside of any repository, placeholders may lead through the folder that is open, or through the file's own. */
function folderOf(uri: string): string {
  const folder = vscode.workspace.getWorkspaceFolder(vscode.Uri.parse(uri, true))?.uri.toString() ?? dirName(uri);
  return folder.replace(/\/$/, '');
}

/** What an editor holds of a file, saved or not. */
function openText(uri: string): string | undefined {
  return vscode.workspace.textDocuments.find((document) => !document.isClosed && document.uri.toString() === uri)?.getText();
}

function decode(bytes: Uint8Array | undefined): string | undefined {
  return bytes && new TextDecoder().decode(bytes);
}

function unsavedText(uri: string): string | undefined {
  return vscode.workspace.textDocuments.find((document) => document.isDirty && !document.isClosed && document.uri.toString() === uri)?.getText();
}
