import * as vscode from 'vscode';
import type { Clock } from '../../portal/ports/clock';
import type { Fetch } from '../../portal/ports/fetch';
import type { PastedTokens } from '../auth/pastedTokens';
import type { BackstageSignInOptions } from './signInRoom';

export interface BackstageOptions {
  readonly tokens: PastedTokens;
  readonly fetch: Fetch;
  readonly clock: Clock;
}

/** The commands that keep and forget tokens of running Backstages. */
export function registerBackstage({ tokens, fetch, clock }: BackstageOptions): vscode.Disposable {
  const options: BackstageSignInOptions = {
    tokens,
    check: async (address, token, signal) => (await import('../../portal/backstage/createBackstage')).checkBackstageToken({ address, fetch, clock }, token, signal),
  };
  return vscode.Disposable.from(
    vscode.commands.registerCommand('stagedoor.signInToBackstage', async (base?: unknown) => (await import('./signInRoom')).signInToBackstage(options, base)),
    vscode.commands.registerCommand('stagedoor.signOutOfBackstage', async (base?: unknown) => (await import('./signInRoom')).signOutOfBackstage(options, base)),
  );
}
