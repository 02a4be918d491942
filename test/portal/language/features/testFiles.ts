import { CatalogGraph } from '../../../../src/portal/catalog/catalogGraph';
import { toRecord, type CatalogRecord } from '../../../../src/portal/catalog/catalogRecord';
import { checkText } from '../../../../src/portal/catalog/checking/checkText';
import type { Range } from '../../../../src/portal/catalog/entity';
import type { CatalogQuery } from '../../../../src/portal/catalog/query';
import type { LanguageService } from '../../../../src/portal/language/languageService';
import { createTestService } from '../testCatalog';

/** Files of a workspace (`file:`) and of GitHub (`stagedoor-github:`), by URI. */
export type TestFiles = Readonly<Record<string, string>>;

/** The graph that a catalog has of these files. */
export function catalogOf(files: TestFiles): CatalogQuery {
  const records = Object.entries(files).flatMap(([uri, text]) =>
    checkText(text).documents.flatMap(({ entity, index, position, relations }): CatalogRecord[] => {
      const github = /^stagedoor-github:\/https\+github\.com\/([^/]+)\/([^/]+)\/([^/]+)\//.exec(uri);
      const [, owner = '', name = '', branch = ''] = github ?? [];
      const origin = { uri, document: index, position, source: github ? 'github:https://github.com/acme' : 'workspace', ...(github && { repository: { host: 'https://github.com', owner, name, branch, private: false } }) };
      return entity ? [toRecord(entity, origin, relations)] : [];
    }),
  );
  return CatalogGraph.empty.with(new Map(records.map((record) => [record.ref, record]))).graph;
}

/** A service over these files, with which of them it read. */
export function serviceOver(files: TestFiles): { readonly service: LanguageService; readonly read: string[] } {
  const read: string[] = [];
  const service = createTestService({
    graph: catalogOf(files),
    readText: (uri) => {
      read.push(uri);
      return Promise.resolve(files[uri]);
    },
  });
  return { service, read };
}

/** The part of a text that a range stands for. */
export function textIn(text: string, { start, end }: Range): string {
  const lines = text.split('\n');
  const offset = (line: number, character: number): number => lines.slice(0, line).reduce((sum, each) => sum + each.length + 1, 0) + character;
  return text.slice(offset(start.line, start.character), offset(end.line, end.character));
}

/** A text with edits made in it. */
export function applyEdits(text: string, edits: readonly { readonly range: Range; readonly newText: string }[]): string {
  const lines = text.split('\n');
  const offset = (line: number, character: number): number => lines.slice(0, line).reduce((sum, each) => sum + each.length + 1, 0) + character;
  return [...edits]
    .sort((a, b) => offset(b.range.start.line, b.range.start.character) - offset(a.range.start.line, a.range.start.character))
    .reduce((changed, { range: { start, end }, newText }) => changed.slice(0, offset(start.line, start.character)) + newText + changed.slice(offset(end.line, end.character)), text);
}

export const entityText = (kind: string, name: string, spec: string, metadata = ''): string => `apiVersion: backstage.io/v1alpha1\nkind: ${kind}\nmetadata:\n  name: ${name}\n${metadata}spec:\n${spec}`;
