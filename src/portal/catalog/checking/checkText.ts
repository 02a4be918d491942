import { finish, type Steps } from '../../base/steps';
import type { CheckedDocument, CheckedFile, CheckOptions } from '../checkedFile';
import type { Entity, JsonObject, JsonValue } from '../entity';
import { DEFAULT_NAMESPACE } from '../entityRef';
import type { DocumentProblem } from '../problem';
import { ownRelations } from '../relations';
import { type CatalogModel, toCatalogModel } from './catalogModel';
import { checkKind, checkModelVersion, isAssumed } from './checkKind';
import type { Finding } from './findings';
import { toProblem } from './findings';
import { MAX_PROBLEMS } from './limits';
import { tellOfRefusal } from './refusal';
import type { ParsedDocument, ParsedFile } from './parsedFile';
import { parseFile } from './parsedFile';
import type { FilledDocument, UnreadPlaceholder } from './placeholders';
import { fillPlaceholders, holdsPlaceholder } from './placeholders';
import { asObject, checkEnvelope, checkPolicies } from './policies';
import { Positions } from './positions';

/**
 * What Backstage's ingestion would say of each document of a catalog file, in the order in which it looks: YAML, envelope,
 * placeholders, policies, kind, relations. Never throws, whatever the text.
 * Source: plugin-catalog-backend 4.0.0 with the default processors, all kinds allowed.
 */
export function checkText(text: string, options: CheckOptions = {}): CheckedFile {
  return checkParsedFile(parseFile(text), options);
}

/** `checkText` for a file that is parsed already. */
export function checkParsedFile(file: ParsedFile, options: CheckOptions = {}): CheckedFile {
  return finish(checkParsedFileInSteps(file, options));
}

/** `checkParsedFile`, a document at a time. */
export function* checkParsedFileInSteps(file: ParsedFile, options: CheckOptions = {}): Steps<CheckedFile> {
  const documents: CheckedDocument[] = [];
  for (const document of file.documents) {
    documents.push(yield* checkDocument(document, file, options));
    yield;
  }
  return { documents: tellOfRefusal(documents, file), problems: file.problems };
}

type Verdict = Pick<CheckedDocument, 'valid' | 'stage' | 'problems'> & Partial<Pick<CheckedDocument, 'unread' | 'entity' | 'relations'>>;

function* checkDocument(document: ParsedDocument, file: ParsedFile, options: CheckOptions): Steps<CheckedDocument> {
  const positions = new Positions(document.yaml, file.lines);
  const { value, index } = document;
  const kind = asObject(value)['kind'];
  const verdict = yield* judge(document, positions, options);
  const named = positions.key(['metadata', 'name']);
  return {
    index,
    kind: typeof kind === 'string' ? kind : undefined,
    ref: toRef(asObject(value)),
    unread: [],
    entity: undefined,
    relations: [],
    position: typeof asObject(asObject(value)['metadata'])['name'] === 'string' ? named.start : positions.start,
    range: positions.document,
    ...verdict,
  };
}

function* judge({ value: written, errors }: ParsedDocument, positions: Positions, options: CheckOptions): Steps<Verdict> {
  if (errors.length > 0) {
    return { valid: false, stage: 'yaml', problems: errors };
  }
  const value = options.emitted ? asEmitted(written) : written;
  if (!isObject(value)) {
    const range = { start: positions.start, end: positions.document.end };
    const message = `Expected object at root, got ${typeof value}`;
    return { valid: false, stage: 'yaml', problems: [{ code: 'yaml/root', severity: 'error', message, range }] };
  }
  const envelope = checkEnvelope(value);
  if (envelope.length > 0) {
    return refuse(envelope, positions);
  }
  const placeholders = { location: options.location, texts: options.placeholders };
  const filled: FilledDocument = holdsPlaceholder(value) ? yield* fillPlaceholders(value, placeholders) : { value, errors: [], unread: [] };
  const unread = [...new Set(filled.unread.map(({ url }) => url))];
  const model = options.model ?? toCatalogModel();
  const version = checkModelVersion(filled.value, model);
  if (filled.errors.length > 0 || version.length > 0) {
    const errors = filled.errors.map(({ code, message, path }) => ({ stage: 'preprocess', rule: code, message, path, atKey: false }) as const);
    return { ...refuse([...errors, ...version], positions), unread };
  }
  // Where a text was not read, some text stands in for it, so that what does not depend on its words is judged all the same.
  const judged = unread.length > 0 ? (yield* fillPlaceholders(value, { ...placeholders, unreadText: 'unread' })).value : filled.value;
  const ref = toRef(judged) ?? '';
  const findings = [...checkPolicies(judged), ...checkKind(judged, ref, model)].filter((finding) => !dependsOnUnread(finding, filled.unread));
  if (findings.length > 0) {
    return { ...refuse(findings, positions), unread };
  }
  const entity = toEntity(filled.value);
  const made = { entity, relations: entity ? ownRelations(entity, model) : [] };
  const assumed = isAssumed(filled.value, model) ? [toAssumedProblem(filled.value, model, positions)] : [];
  return filled.unread.length > 0
    ? { valid: null, stage: 'preprocess', problems: [...assumed, ...filled.unread.map((placeholder) => toUnreadProblem(placeholder, positions))], unread, ...made }
    : { valid: true, stage: undefined, problems: assumed, ...made };
}

