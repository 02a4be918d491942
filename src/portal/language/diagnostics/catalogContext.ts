import type { Steps } from '../../base/steps';
import type { CatalogStatus } from '../../catalog/catalogService';
import type { Range } from '../../catalog/entity';
import { DEFAULT_NAMESPACE, parseEntityRef, stringifyEntityRef } from '../../catalog/entityRef';
import type { DocumentProblem } from '../../catalog/problem';
import type { CatalogQuery } from '../../catalog/query';
import { nodeAt, scalarOf, type Path } from '../outlineNode';
import type { DocumentText, ParsedText } from '../parsedText';

/** How much the catalog can be trusted to name what exists. */
export type CatalogKnowledge = 'none' | 'workspace' | 'organization';

/**
 * Nothing dangles for sure while a source has not been read. With the workspace alone, what a ref names may well live in
 * another repository.
 */
export function knowledgeOf({ loading, sources }: CatalogStatus): CatalogKnowledge {
  if (loading || sources.length === 0 || sources.some(({ readAt }) => readAt === undefined)) {
    return 'none';
  }
  return sources.every(({ id }) => id === 'workspace') ? 'workspace' : 'organization';
}

/** What of a document the checks of other documents look at. */
export interface DocumentSummary {
  /** Full ref in lower case, where the document tells one. */
  readonly ref: string | undefined;
  /** The full ref of what it is a part of, among its own kind. */
  readonly upwards: string | undefined;
  readonly lifecycle: string | undefined;
}

/** The documents of a file that say which entity they are. */
export interface FileEntities {
  /** By ref, the first of each: they exist, whether the catalog has read them yet or not. */
  readonly byRef: ReadonlyMap<string, DocumentSummary>;
  /** The same for files whose documents say the same of what others ask about. */
  readonly key: string;
}

const summaries = new WeakMap<DocumentText, DocumentSummary>();
/** Fields that lead from an entity to the one above it. */
export const UPWARDS: readonly { readonly kind: string; readonly field: string }[] = [
  { kind: 'group', field: 'parent' },
  { kind: 'domain', field: 'subdomainOf' },
  { kind: 'component', field: 'subcomponentOf' },
];

/** Worked out once for as long as the document stays as it is. */
export function summaryOf(document: DocumentText): DocumentSummary {
  const known = summaries.get(document);
  if (known) {
    return known;
  }
  const { kind, name } = document;
  const namespace = document.namespace ?? DEFAULT_NAMESPACE;
  const field = UPWARDS.find((entry) => entry.kind === kind?.toLowerCase());
  const text = field && textAt(document, ['spec', field.field]);
  const above = text === undefined ? undefined : parseEntityRef(text, { kind: field?.kind ?? '', namespace });
  const summary: DocumentSummary = {
    ref: kind === undefined || name === undefined ? undefined : stringifyEntityRef({ kind, namespace, name }),
    upwards: above && stringifyEntityRef(above),
    lifecycle: textAt(document, ['spec', 'lifecycle']),
  };
  summaries.set(document, summary);
  return summary;
}

export function textAt(document: DocumentText, path: Path): string | undefined {
  return scalarOf(nodeAt(document.outline.root, path));
}

/** Where the value at a path stands in a document; where its key does, if there is none. */
export function rangeAt(document: DocumentText, path: Path): Range {
  const node = nodeAt(document.outline.root, path);
  return node?.value?.range ?? node?.range ?? { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
}

/** @param before that of the same file before a change; it is kept where it says the same */
export function* entitiesOf(parsed: ParsedText, before?: FileEntities): Steps<FileEntities> {
  const byRef = new Map<string, DocumentSummary>();
  for (const { document } of parsed.documents) {
    const summary = summaryOf(document);
    if (summary.ref !== undefined && !byRef.has(summary.ref)) {
      byRef.set(summary.ref, summary);
    }
    yield;
  }
  const key = [...byRef.values()].map(({ ref, upwards, lifecycle }) => `${ref} ${upwards} ${lifecycle}`).join('\n');
  return before?.key === key ? before : { byRef, key };
}

/** What a document is checked against. The same object for as long as nothing in it changes. */
export interface CatalogContext {
  readonly uri: string;
  readonly graph: CatalogQuery;
  readonly knowledge: CatalogKnowledge;
  readonly file: FileEntities;
  /** The Backstage location of the file, where it is known. */
  readonly location: string | undefined;
  /** What the catalog itself says of the file: of two that define the same, of what its rules keep out. */
  readonly verdicts: readonly DocumentProblem[];
}

export function isSameContext(a: CatalogContext, b: CatalogContext): boolean {
  return a.uri === b.uri && a.graph === b.graph && a.knowledge === b.knowledge && a.file === b.file && a.location === b.location && a.verdicts === b.verdicts;
}
