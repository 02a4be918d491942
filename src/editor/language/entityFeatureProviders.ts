import * as vscode from 'vscode';
import type { LanguageService } from '../../portal/language/languageService';
import type { EntityLens } from '../../portal/language/features/codeLenses';
import type { LanguageFeatures } from './languageFamily';
import { toSymbol } from './symbolConversion';
import { toPosition, toRange, toSourceText } from './toVsCode';
import { ignoreCancelled, toSignal } from './toSignal';

type Provided = Required<Pick<LanguageFeatures, 'findReferences' | 'prepareRename' | 'rename' | 'symbols' | 'links' | 'lenses' | 'hints' | 'folds' | 'selections'>>;

/** What a lens opens, of the entity it is about. */
const COMMANDS: Readonly<Record<EntityLens['type'], { readonly command: string; readonly tooltip: string }>> = {
  dependents: { command: 'stagedoor.findDependents', tooltip: 'Show who depends on this entity' },
  relations: { command: 'stagedoor.openEntityPage', tooltip: 'Open the page of this entity' },
  owner: { command: 'stagedoor.openEntityPage', tooltip: 'Open the page of the owner' },
  docs: { command: 'stagedoor.openDocs', tooltip: 'Open the docs of this entity' },
};

/** The features of entity files that are neither checks nor completion, as VS Code takes them. */
export function createEntityFeatureProviders(service: LanguageService): Provided {
  return {
    async findReferences(document, position, { includeDeclaration }, token) {
      const found = await ignoreCancelled(service.references(toSourceText(document), position, toSignal(token)));
      return found?.filter(({ mention }) => includeDeclaration || mention?.isDeclaration !== true).map(({ uri, range }) => new vscode.Location(vscode.Uri.parse(uri, true), toRange(range)));
    },
    prepareRename(document, position) {
      const found = service.prepareRename(toSourceText(document), position);
      return found && { range: toRange(found.range), placeholder: found.name };
    },
    async rename(document, position, newName, token) {
      const done = await ignoreCancelled(service.rename(toSourceText(document), position, newName, toSignal(token)));
      if (!done) {
        return undefined;
      }
      const edit = new vscode.WorkspaceEdit();
      for (const { uri, range, newText, doubt } of done.edits) {
        const metadata = doubt === undefined ? undefined : { label: doubt, needsConfirmation: true };
        edit.replace(vscode.Uri.parse(uri, true), toRange(range), newText, metadata);
      }
      if (done.outside.length > 0) {
        void vscode.window.showWarningMessage(`${tellRepositories(done.outside)} outside of this workspace, and will go on naming ${done.full}. Change the refs there as well.`);
      }
      return edit;
    },
    symbols: (document) => service.symbols(toSourceText(document)).map(toSymbol),
    links: (document) =>
      service.links(toSourceText(document)).map(({ range, target, position, tooltip }) => {
        const uri = vscode.Uri.parse(target, true);
        const link = new vscode.DocumentLink(toRange(range), position ? uri.with({ fragment: `L${position.line + 1},${position.character + 1}` }) : uri);
        link.tooltip = tooltip;
        return link;
      }),
    lenses(document) {
      if (vscode.workspace.getConfiguration('stagedoor', document.uri).get<unknown>('codeLens.enabled') === false) {
        return [];
      }
      return service.lenses(toSourceText(document)).map(({ type, title, ref, range }) => new vscode.CodeLens(toRange(range), { title, arguments: [ref], ...COMMANDS[type] }));
    },
    hints(document, range) {
      if (vscode.workspace.getConfiguration('stagedoor', document.uri).get<unknown>('inlayHints.enabled') === false) {
        return [];
      }
      return service.hints(toSourceText(document), range).map(({ position, label, full }) => {
        const hint = new vscode.InlayHint(toPosition(position), label);
        hint.tooltip = full;
        return hint;
      });
    },
    folds: (document) => service.foldings(toSourceText(document)).map(({ start, end, isComment }) => new vscode.FoldingRange(start, end, isComment ? vscode.FoldingRangeKind.Comment : undefined)),
    selections: (document, position) => service.selections(toSourceText(document), position).map(toRange),
  };
}

function tellRepositories(names: readonly string[]): string {
  const [first = '', ...others] = names;
  return names.length === 1 ? `${first} is` : names.length <= 3 ? `${names.join(', ')} are` : `${first} and ${others.length} other repositories are`;
}
