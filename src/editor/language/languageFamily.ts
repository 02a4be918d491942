import type * as vscode from 'vscode';

/**
 * What can be offered in the documents of one family (entity files, templates, mkdocs.yml, Markdown pages), as VS Code takes it. A
 * family implements what it has. Where several families take a document, the first that has an answer gives it, in the order in which
 * they are registered; what comes in lists (links, lenses, hints, symbols, folds) is put together from all of them.
 */
export interface LanguageFeatures {
  complete?(document: vscode.TextDocument, position: vscode.Position, token: vscode.CancellationToken): vscode.ProviderResult<vscode.CompletionList>;
  hover?(document: vscode.TextDocument, position: vscode.Position, token: vscode.CancellationToken): vscode.ProviderResult<vscode.Hover>;
  define?(document: vscode.TextDocument, position: vscode.Position, token: vscode.CancellationToken): vscode.ProviderResult<vscode.DefinitionLink[]>;
  findReferences?(document: vscode.TextDocument, position: vscode.Position, context: vscode.ReferenceContext, token: vscode.CancellationToken): vscode.ProviderResult<vscode.Location[]>;
  /** The range that would be renamed. Rejects with a reason where a thing at the position cannot be; undefined where there is none. */
  prepareRename?(document: vscode.TextDocument, position: vscode.Position, token: vscode.CancellationToken): vscode.ProviderResult<{ range: vscode.Range; placeholder: string }>;
  rename?(document: vscode.TextDocument, position: vscode.Position, newName: string, token: vscode.CancellationToken): vscode.ProviderResult<vscode.WorkspaceEdit>;
  symbols?(document: vscode.TextDocument, token: vscode.CancellationToken): vscode.ProviderResult<vscode.DocumentSymbol[]>;
  links?(document: vscode.TextDocument, token: vscode.CancellationToken): vscode.ProviderResult<vscode.DocumentLink[]>;
  lenses?(document: vscode.TextDocument, token: vscode.CancellationToken): vscode.ProviderResult<vscode.CodeLens[]>;
  hints?(document: vscode.TextDocument, range: vscode.Range, token: vscode.CancellationToken): vscode.ProviderResult<vscode.InlayHint[]>;
  folds?(document: vscode.TextDocument, token: vscode.CancellationToken): vscode.ProviderResult<vscode.FoldingRange[]>;
  /** The ranges around a position, the innermost first, each within the next. */
  selections?(document: vscode.TextDocument, position: vscode.Position, token: vscode.CancellationToken): vscode.ProviderResult<vscode.Range[]>;
  actions?(document: vscode.TextDocument, range: vscode.Range, context: vscode.CodeActionContext, token: vscode.CancellationToken): vscode.ProviderResult<vscode.CodeAction[]>;
  drop?(document: vscode.TextDocument, position: vscode.Position, data: vscode.DataTransfer, token: vscode.CancellationToken): vscode.ProviderResult<vscode.DocumentDropEdit>;
}

/** Documents that are spoken of in one way. Cheap to make: what does the work is loaded when the first such document is there. */
export interface LanguageFamily {
  /** Where its documents may be found; `accepts` decides. */
  readonly selector: readonly vscode.DocumentFilter[];
  /** Characters behind which completion opens by itself. */
  readonly triggers: readonly string[];
  /** Whether a document is one of the family: quick, as it is asked for every request. */
  accepts(document: vscode.TextDocument): boolean;
  /** Loads what does the work. */
  enter(): Promise<LanguageFeatures>;
  /** Lenses or hints may be other ones now. */
  readonly onDidChangeLenses?: vscode.Event<void>;
}
