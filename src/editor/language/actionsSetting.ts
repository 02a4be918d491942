import * as vscode from 'vscode';
import { messageOf } from '../../portal/base/errors';
import { resolveUri } from '../../portal/base/uri';
import type { FileSource } from '../../portal/ports/fileSource';
import type { Log } from '../../portal/ports/log';
import type { ActionSchemas } from '../../portal/scaffolder/actionSchemas/actionSchema';
import { loadActionSchemas } from '../../portal/scaffolder/actionSchemas/loadActionSchemas';
import { readOwnActions } from '../../portal/scaffolder/actionSchemas/readOwnActions';

const SETTING = 'stagedoor.scaffolder.actions';

export interface ActionsSetting {
  /** What is known of actions; `undefined` until it was read once. The same object as long as nothing changed. */
  current(): ActionSchemas | undefined;
  /** Reads it where that was not done yet, or the setting is another one. */
  prepare(): Promise<void>;
  /** The file that the setting names may have changed. */
  forget(uris: readonly string[]): void;
}

/** The known actions with those of `stagedoor.scaffolder.actions`: an object or list of actions, or the path of a JSON file with one. */
export function createActionsSetting(files: Pick<FileSource, 'read'>, log: Pick<Log, 'warn'>): ActionsSetting {
  let known: { readonly text: string; readonly schemas: Promise<ActionSchemas> } | undefined;
  let current: ActionSchemas | undefined;
  return {
    current: () => current,
    async prepare() {
      const setting = vscode.workspace.getConfiguration('stagedoor').get<unknown>('scaffolder.actions');
      const text = JSON.stringify(setting ?? null);
      known = known?.text === text ? known : { text, schemas: load(setting, files, log) };
      const mine = known;
      const schemas = await mine.schemas;
      if (known === mine) {
        current = schemas;
      }
    },
    forget(uris) {
      const setting: unknown = known && JSON.parse(known.text);
      if (typeof setting === 'string' && uris.some((uri) => uri.endsWith(setting.replace(/^(?:\.?\/)+/, '')))) {
        known = undefined;
      }
    },
  };
}

async function load(setting: unknown, files: Pick<FileSource, 'read'>, log: Pick<Log, 'warn'>): Promise<ActionSchemas> {
  try {
    const { actions, mistakes } = readOwnActions(typeof setting === 'string' && setting !== '' ? await readFile(setting, files) : setting === '' ? undefined : setting);
    mistakes.forEach((mistake) => log.warn(`A part of the setting ${SETTING} is left out: ${mistake}.`));
    return await loadActionSchemas(actions);
  } catch (error) {
    log.warn(`The setting ${SETTING} is left out: ${messageOf(error)}`);
    return loadActionSchemas();
  }
}

async function readFile(path: string, files: Pick<FileSource, 'read'>): Promise<unknown> {
  for (const { uri } of vscode.workspace.workspaceFolders ?? []) {
    const bytes = await files.read(resolveUri(`${uri.toString().replace(/\/$/, '')}/`, path.replace(/^\/+/, '')));
    if (bytes) {
      const value: unknown = JSON.parse(new TextDecoder().decode(bytes));
      return value;
    }
  }
  throw new Error(`No folder of the workspace has a file ${path}.`);
}
