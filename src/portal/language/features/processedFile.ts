import { Document, isMap, isScalar, isSeq } from 'yaml';
import type { CheckedDocument, CheckedFile } from '../../catalog/checkedFile';
import type { CatalogModel } from '../../catalog/checking/catalogModel';
import type { Entity, Relation } from '../../catalog/entity';
import { compare } from '../../catalog/catalogRecord';
import { locationsAbove } from '../../catalog/entityPage/ancestry';
import { addedAnnotations, toStored } from '../../catalog/entityPage/storedEntity';
import type { CatalogQuery } from '../../catalog/query';

export interface ProcessedScope {
  readonly uri: string;
  /** The Backstage location of the file: `https://github.com/acme/shop/blob/main/catalog-info.yaml`; `undefined` where it lies nowhere on the web. */
  readonly location: string | undefined;
  readonly checked: CheckedFile;
  /** Whether nothing of the file comes into the catalog. */
  readonly isRefused: boolean;
  readonly model: CatalogModel;
  readonly graph: CatalogQuery;
}

/** Lines of a problem's message are cut where they get longer than anybody reads. */
const LONGEST_MESSAGE = 500;

/**
 * A file as Backstage would store it, as YAML: each entity with its defaults, the annotations that ingestion adds, placeholders filled
 * in, and its relations, those that others have to it as well. What would be refused stands there as a comment, with why.
 * Source: plugin-catalog-backend 4.0.0 (processing and stitching), without `uid` and `etag`, which the database makes.
 */
export function toProcessedText(scope: ProcessedScope): string {
  const { checked } = scope;
  const parts = checked.problems.length > 0 ? [toComment(['Nothing of this file would be ingested.', ...checked.problems.map(tell)])] : checked.documents.map((document) => toPart(document, scope));
  return parts.length > 0 ? parts.join('---\n') : toComment(['There is no document in this file.']);
}

function toPart(document: CheckedDocument, scope: ProcessedScope): string {
  const { entity, ref, index, problems, valid } = document;
  const what = ref ?? `Document ${index + 1}`;
  if (!entity || valid === false) {
    return toComment([`${what} would be refused:`, ...problems.map(tell)]);
  }
  if (scope.isRefused) {
    return toComment([`${what} is fine, and is left out with its file.`]);
  }
  const head = problems.length > 0 ? toComment([`${what}:`, ...problems.map(tell)]) : '';
  return head + toEntityText(entity, document, scope);
}

function toEntityText(entity: Entity, { ref = '', relations: own }: CheckedDocument, scope: ProcessedScope): string {
  const { uri, location, graph } = scope;
  const known = graph.get(ref);
  const isKnown = known?.origin.uri === uri;
  const place = { ...(isKnown ? known.origin : { uri, document: 0, position: { line: 0, character: 0 }, source: '' }), ...(!isKnown && location !== undefined && { location: `url:${location}` }) };
  const [outermost] = isKnown ? locationsAbove(known, graph) : [];
  const relations = [...own.map(({ type, targetRef }) => ({ type, targetRef })), ...incoming(ref, entity.kind, scope)];
  const stored = new Document(toStored(entity, addedAnnotations({ origin: place }, outermost?.origin.location), sortOnce(relations)), { aliasDuplicateObjects: false });
  markDangling(stored, scope);
  return stored.toString({ lineWidth: 0 });
}

/** What other entities say of one: those of this file as they are now, all others as the catalog has them. */
function incoming(ref: string, kind: string, { uri, checked, model, graph }: ProcessedScope): readonly Relation[] {
  const fromFile = checked.documents.flatMap((other) => (other.valid === false ? [] : other.relations.flatMap(({ inverse, targetRef }) => (targetRef === ref && inverse !== '' && other.ref !== undefined ? [{ type: inverse, targetRef: other.ref }] : []))));
  const fromOthers = graph.relations(ref).filter(({ type, targetRef }) => {
    const other = graph.get(targetRef);
    return other !== undefined && other.origin.uri !== uri && (other.relations ?? []).some((relation) => relation.targetRef === ref && model.inverseOf(relation.type, other.entity.kind, kind) === type);
  });
  return [...fromFile, ...fromOthers];
}

/** By type and target, each once, as stitching has them. */
function sortOnce(relations: readonly Relation[]): readonly Relation[] {
  const sorted = [...relations].sort((a, b) => compare(a.type, b.type) || compare(a.targetRef, b.targetRef));
  return sorted.filter(({ type, targetRef }, index) => sorted[index - 1]?.type !== type || sorted[index - 1]?.targetRef !== targetRef);
}

/** A relation to nothing is stored all the same; it is said to be one. */
function markDangling(stored: Document, { graph, checked }: ProcessedScope): void {
  const relations = stored.get('relations');
  const here = new Set(checked.documents.flatMap(({ ref, valid }) => (ref !== undefined && valid !== false ? [ref] : [])));
  for (const relation of isSeq(relations) ? relations.items : []) {
    const target = isMap(relation) ? relation.get('targetRef', true) : undefined;
    if (isScalar(target) && typeof target.value === 'string' && !graph.get(target.value) && !here.has(target.value)) {
      target.comment = ' not in the catalog';
    }
  }
}

function tell({ message, range, code }: CheckedDocument['problems'][number]): string {
  return `line ${range.start.line + 1}: ${message.slice(0, LONGEST_MESSAGE)} (${code})`;
}

function toComment(lines: readonly string[]): string {
  return lines.map((line) => `# ${line.replace(/\s*[\r\n]+\s*/g, ' ')}\n`).join('');
}