/** Source: `ProcessorOutputCollector`. */
function asEmitted(value: JsonValue): JsonValue {
  const { annotations } = asObject(asObject(value)['metadata']);
  return annotations === undefined || annotations ? value : { ...asObject(value), metadata: { ...asObject(asObject(value)['metadata']), annotations: {} } };
}

function refuse(findings: readonly Finding[], positions: Positions): Verdict {
  return { valid: false, stage: findings[0]?.stage, problems: findings.slice(0, MAX_PROBLEMS).map((finding) => toProblem(finding, positions)) };
}

/** Whether a finding may be owed only to a placeholder that was not read: what is at its place, or below, is not known. */
function dependsOnUnread({ path, rule }: Finding, unread: readonly UnreadPlaceholder[]): boolean {
  return unread.some(({ path: place, key }) => {
    const isBelow = place.every((segment, index) => String(segment) === String(path[index]));
    const isAbove = path.every((segment, index) => String(segment) === String(place[index]));
    // A `$text` yields a string for sure, so that anything else is wanted there does not depend on it.
    const isCertain = key === 'text' && rule === 'type' && isAbove;
    return (isBelow && !isCertain) || (isAbove && rule === 'oneOf');
  });
}

function toUnreadProblem({ url, path }: UnreadPlaceholder, positions: Positions): DocumentProblem {
  const message = `${url} was not read; whether this entity is valid depends on what it says`;
  return { code: 'preprocess/unread', severity: 'information', message, range: positions.value(path) };
}

/** Where the configuration says that unknown processors are at work, what they may know is taken for granted, and said to be. */
function toAssumedProblem({ kind, apiVersion }: JsonObject, model: CatalogModel, positions: Positions): DocumentProblem {
  const [name, version] = [kind, apiVersion].map((text) => (typeof text === 'string' ? text : ''));
  const what = name !== undefined && model.kinds.includes(name) ? `apiVersion ${version} of kind ${name}` : `kind ${name}`;
  const message = `It is assumed that a processor of your Backstage takes care of ${what}: Stagedoor does not know it, and checks no more of this entity than its envelope.`;
  return { code: 'kind/assumed', severity: 'information', message, range: positions.value(['kind']) };
}

/** The defaults that Backstage applies. That the value has an entity's form is what has just been checked. */
function toEntity(value: JsonObject): Entity | undefined {
  const metadata = asObject(value['metadata']);
  const entity = { ...value, metadata: { namespace: DEFAULT_NAMESPACE, ...metadata } };
  return isEntity(entity) ? entity : undefined;
}

function isEntity(value: JsonObject): value is Entity & JsonObject {
  return typeof value['apiVersion'] === 'string' && typeof value['kind'] === 'string' && typeof asObject(value['metadata'])['name'] === 'string';
}

/** `kind:namespace/name` in lower case, where it can be formed. Source: `stringifyEntityRef`, which looks at the root where there is no metadata. */
function toRef(value: JsonObject): string | undefined {
  const metadata = 'metadata' in value ? value['metadata'] : value;
  const { name, namespace } = asObject(metadata);
  const kind = value['kind'];
  const space = namespace ?? DEFAULT_NAMESPACE;
  return typeof kind === 'string' && typeof name === 'string' && typeof space === 'string' ? `${kind}:${space}/${name}`.toLowerCase() : undefined;
}

function isObject(value: JsonValue): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
