import * as vscode from 'vscode';
import { describeRight, READ_SCOPES } from '../../portal/github/scopes';
import { lackingScopes, scopesToAsk } from './scopes';
import type { HostTokens } from './hostTokens';
import { createSignInWays, nameOf, type SignInOptions } from './signIn';

/** Asks the user for a right that GitHub found wanting. Resolves to whether it is worth another try. */
export type AskForRight = (host: string, alternatives: readonly string[]) => Promise<boolean>;

export interface AskForRightOptions extends SignInOptions {
  readonly tokens: HostTokens;
}

const PASTE = 'Paste Another Token…';
const SIGN_IN = 'Sign In with GitHub';
const AGAIN = 'Try Again';

/**
 * A session of the editor is made anew with the right, in the editor's own dialogs. To a token that somebody made nobody
 * can add anything from here: what to add is said, and another may be pasted.
 */
export function createAskForRight(options: AskForRightOptions): AskForRight {
  const { sessions, tokens } = options;
  const { viaEditor, paste } = createSignInWays(options);
  return (host, alternatives) =>
    tokens.replaceRefused(host, lackingScopes(scopesToAsk(alternatives), READ_SCOPES), async (scopes, provider) => {
      const hasSignIn = sessions.providerOf(host) !== undefined;
      if (hasSignIn && (provider === undefined || provider === 'session')) {
        return viaEditor(host, scopes);
      }
      const choice = await vscode.window.showWarningMessage(
        `The token for ${nameOf(host)} lacks the right ${alternatives[0] ?? ''}.`,
        { modal: true, detail: `${describeRight(alternatives)} Add it to the token on GitHub and try again, or use another. What has been done stays done.` },
        PASTE,
        ...(hasSignIn ? [SIGN_IN] : []),
        AGAIN,
      );
      switch (choice) {
        case PASTE:
          return paste(host, scopes);
        case SIGN_IN:
          return viaEditor(host, scopes);
        case AGAIN:
          return tokens.get({ host, scopes, interactive: false });
        default:
          return undefined;
      }
    });
}
