import * as vscode from 'vscode';
import { ENTITY_MIME } from '../tree/entityMime';
import type { LanguageFamily, LanguageFeatures } from './languageFamily';

type Ask<T> = (features: LanguageFeatures) => vscode.ProviderResult<T>;

/**
 * Registers each of VS Code's language features once, for the documents of all families. A further family is a further entry in
 * `families`: nothing of VS Code's is registered twice, so nothing is offered twice.
 */
export function registerFamilies(families: readonly LanguageFamily[]): vscode.Disposable {
  const selector = families.flatMap((family) => family.selector);
  const triggers = [...new Set(families.flatMap((family) => family.triggers))];
  const roomsOf = (document: vscode.TextDocument): readonly (() => Promise<LanguageFeatures>)[] => families.filter((family) => vscode.languages.match(family.selector, document) > 0 && family.accepts(document)).map((family) => () => family.enter());

  /** The answer of the first family that has one. */
  const first = async <T>(document: vscode.TextDocument, ask: Ask<T>, isAnswer: (answer: T) => boolean = () => true): Promise<T | undefined> => {
    for (const enter of roomsOf(document)) {
      const answer = await ask(await enter());
      if (answer !== undefined && answer !== null && isAnswer(answer)) {
        return answer;
      }
    }
    return undefined;
  };
  /** The answers of all families together; `undefined` where none takes the document, so that VS Code asks others. */
  const all = async <T>(document: vscode.TextDocument, ask: Ask<T[]>): Promise<T[] | undefined> => {
    const answers = await Promise.all(roomsOf(document).map(async (enter) => ask(await enter())));
    const lists = answers.filter((answer) => answer !== undefined && answer !== null);
    return lists.length === 0 ? undefined : lists.flat();
  };
  const selections = async (document: vscode.TextDocument, positions: readonly vscode.Position[], token: vscode.CancellationToken): Promise<vscode.SelectionRange[] | undefined> => {
    const found = await Promise.all(positions.map((position) => first(document, (features) => features.selections?.(document, position, token))));
    return found.every((ranges) => ranges === undefined) ? undefined : positions.map((position, index) => toSelection(position, found[index] ?? []));
  };
  const lensesChanged = new vscode.EventEmitter<void>();
  const changes = families.flatMap((family) => (family.onDidChangeLenses ? [family.onDidChangeLenses(() => lensesChanged.fire())] : []));

  return vscode.Disposable.from(
    lensesChanged,
    ...changes,
    vscode.languages.registerCompletionItemProvider(
      selector,
      { provideCompletionItems: (document, position, token) => first(document, (features) => features.complete?.(document, position, token), ({ items }) => items.length > 0) },
      ...triggers,
    ),
    vscode.languages.registerHoverProvider(selector, { provideHover: (document, position, token) => first(document, (features) => features.hover?.(document, position, token)) }),
    vscode.languages.registerDefinitionProvider(selector, { provideDefinition: (document, position, token) => first(document, (features) => features.define?.(document, position, token)) }),
    vscode.languages.registerReferenceProvider(selector, { provideReferences: (document, position, context, token) => first(document, (features) => features.findReferences?.(document, position, context, token)) }),
    vscode.languages.registerRenameProvider(selector, {
      provideRenameEdits: (document, position, newName, token) => first(document, (features) => features.rename?.(document, position, newName, token)),
      prepareRename: async (document, position, token) => {
        const found = await first(document, (features) => features.prepareRename?.(document, position, token));
        if (!found) {
          throw new Error('There is nothing here that Stagedoor can rename.');
        }
        return found;
      },
    }),
    vscode.languages.registerDocumentSymbolProvider(selector, { provideDocumentSymbols: (document, token) => all(document, (features) => features.symbols?.(document, token)) }, { label: 'Stagedoor' }),
    vscode.languages.registerDocumentLinkProvider(selector, { provideDocumentLinks: (document, token) => all(document, (features) => features.links?.(document, token)) }),
    vscode.languages.registerCodeLensProvider(selector, { onDidChangeCodeLenses: lensesChanged.event, provideCodeLenses: (document, token) => all(document, (features) => features.lenses?.(document, token)) }),
    vscode.languages.registerInlayHintsProvider(selector, { onDidChangeInlayHints: lensesChanged.event, provideInlayHints: (document, range, token) => all(document, (features) => features.hints?.(document, range, token)) }),
    vscode.languages.registerFoldingRangeProvider(selector, { provideFoldingRanges: (document, _context, token) => all(document, (features) => features.folds?.(document, token)) }),
    vscode.languages.registerSelectionRangeProvider(selector, { provideSelectionRanges: (document, positions, token) => selections(document, positions, token) }),
    vscode.languages.registerCodeActionsProvider(selector, { provideCodeActions: (document, range, context, token) => all(document, (features) => features.actions?.(document, range, context, token)) }, { providedCodeActionKinds: [vscode.CodeActionKind.QuickFix] }),
    vscode.languages.registerDocumentDropEditProvider(selector, { provideDocumentDropEdits: (document, position, data, token) => first(document, (features) => features.drop?.(document, position, data, token)) }, { dropMimeTypes: [ENTITY_MIME] }),
  );
}

/** @param ranges the innermost first */
function toSelection(position: vscode.Position, ranges: readonly vscode.Range[]): vscode.SelectionRange {
  const around = ranges.reduceRight<vscode.SelectionRange | undefined>((parent, range) => new vscode.SelectionRange(range, parent), undefined);
  return around ?? new vscode.SelectionRange(new vscode.Range(position, position));
}
