import * as vscode from 'vscode';
import { parseOrganization } from '../../portal/github/gitHubHost';
import { READ_SCOPES } from '../../portal/github/scopes';
import type { Fetch } from '../../portal/ports/fetch';
import type { HostTokens } from '../auth/hostTokens';
import { pasteToken } from '../auth/pasteToken';
import type { PastedTokens } from '../auth/pastedTokens';
import { GITHUB_WEB } from '../auth/sessionTokens';
import { nameOf } from '../auth/signIn';
import { organizationEntries } from '../configuration';

export interface SessionCommandOptions {
  readonly tokens: HostTokens;
  readonly pasted: PastedTokens;
  readonly fetch: Fetch;
}

export function registerSessionCommands({ tokens, pasted, fetch }: SessionCommandOptions): vscode.Disposable {
  const pickHost = async (argument: unknown, title: string): Promise<string | undefined> => {
    if (typeof argument === 'string' && URL.canParse(argument)) {
      return argument;
    }
    const hosts = knownHosts(pasted);
    return hosts.length > 1
      ? (await vscode.window.showQuickPick(hosts.map((host) => ({ label: nameOf(host), host })), { title }))?.host
      : (hosts[0] ?? GITHUB_WEB);
  };
  return vscode.Disposable.from(
    vscode.commands.registerCommand('stagedoor.signIn', async (argument?: unknown, scopes?: unknown) => {
      const host = await pickHost(argument, 'Sign in to which GitHub?');
      if (host) {
        await tokens.signIn(host, isScopes(scopes) ? scopes : READ_SCOPES);
      }
    }),
    vscode.commands.registerCommand('stagedoor.pasteToken', async (argument?: unknown) => {
      const host = await pickHost(argument, 'For which GitHub is the token?');
      if (host) {
        await tokens.signInWith(host, () => pasteToken(host, READ_SCOPES, pasted, fetch));
      }
    }),
    vscode.commands.registerCommand('stagedoor.signOut', async (argument?: unknown) => {
      const host = await pickHost(argument, 'Sign out of which GitHub?');
      if (!host) {
        return;
      }
      await pasted.forget(host);
      await tokens.signOut(host);
      void vscode.window.showInformationMessage(
        `Stagedoor no longer uses your session of ${nameOf(host)}, and what was private is removed. The editor's own sign-in is managed in the Accounts menu.`,
      );
    }),
  );
}

/** The hosts of the organizations, and those a token was pasted for. */
function knownHosts(pasted: PastedTokens): readonly string[] {
  const ofOrganizations = organizationEntries().flatMap((entry) => parseOrganization(entry)?.host.web ?? []);
  return [...new Set([...ofOrganizations, ...pasted.hosts()])];
}

function isScopes(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.length > 0 && value.every((scope) => typeof scope === 'string');
}
