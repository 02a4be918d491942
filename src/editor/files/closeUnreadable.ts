import * as vscode from 'vscode';
import { GITHUB_SCHEME, parseGitHubUri } from '../../portal/github/gitHubUri';
import type { FileSource } from '../../portal/ports/fileSource';
import type { TokenSource } from '../../portal/ports/tokenSource';

/**
 * When the session of a host has changed, closes the editors of its files that can no longer be read, so that what is private is
 * not left on the screen after a sign-out. An editor whose file cannot be asked for (no network) is closed too.
 *
 * @param files is to have forgotten what it read with the session before
 */
export function registerCloseUnreadable(files: Pick<FileSource, 'read'>, tokens: Pick<TokenSource, 'onDidChange'>): vscode.Disposable {
  const isReadable = async (uri: string): Promise<boolean> => {
    try {
      return (await files.read(uri)) !== undefined;
    } catch {
      return false; // Whatever the reason, it is not known to be for these eyes.
    }
  };
  const close = async (host: string): Promise<void> => {
    const open = vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs).filter((tab) => filesOf(tab).some((uri) => parseGitHubUri(uri)?.host === host));
    const readable = await Promise.all(open.map(async (tab) => (await Promise.all(filesOf(tab).map(isReadable))).every(Boolean)));
    const unreadable = open.filter((_tab, index) => !readable[index]);
    if (unreadable.length > 0) {
      await vscode.window.tabGroups.close(unreadable, true);
    }
  };
  return tokens.onDidChange((host) => void close(host));
}

/** The files on GitHub that an editor shows. */
function filesOf({ input }: vscode.Tab): readonly string[] {
  const uris =
    input instanceof vscode.TabInputText || input instanceof vscode.TabInputCustom ? [input.uri] : input instanceof vscode.TabInputTextDiff ? [input.original, input.modified] : [];
  return uris.filter(({ scheme }) => scheme === GITHUB_SCHEME).map(String);
}
