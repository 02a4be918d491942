import { realpath } from 'node:fs/promises';
import { sep } from 'node:path';
import type * as vscode from 'vscode';
import type { EnvironmentToken } from './editor/auth/environmentToken';
import { activateShared } from './extension';

export function activate(context: vscode.ExtensionContext): void {
  activateShared(context, { kind: 'node', environmentToken: readEnvironmentToken(), links: { realPath: (path) => realpath(path), separator: sep } });
}

/** For machines without a sign-in: a token in `STAGEDOOR_GITHUB_TOKEN`, for the GitHub in `STAGEDOOR_GITHUB_HOST` alone. */
function readEnvironmentToken(): EnvironmentToken | undefined {
  const { STAGEDOOR_GITHUB_TOKEN: value, STAGEDOOR_GITHUB_HOST: host } = process.env;
  return value ? { value, host: host || 'https://github.com' } : undefined;
}
