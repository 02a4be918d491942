import * as vscode from 'vscode';
import type { BackstageAddress } from '../../portal/backstage/backstageAddress';
import type { SourceDefinition } from '../../portal/catalog/sources/catalogSource';
import type { FileAddress } from '../../portal/catalog/sources/hostReader';
import type { GitHubClients } from '../gitHub/gitHubClients';
import { toGitHubUri } from '../../portal/github/gitHubUri';
import type { Clock } from '../../portal/ports/clock';
import type { Fetch } from '../../portal/ports/fetch';
import type { Log } from '../../portal/ports/log';
import type { PastedTokens } from '../auth/pastedTokens';
import { readBackstages } from './backstageSettings';

export interface BackstageSourcesOptions {
  readonly tokens: Pick<PastedTokens, 'find'>;
  readonly gitHub: Pick<GitHubClients, 'ofConfigured'>;
  readonly fetch: Fetch;
  readonly clock: Clock;
  readonly log: Log;
}

/** The running Backstages of the settings as sources: the same one for as long as it is configured alike. Loads nothing where there is none. */
export function createBackstageSources({ tokens, gitHub, fetch, clock, log }: BackstageSourcesOptions): () => Promise<readonly SourceDefinition[]> {
  let sources = new Map<string, SourceDefinition>();
  let told: string | undefined;
  const toFileUri = ({ host, owner, name, branch, path }: FileAddress): string | undefined => (gitHub.ofConfigured(host) ? toGitHubUri({ host, owner, repository: name, ref: branch, path }) : undefined);
  const keyOf = ({ base, label }: BackstageAddress): string => JSON.stringify([base, label]);

  return async () => {
    const { addresses, problems } = readBackstages(vscode.workspace.getConfiguration('stagedoor').get<unknown>('backstage'));
    const message = problems.join(' ');
    if (message !== '' && message !== told) {
      log.warn(message);
    }
    told = message;
    const current = new Map<string, SourceDefinition>();
    for (const address of addresses) {
      const known = sources.get(keyOf(address));
      if (known) {
        current.set(keyOf(address), known);
      } else {
        const { createBackstageSource } = await import('../../portal/backstage/createBackstage');
        current.set(keyOf(address), createBackstageSource({ address, fetch, clock, token: () => tokens.find(address.base, []), toFileUri }));
      }
    }
    sources = current;
    return [...current.values()];
  };
}
