import * as vscode from 'vscode';
import { parseEntityRef, stringifyEntityRef } from '../../portal/catalog/entityRef';
import type { CatalogQuery } from '../../portal/catalog/query';
import { isMarkdownPath } from '../../portal/techdocs/site/pageUrl';
import { hasDocs } from '../../portal/techdocs/site/techdocsRef';
import type { DocsState, DocsTarget, DocsVersion } from '../../protocol/docs';
import type { EditorServices } from '../services';
import { waitForCatalog } from './waitForCatalog';

/** What `Stagedoor: Open Docs` is about: its argument, else the active Markdown file, else what the user picks. */
export async function chooseTarget(argument: unknown, services: EditorServices): Promise<DocsTarget | undefined> {
  const given = fromArgument(argument);
  if (given) {
    return given;
  }
  const uri = activeMarkdown();
  return uri ? { type: 'file', uri: uri.toString() } : pickEntity(services);
}

/** The Markdown file in front. Its tab is there before its text is read, and also where the editor's own preview shows it. */
function activeMarkdown(): vscode.Uri | undefined {
  const document = vscode.window.activeTextEditor?.document;
  if (document) {
    return document.languageId === 'markdown' ? document.uri : undefined;
  }
  const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  const uri = input instanceof vscode.TabInputText || input instanceof vscode.TabInputCustom ? input.uri : undefined;
  return uri && isMarkdownPath(uri.path) ? uri : undefined;
}

/** The target that the argument of a command names. */
export function fromArgument(argument: unknown): DocsTarget | undefined {
  if (argument instanceof vscode.Uri) {
    return { type: 'file', uri: argument.toString() };
  }
  const text = typeof argument === 'string' ? argument : isWithRef(argument) ? argument.ref : undefined;
  const ref = text === undefined ? undefined : parseEntityRef(text, { kind: 'component' });
  return ref && { type: 'entity', ref: stringifyEntityRef(ref) };
}

function isWithRef(value: unknown): value is { readonly ref: string } {
  return typeof value === 'object' && value !== null && 'ref' in value && typeof value.ref === 'string';
}

/** Lets the user pick an entity that has docs. */
export async function pickEntity(services: EditorServices, title = vscode.l10n.t('Open Docs')): Promise<Extract<DocsTarget, { type: 'entity' }> | undefined> {
  const closing = new vscode.CancellationTokenSource();
  const gone = new AbortController();
  // A catalog that is being read for the first time is waited for, with the list open.
  const items = waitForCatalog(services, () => toItems(services.catalog.graph).length > 0, gone.signal).then(() => {
    const found = toItems(services.catalog.graph);
    if (found.length === 0) {
      closing.cancel();
    }
    return found;
  });
  const options: vscode.QuickPickOptions = { title, placeHolder: vscode.l10n.t('Whose docs?'), matchOnDetail: true };
  try {
    const chosen = await vscode.window.showQuickPick(items, options, closing.token);
    if (closing.token.isCancellationRequested) {
      await vscode.window.showInformationMessage(
        vscode.l10n.t('No entity in the catalog has docs. Open a Markdown file, or add the annotation backstage.io/techdocs-ref to a catalog-info.yaml.'),
      );
    }
    return chosen && { type: 'entity', ref: chosen.ref };
  } finally {
    gone.abort();
    closing.dispose();
  }
}

function toItems(graph: CatalogQuery): (vscode.QuickPickItem & { readonly ref: string })[] {
  return [...graph.all()]
    .filter(hasDocs)
    .map(({ ref, entity }) => ({
      label: entity.metadata.title ?? entity.metadata.name,
      description: entity.kind,
      ...(entity.metadata.description ? { detail: entity.metadata.description } : {}),
      ref,
    }))
    .sort((a, b) => a.label.localeCompare(b.label));
}

/** What a panel kept comes back from disk: it is checked before it is believed. */
export function isDocsState(value: unknown): value is DocsState {
  if (typeof value !== 'object' || value === null || !('target' in value) || ('page' in value && typeof value.page !== 'string')) {
    return false;
  }
  const target: unknown = value.target;
  return (
    typeof target === 'object' &&
    target !== null &&
    'type' in target &&
    ((target.type === 'entity' && 'ref' in target && typeof target.ref === 'string' && (!('at' in target) || isDocsVersion(target.at))) || (target.type === 'file' && 'uri' in target && typeof target.uri === 'string'))
  );
}

function isDocsVersion(value: unknown): value is DocsVersion {
  const entries = typeof value === 'object' && value !== null ? new Map<string, unknown>(Object.entries(value)) : new Map<string, unknown>();
  return ['host', 'owner', 'repository', 'ref', 'label'].every((name) => typeof entries.get(name) === 'string');
}
