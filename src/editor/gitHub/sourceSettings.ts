import * as vscode from 'vscode';
import type { JsonValue } from '../../portal/catalog/entity';

/** When the members and teams of the organizations in the settings are read. */
export type OrganizationData = 'whenMissing' | 'always' | 'never';

/** The settings that say what the catalog is made of. In Restricted Mode the editor leaves the workspace's own out. */
export interface SourceSettings {
  /** Texts, and maps with the options of Backstage's provider. */
  organizations(): readonly JsonValue[];
  /** Web addresses of files, or paths in the workspace. */
  locations(): readonly string[];
  /** Paths in the workspace, web addresses, or `repository:path`; each is laid over those before it. */
  appConfig(): readonly string[];
  environment(name: string): string | undefined;
  organizationData(): OrganizationData;
}

/** Settings that change what the catalog is made of. */
export const SOURCE_SETTINGS = ['stagedoor.organizations', 'stagedoor.locations', 'stagedoor.appConfig', 'stagedoor.appConfigEnvironment', 'stagedoor.organizationData', 'stagedoor.backstage', 'stagedoor.catalog.model'];

export const sourceSettings: SourceSettings = {
  organizations: () => toList(vscode.workspace.getConfiguration('stagedoor').get<unknown>('organizations')).filter(isTextOrMap),
  locations: () => toList(vscode.workspace.getConfiguration('stagedoor').get<unknown>('locations')).filter((entry) => typeof entry === 'string'),
  appConfig: () => {
    const entries = toList(vscode.workspace.getConfiguration('stagedoor').get<unknown>('appConfig')).filter((entry) => typeof entry === 'string');
    // What a folder holds that nobody trusts yet decides nothing.
    return vscode.workspace.isTrusted ? entries : entries.filter((entry) => /^https?:/.test(entry));
  },
  environment: (name) => {
    const values = vscode.workspace.getConfiguration('stagedoor').get<unknown>('appConfigEnvironment');
    const value: unknown = typeof values === 'object' && values !== null ? Object.entries(values).find(([key]) => key === name)?.[1] : undefined;
    return typeof value === 'string' ? value : undefined;
  },
  organizationData: () => {
    const value = vscode.workspace.getConfiguration('stagedoor').get<unknown>('organizationData');
    return value === 'always' || value === 'never' ? value : 'whenMissing';
  },
};

function toList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** The editor reads settings from JSON, so a map holds nothing else. */
function isTextOrMap(value: unknown): value is JsonValue {
  return typeof value === 'string' || (typeof value === 'object' && value !== null && !Array.isArray(value));
}
