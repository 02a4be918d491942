import * as vscode from 'vscode';
import type { Position, Range } from '../../portal/catalog/entity';
import type { CompletionItem } from '../../portal/language/completionItem';
import type { LanguageProblem } from '../../portal/language/diagnostics/languageProblem';
import { explanationOf } from '../../portal/language/diagnostics/problemCatalogue';
import type { SourceText } from '../../portal/language/sourceText';

export function toSourceText(document: vscode.TextDocument): SourceText {
  return { uri: document.uri.toString(), version: document.version, text: document.getText() };
}

export function toPosition({ line, character }: Position): vscode.Position {
  return new vscode.Position(line, character);
}

export function toRange({ start, end }: Range): vscode.Range {
  return new vscode.Range(toPosition(start), toPosition(end));
}

/** Markdown that can run no command and holds no HTML. */
export function toMarkdown(text: string): vscode.MarkdownString {
  const markdown = new vscode.MarkdownString(text, false);
  markdown.isTrusted = false;
  markdown.supportHtml = false;
  return markdown;
}

const SEVERITIES = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  information: vscode.DiagnosticSeverity.Information,
  hint: vscode.DiagnosticSeverity.Hint,
} as const;

const TAGS = {
  deprecated: vscode.DiagnosticTag.Deprecated,
  unnecessary: vscode.DiagnosticTag.Unnecessary,
} as const;

/** With its code as a link to what explains it. */
export function toDiagnostic({ code, severity, message, range, tag, related }: Omit<LanguageProblem, 'class'>): vscode.Diagnostic {
  const diagnostic = new vscode.Diagnostic(toRange(range), message, SEVERITIES[severity]);
  diagnostic.code = { value: code, target: vscode.Uri.parse(explanationOf(code), true) };
  diagnostic.source = 'Stagedoor';
  if (tag) {
    diagnostic.tags = [TAGS[tag]];
  }
  if (related) {
    diagnostic.relatedInformation = related.map((other) => new vscode.DiagnosticRelatedInformation(new vscode.Location(vscode.Uri.parse(other.uri, true), toRange(other.range)), other.message));
  }
  return diagnostic;
}

const KINDS = {
  key: vscode.CompletionItemKind.Property,
  value: vscode.CompletionItemKind.Value,
  reference: vscode.CompletionItemKind.Reference,
  snippet: vscode.CompletionItemKind.Snippet,
  file: vscode.CompletionItemKind.File,
  folder: vscode.CompletionItemKind.Folder,
} as const;

export function toCompletionItem(item: CompletionItem): vscode.CompletionItem {
  const label = item.detail === undefined ? item.label : { label: item.label, description: item.detail };
  const converted = new vscode.CompletionItem(label, KINDS[item.kind]);
  converted.range = toRange(item.range);
  converted.insertText = item.snippet ? new vscode.SnippetString(item.insertText) : item.insertText;
  converted.sortText = item.sortText;
  if (item.filterText !== undefined) {
    converted.filterText = item.filterText;
  }
  if (item.documentation !== undefined) {
    converted.documentation = toMarkdown(item.documentation);
  }
  if (item.deprecated === true) {
    converted.tags = [vscode.CompletionItemTag.Deprecated];
  }
  if (item.suggestAgain === true) {
    converted.command = { command: 'editor.action.triggerSuggest', title: '' };
  }
  return converted;
}
