import * as vscode from 'vscode';
import type { EditorServices } from '../services';
import type { Search } from '../commands/registerSearch';

/** More than this nobody reads. */
const MOST_SYMBOLS = 200;

/** What comes nearest to each kind among the symbols that VS Code knows. */
const KINDS: Readonly<Record<string, vscode.SymbolKind>> = {
  component: vscode.SymbolKind.Class,
  api: vscode.SymbolKind.Interface,
  resource: vscode.SymbolKind.Struct,
  system: vscode.SymbolKind.Package,
  domain: vscode.SymbolKind.Namespace,
  template: vscode.SymbolKind.Constructor,
  location: vscode.SymbolKind.File,
};

/** @param kind of an entity, in any case */
export function symbolKindOf(kind: string): vscode.SymbolKind {
  return KINDS[kind.toLowerCase()] ?? vscode.SymbolKind.Object;
}

/** Entities of the whole catalog in `Go to Symbol in Workspace…`, found as the search of the catalog finds them. */
export function registerWorkspaceSymbols({ catalog }: Pick<EditorServices, 'catalog'>, search: Pick<Search, 'find'>): vscode.Disposable {
  return vscode.languages.registerWorkspaceSymbolProvider({
    async provideWorkspaceSymbols(query, token) {
      if (query.trim() === '' || catalog.graph.size === 0) {
        return [];
      }
      const found = await search.find(query, MOST_SYMBOLS);
      return token.isCancellationRequested
        ? []
        : found.flatMap(({ entity, facets, origin: { uri, position }, ref }) => {
            // What stands for an entity may be a page on the web.
            const place = new vscode.Position(position.line, position.character);
            return /^https?:/.test(uri) ? [] : [new vscode.SymbolInformation(facets.name ?? entity.metadata.name, symbolKindOf(entity.kind), ref, new vscode.Location(vscode.Uri.parse(uri, true), place))];
          });
    },
  });
}
