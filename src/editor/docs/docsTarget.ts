import * as vscode from 'vscode';
import { parseEntityRef, stringifyEntityRef } from '../../portal/catalog/entityRef';
import type { CatalogQuery } from '../../portal/catalog/query';
import { hasDocs } from '../../portal/techdocs/site/techdocsRef';
import type { DocsState, DocsTarget } from '../../protocol/docs';

/** What `Stagedoor: Open Docs` is about: its argument, else the active Markdown file, else what the user picks. */
export async function chooseTarget(argument: unknown, graph: CatalogQuery): Promise<DocsTarget | undefined> {
  const given = fromArgument(argument);
  if (given) {
    return given;
  }
  const document = vscode.window.activeTextEditor?.document;
  return document?.languageId === 'markdown' ? { type: 'file', uri: document.uri.toString() } : pickEntity(graph);
}

function fromArgument(argument: unknown): DocsTarget | undefined {
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

async function pickEntity(graph: CatalogQuery): Promise<DocsTarget | undefined> {
  const items = [...graph.all()].filter(hasDocs).map(({ ref, entity }) => ({
    label: entity.metadata.title ?? entity.metadata.name,
    description: entity.kind,
    ...(entity.metadata.description ? { detail: entity.metadata.description } : {}),
    ref,
  }));
  if (items.length === 0) {
    await vscode.window.showInformationMessage(
      vscode.l10n.t('No entity in the catalog has docs. Open a Markdown file, or add the annotation backstage.io/techdocs-ref to a catalog-info.yaml.'),
    );
    return undefined;
  }
  items.sort((a, b) => a.label.localeCompare(b.label));
  const chosen = await vscode.window.showQuickPick(items, { title: vscode.l10n.t('Open Docs'), placeHolder: vscode.l10n.t('Whose docs?'), matchOnDetail: true });
  return chosen && { type: 'entity', ref: chosen.ref };
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
    ((target.type === 'entity' && 'ref' in target && typeof target.ref === 'string') || (target.type === 'file' && 'uri' in target && typeof target.uri === 'string'))
  );
}
