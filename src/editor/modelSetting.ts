import * as vscode from 'vscode';
import { messageOf } from '../portal/base/errors';
import type { JsonValue } from '../portal/catalog/entity';
import { type ModelInForce, toModelInForce } from '../portal/catalog/model/modelInForce';
import { readModelSettings } from '../portal/catalog/model/readModelSettings';
import type { Log } from '../portal/ports/log';

const SETTING = 'stagedoor.catalog.model';

/** What `stagedoor.catalog.model` says, the same object as long as it says the same. What cannot be read is told of once, and left out. */
export function createModelSetting(log: Log): () => ModelInForce {
  let known: { readonly text: string; readonly model: ModelInForce } | undefined;
  return () => {
    const value = vscode.workspace.getConfiguration('stagedoor').get<JsonValue>('catalog.model');
    const text = JSON.stringify(value ?? {});
    known = known?.text === text ? known : { text, model: read(value, log) };
    return known.model;
  };
}

function read(value: JsonValue | undefined, log: Log): ModelInForce {
  try {
    return toModelInForce(readModelSettings(value));
  } catch (error) {
    const message = `The setting ${SETTING} is left out: ${messageOf(error)}`;
    log.error(message);
    return { ...toModelInForce(), problem: { setting: SETTING, message } };
  }
}
