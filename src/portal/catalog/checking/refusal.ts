import type { CheckedDocument, CheckedFile } from '../checkedFile';
import type { JsonValue } from '../entity';
import type { DocumentProblem } from '../problem';
import type { ParsedFile } from './parsedFile';
import { asObject } from './policies';

/** How many entities a message names that are left out beside a broken document. */
const NAMED = 3;

/**
 * Whether nothing of a file comes into the catalog, its good documents neither: it cannot be read at all, or one of its
 * documents is no YAML, no object, or no envelope of an entity.
 * Source: `ProcessorOutputCollector`, where any error of what a location emits fails the location.
 */
export function isRefusedAsWhole(file: CheckedFile, parsed: ParsedFile): boolean {
  return file.problems.some(({ severity }) => severity === 'error') || file.documents.some((document) => refusesFile(document, valueOf(document, parsed)));
}

/** Whether a document keeps its whole file out. @param value what it says */
export function refusesFile({ stage }: Pick<CheckedDocument, 'stage'>, value: JsonValue | undefined): boolean {
  return stage === 'yaml' || stage === 'envelope' || hasOddAnnotations(value);
}

/** What is looked at before anything else of an entity; the schema says of it later what it says of any field. */
function hasOddAnnotations(value: JsonValue | undefined): boolean {
  const { annotations } = asObject(asObject(value)['metadata']);
  return Boolean(annotations) && (typeof annotations !== 'object' || Array.isArray(annotations));
}

/** Adds to each document that keeps its file out what it takes with it. */
export function tellOfRefusal(documents: readonly CheckedDocument[], parsed: ParsedFile): readonly CheckedDocument[] {
  const broken = documents.filter((document) => refusesFile(document, valueOf(document, parsed)));
  const others = documents.filter((document) => !broken.includes(document));
  const [first] = broken;
  if (!first || others.length === 0) {
    return documents;
  }
  return documents.map((document) => (document === first ? { ...document, problems: [...document.problems, toRefusal(document, others)] } : document));
}

/** What a document takes with it, told where its first problem is. */
export function toRefusal({ problems, range }: Pick<CheckedDocument, 'problems' | 'range'>, others: readonly Pick<CheckedDocument, 'ref' | 'index'>[]): DocumentProblem {
  const message = `Nothing of this file comes into the catalog because of this document, as Backstage drops a file as a whole: ${nameEntities(others)} ${others.length === 1 ? 'is' : 'are'} left out with it.`;
  return { code: 'file/refused', severity: 'error', message, range: problems[0]?.range ?? { start: range.start, end: range.start } };
}

/** `component:default/a, component:default/b, component:default/c and 2 more`. */
export function nameEntities(documents: readonly Pick<CheckedDocument, 'ref' | 'index'>[]): string {
  const names = documents.slice(0, NAMED).map(({ ref, index }) => ref ?? `document ${index + 1}`);
  return documents.length > NAMED ? `${names.join(', ')} and ${documents.length - NAMED} more` : names.join(', ');
}

function valueOf({ index }: CheckedDocument, parsed: ParsedFile): JsonValue | undefined {
  return parsed.documents[index]?.value;
}
