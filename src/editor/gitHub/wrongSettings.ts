import * as vscode from 'vscode';
import type { SettingProblem } from '../../portal/catalog/catalogService';
import type { JsonValue } from '../../portal/catalog/entity';
import { findSettingFaults, type DeclaredSetting } from '../../portal/catalog/sources/settingFaults';

const EXTENSION = 'stagedoor.stagedoor';
/** Their readers tell themselves what is wrong with the setting, or with its entries, and more exactly. */
const TOLD_ELSEWHERE = 'stagedoor.catalog.model';
const ENTRIES_TOLD_ELSEWHERE = 'stagedoor.backstage';

/** What of the settings is of another type than the manifest says. */
export function wrongSettings(): readonly SettingProblem[] {
  const declared = Object.fromEntries(
    Object.entries(propertiesOf(vscode.extensions.getExtension(EXTENSION)?.packageJSON))
      .filter(([setting]) => setting !== TOLD_ELSEWHERE)
      .map(([setting, schema]) => [setting, setting === ENTRIES_TOLD_ELSEWHERE ? { type: 'array' } : schema]),
  );
  const settings = vscode.workspace.getConfiguration();
  return findSettingFaults(declared, (setting) => settings.get<JsonValue>(setting));
}

interface Manifest {
  readonly contributes: { readonly configuration: { readonly properties: Readonly<Record<string, DeclaredSetting>> } };
}

/** The manifest is our own, and `test/editor/manifest.test.ts` holds its shape. */
function propertiesOf(manifest: unknown): Readonly<Record<string, DeclaredSetting>> {
  return isManifest(manifest) ? manifest.contributes.configuration.properties : {};
}

function isManifest(value: unknown): value is Manifest {
  return typeof value === 'object' && value !== null && 'contributes' in value;
}
