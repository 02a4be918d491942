import * as vscode from 'vscode';
import type { FileSymbol } from '../../portal/language/features/documentSymbols';
import { toRange } from './toVsCode';
import { symbolKindOf } from './workspaceSymbols';

const TYPES = {
  mapping: vscode.SymbolKind.Object,
  list: vscode.SymbolKind.Array,
  value: vscode.SymbolKind.Property,
} as const;

export function toSymbol({ name, detail, type, range, selection, children }: FileSymbol): vscode.DocumentSymbol {
  const kind = type === 'entity' ? symbolKindOf(detail) : TYPES[type];
  const symbol = new vscode.DocumentSymbol(name, detail, kind, toRange(range), toRange(selection));
  symbol.children = children.map(toSymbol);
  return symbol;
}
