import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parse } from 'yaml';
import { isPortalError, messageOf } from '../portal/base/errors';
import type { JsonValue } from '../portal/catalog/entity';
import { readModelSettings } from '../portal/catalog/model/readModelSettings';
import type { ModelSettings } from '../portal/catalog/model/modelSettings';
import { UsageError } from './command';

export interface ModelOptions {
  /** `--model` */
  readonly newer: boolean;
  /** `--model-file`: path, relative to the current folder */
  readonly file: string | undefined;
}

/** What is taken for an entity. @throws UsageError where the file cannot be read */
export async function readModel({ newer, file }: ModelOptions, cwd: string): Promise<ModelSettings> {
  const settings = file === undefined ? {} : readSettings(await readYamlFile(file, '--model-file', cwd), file);
  return newer ? { ...settings, newer } : settings;
}

function readSettings(value: JsonValue, file: string): ModelSettings {
  try {
    return readModelSettings(value);
  } catch (error) {
    throw isPortalError(error, 'invalid') ? new UsageError(`--model-file ${file}: ${error.message}`) : error;
  }
}

/** @param option the one that named the file, for messages */
export async function readYamlFile(file: string, option: string, cwd: string): Promise<JsonValue> {
  try {
    return parse(await readFile(resolve(cwd, file), 'utf8')) as JsonValue;
  } catch (error) {
    throw new UsageError(`${option}: ${file} cannot be read: ${messageOf(error)}`);
  }
}
