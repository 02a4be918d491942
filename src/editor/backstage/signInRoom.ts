import * as vscode from 'vscode';
import { isCancelled } from '../../portal/base/cancellation';
import { messageOf } from '../../portal/base/errors';
import type { BackstageAddress } from '../../portal/backstage/backstageAddress';
import { isToken } from '../auth/checkToken';
import type { PastedTokens } from '../auth/pastedTokens';
import { BACKSTAGE_SETTING, backstageAddresses } from './backstageSettings';
import { accountOf } from './tokenAccount';

export interface BackstageSignInOptions {
  readonly tokens: PastedTokens;
  /** Asks a Backstage whether it takes a token. @throws PortalError where it does not, or is none */
  readonly check: (address: BackstageAddress, token: string, signal: AbortSignal) => Promise<void>;
}

/** Takes a token for a Backstage from the user, has the Backstage check it, and keeps it in the secret storage. */
export async function signInToBackstage(options: BackstageSignInOptions, base: unknown): Promise<void> {
  const address = await chooseBackstage(base, 'Sign in to which Backstage?', backstageAddresses());
  const value = address && (await askForToken(address));
  if (!address || !value) {
    return;
  }
  const { tokens, check } = options;
  try {
    const progress = { location: vscode.ProgressLocation.Notification, title: `Checking the token with ${address.label}`, cancellable: true };
    await vscode.window.withProgress(progress, async (_report, cancellation) => {
      const stop = new AbortController();
      cancellation.onCancellationRequested(() => stop.abort());
      await check(address, value, stop.signal);
    });
    // The change of the secret reads the catalog again.
    await tokens.keep(address.base, { value, account: accountOf(value, () => crypto.randomUUID()) });
    void vscode.window.showInformationMessage(`Signed in to ${address.label}.`);
  } catch (error) {
    if (isCancelled(error)) {
      return;
    }
    const again = 'Paste Another Token…';
    if ((await vscode.window.showErrorMessage(messageOf(error), again)) === again) {
      await signInToBackstage(options, address.base);
    }
  }
}

/** Forgets a token; the change of the secret takes what it read out of the catalog and off the disk. */
export async function signOutOfBackstage({ tokens }: Pick<BackstageSignInOptions, 'tokens'>, base: unknown): Promise<void> {
  const configured = new Map(backstageAddresses().map((address) => [address.base, address]));
  const known = tokens.hosts().map((host): BackstageAddress => configured.get(host) ?? { base: host, label: host.replace(/^https?:\/\//, '') });
  if (known.length === 0) {
    void vscode.window.showInformationMessage('No token of a Backstage is kept.');
    return;
  }
  const address = await chooseBackstage(base, 'Sign out of which Backstage?', known);
  if (address) {
    await tokens.forget(address.base);
    void vscode.window.showInformationMessage(`The token for ${address.label} is removed, and with it what it let you see.`);
  }
}

async function chooseBackstage(base: unknown, title: string, addresses: readonly BackstageAddress[]): Promise<BackstageAddress | undefined> {
  const meant = addresses.find((address) => address.base === base);
  if (meant || addresses.length === 1) {
    return meant ?? addresses[0];
  }
  if (addresses.length === 0) {
    const open = 'Open Settings';
    if ((await vscode.window.showInformationMessage(`${BACKSTAGE_SETTING} names no Backstage yet: add its address there.`, open)) === open) {
      await vscode.commands.executeCommand('workbench.action.openSettings', BACKSTAGE_SETTING);
    }
    return undefined;
  }
  const items = addresses.map((address) => ({ label: address.label, description: address.base, address }));
  return (await vscode.window.showQuickPick(items, { title, matchOnDescription: true }))?.address;
}

async function askForToken({ base, label }: BackstageAddress): Promise<string | undefined> {
  const value = await vscode.window.showInputBox({
    title: `Token for ${label}`,
    prompt: `A token that may read the catalog, as its operators give out for external access. It is kept in the editor's secret storage and sent to ${base} alone.`,
    password: true,
    ignoreFocusOut: true,
    validateInput: (text) => (text.trim() === '' ? 'Paste a token, or press Escape.' : isToken(text.trim()) ? undefined : 'A token is made of letters, digits and signs, without spaces.'),
  });
  return value?.trim();
}
