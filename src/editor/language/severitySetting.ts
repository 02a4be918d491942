import * as vscode from 'vscode';
import { readSeverities, type Severities } from '../../portal/language/diagnostics/severities';
import type { Log } from '../../portal/ports/log';

const SETTING = 'stagedoor.validation.severities';

/** What `stagedoor.validation.severities` says, the same object as long as it says the same. What cannot be used is told of once. */
export function createSeveritySetting(log: Pick<Log, 'warn'>): () => Severities {
  let known: { readonly text: string; readonly severities: Severities } | undefined;
  return () => {
    const value = vscode.workspace.getConfiguration('stagedoor').get<unknown>('validation.severities');
    const text = JSON.stringify(value ?? {});
    if (known?.text !== text) {
      const { severities, mistakes } = readSeverities(value);
      mistakes.forEach((mistake) => log.warn(`A part of the setting ${SETTING} is left out: ${mistake}.`));
      known = { text, severities };
    }
    return known.severities;
  };
}
