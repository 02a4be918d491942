import * as vscode from 'vscode';
import { messageOf } from '../../portal/base/errors';
import { describeRight, READ_SCOPES } from '../../portal/github/scopes';
import type { Fetch } from '../../portal/ports/fetch';
import type { Token } from '../../portal/ports/tokenSource';
import { checkToken, isToken } from './checkToken';
import type { PastedTokens } from './pastedTokens';
import { isReading, lackingScopes } from './scopes';

/** Takes a token from the user, checks it with its host, and keeps it in the secret storage. */
export async function pasteToken(
  host: string,
  scopes: readonly string[],
  pasted: PastedTokens,
  fetch: Fetch,
): Promise<Token | undefined> {
  const name = new URL(host).host;
  const value = await askForToken(host, scopes);
  if (!value) {
    return undefined;
  }
  try {
    const token = await vscode.window.withProgress(
      { location: vscode.ProgressLocation.Notification, title: `Checking the token with ${name}` },
      () => checkToken(fetch, host, value),
    );
    await pasted.keep(host, token);
    const missing = token.scopes ? lackingScopes(scopes, token.scopes) : [];
    void vscode.window.showInformationMessage(
      missing.length > 0
        ? `Signed in to ${name} as ${token.login}. The token lacks ${missing.join(', ')}: what needs it stays out of the catalog.`
        : `Signed in to ${name} as ${token.login}.`,
    );
    return { value: token.value, account: token.account };
  } catch (error) {
    const again = 'Paste Another Token…';
    const choice = await vscode.window.showErrorMessage(messageOf(error), again);
    return choice === again ? pasteToken(host, scopes, pasted, fetch) : undefined;
  }
}

function askForToken(host: string, scopes: readonly string[]): Promise<string | undefined> {
  const input = vscode.window.createInputBox();
  input.title = `Token for ${new URL(host).host}`;
  const rights = isReading(scopes) ? `A classic token with ${scopes.join(', ')}, or a fine-grained one that may read contents.` : describeRight(lackingScopes(scopes, READ_SCOPES));
  input.prompt = `${rights} It is kept in the editor's secret storage.`;
  input.placeholder = 'ghp_… or github_pat_…';
  input.password = true;
  input.ignoreFocusOut = true;
  const create: vscode.QuickInputButton = { iconPath: new vscode.ThemeIcon('link-external'), tooltip: 'Create a token on GitHub' };
  input.buttons = [create];
  return new Promise((resolve) => {
    input.onDidTriggerButton(() => {
      const page = `${host}/settings/tokens/new?description=Stagedoor&scopes=${encodeURIComponent(scopes.join(','))}`;
      void vscode.env.openExternal(vscode.Uri.parse(page, true));
    });
    input.onDidChangeValue(() => (input.validationMessage = undefined));
    input.onDidAccept(() => {
      const value = input.value.trim();
      if (value === '' || !isToken(value)) {
        input.validationMessage = value === '' ? 'Paste a token, or press Escape.' : 'A token is made of letters, digits and signs, without spaces.';
        return;
      }
      resolve(value);
      input.hide();
    });
    input.onDidHide(() => {
      resolve(undefined);
      input.dispose();
    });
    input.show();
  });
}
