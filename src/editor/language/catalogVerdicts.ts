import * as vscode from 'vscode';
import type { DocumentProblem } from '../../portal/catalog/problem';
import type { EditorServices } from '../services';

const NONE: readonly DocumentProblem[] = [];

/** What the catalog says of single files, looked up at most once a moment: the list is put together anew each time it is asked for. */
export function createVerdicts(catalog: Pick<EditorServices['catalog'], 'graph'> & Partial<Pick<EditorServices['catalog'], 'problems' | 'onDidChangeProblems'>>): (uri: string) => readonly DocumentProblem[] {
  let known: { readonly graph: unknown; readonly byUri: ReadonlyMap<string, readonly DocumentProblem[]> } | undefined;
  // It lives as long as the catalog does.
  catalog.onDidChangeProblems?.(() => (known = undefined));
  return (uri) => {
    if (known?.graph !== catalog.graph) {
      known = { graph: catalog.graph, byUri: new Map((catalog.problems ?? []).map((file) => [vscode.Uri.parse(file.uri, true).toString(), file.problems])) };
    }
    return known.byUri.get(uri) ?? NONE;
  };
}
