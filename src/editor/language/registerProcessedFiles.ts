import * as vscode from 'vscode';
import type { Disposable } from '../../portal/base/disposable';
import { isCancelled } from '../../portal/base/cancellation';
import { messageOf } from '../../portal/base/errors';
import type { EditorServices } from '../services';
import { isCatalogDocument } from './catalogDocuments';
import type { LanguageRoom } from './languageRoom';
import { PROCESSED_SCHEME, sourceOfProcessed, toProcessedUri } from './processedUri';

/** Typing goes on while this passes without a key. */
const SETTLE_MS = 250;

/** Wires `Show What Backstage Makes of This File`: a read-only document beside the file, which follows what is typed. */
export function registerProcessedFiles({ catalog, clock, log }: Pick<EditorServices, 'catalog' | 'clock' | 'log'>, enter: () => Promise<LanguageRoom>): vscode.Disposable {
  const changed = new vscode.EventEmitter<vscode.Uri>();
  const timers = new Map<string, Disposable>();
  const running = new Map<string, AbortController>();
  const texts = new Map<string, string>();

  const shown = (): readonly vscode.Uri[] => vscode.workspace.textDocuments.flatMap(({ uri, isClosed }) => (uri.scheme === PROCESSED_SCHEME && !isClosed ? [uri] : []));
  const renew = (uri: vscode.Uri): void => {
    const key = uri.toString();
    running.get(key)?.abort();
    timers.get(key)?.dispose();
    timers.set(
      key,
      clock.after(SETTLE_MS, () => {
        timers.delete(key);
        changed.fire(uri);
      }),
    );
  };
  const renewOf = (source: vscode.Uri): void => shown().filter((uri) => sourceOfProcessed(uri) === source.toString()).forEach(renew);

  const provide = async (uri: vscode.Uri, token: vscode.CancellationToken): Promise<string> => {
    const key = uri.toString();
    const stop = new AbortController();
    running.get(key)?.abort();
    running.set(key, stop);
    const cancelling = token.onCancellationRequested(() => stop.abort());
    try {
      const source = await vscode.workspace.openTextDocument(vscode.Uri.parse(sourceOfProcessed(uri), true));
      const text = await (await enter()).process(source, stop.signal);
      texts.set(key, text);
      return text;
    } catch (error) {
      if (isCancelled(error)) {
        // Something newer is on its way; until then, what was shown stays.
        return texts.get(key) ?? '';
      }
      log.error(`${uri.path} could not be made`, error);
      return `# This cannot be shown: ${messageOf(error).replace(/\s+/g, ' ')}\n`;
    } finally {
      cancelling.dispose();
      if (running.get(key) === stop) {
        running.delete(key);
      }
    }
  };

  return vscode.Disposable.from(
    changed,
    { dispose: () => timers.forEach((timer) => timer.dispose()) },
    vscode.workspace.registerTextDocumentContentProvider(PROCESSED_SCHEME, { onDidChange: changed.event, provideTextDocumentContent: provide }),
    vscode.workspace.onDidChangeTextDocument(({ document: { uri } }) => renewOf(uri)),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => texts.delete(uri.toString())),
    catalog.onDidChange(() => shown().forEach(renew)),
    vscode.commands.registerCommand('stagedoor.showProcessedFile', async (argument?: unknown) => {
      const uri = argument instanceof vscode.Uri ? argument : vscode.window.activeTextEditor?.document.uri;
      const source = uri && (await vscode.workspace.openTextDocument(uri));
      if (!source || !isCatalogDocument(source)) {
        void vscode.window.showInformationMessage('Open a catalog file (catalog-info.yaml, or other YAML with a Backstage apiVersion) to see what Backstage makes of it.');
        return;
      }
      const document = await vscode.workspace.openTextDocument(vscode.Uri.from(toProcessedUri(source.uri.toString())));
      await vscode.window.showTextDocument(document, { viewColumn: vscode.ViewColumn.Beside, preview: true, preserveFocus: true });
    }),
  );
}
