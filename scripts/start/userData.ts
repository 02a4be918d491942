import { applyEdits, modify, parse, type ParseError } from 'jsonc-parser';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Settings } from '../vscode/server';
import { TaskError } from '../lib/taskMain';

/** What a settings file starts with; the person may change any of it. */
export const FIRST_SETTINGS: Settings = {
  'chat.disableAIFeatures': true,
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'remote.autoForwardPorts': false,
  'telemetry.telemetryLevel': 'off',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
};

/**
 * Sets the keys in a settings file and leaves everything else in it as it is, comments too.
 *
 * @throws {TaskError} when the file is not JSON with comments
 */
export function setUserSettings(file: string, owned: Settings): void {
  mkdirSync(dirname(file), { recursive: true });
  const before = existsSync(file) ? readFileSync(file, 'utf8') : `${JSON.stringify(FIRST_SETTINGS, undefined, 2)}\n`;
  const errors: ParseError[] = [];
  parse(before, errors, { allowTrailingComma: true, allowEmptyContent: true });
  if (errors.length > 0) {
    throw new TaskError(`The settings file ${file} cannot be read. Mend it, or delete it to begin anew.`);
  }
  const formattingOptions = { insertSpaces: true, tabSize: 2, eol: '\n' };
  const after = Object.entries(owned).reduce((text, [key, value]) => applyEdits(text, modify(text, [key], value, { formattingOptions })), before);
  if (after !== before || !existsSync(file)) {
    writeFileSync(`${file}.new`, after);
    renameSync(`${file}.new`, file);
  }
}
