import * as vscode from 'vscode';
import { GITHUB_SCHEME } from '../../portal/github/gitHubUri';
import { PROPOSAL_SCHEME } from '../commands/register/proposalUri';
import { mayHoldEntities } from '../../portal/language/recognize';

const SCHEMES = ['file', 'vscode-remote', 'vscode-vfs', 'untitled', GITHUB_SCHEME, PROPOSAL_SCHEME];

/** The documents that language features are offered in. The language id of catalog files stays `yaml`. */
export const CATALOG_SELECTOR: readonly vscode.DocumentFilter[] = SCHEMES.map((scheme) => ({ language: 'yaml', scheme }));

/** Whether a document is, or may become, an entity file. */
export function isCatalogDocument(document: vscode.TextDocument): boolean {
  return vscode.languages.match(CATALOG_SELECTOR, document) > 0 && mayHoldEntities(document.uri.toString(), document.getText());
}

/** Whether files at a place are checked at all. */
export function isEnabled(uri: vscode.Uri): boolean {
  return vscode.workspace.getConfiguration('stagedoor', uri).get<unknown>('validation.enabled') !== false;
}
