import { repositoryKey, toRecord, type CatalogRecord, type CatalogShard } from './catalogRecord';
import type { CheckedFile } from './checkedFile';
import type { EntityOrigin, RepositoryInfo } from './entity';
import type { DocumentProblem } from './problem';

/** What is known of a file before it is checked. */
export interface FileFacts {
  readonly uri: string;
  readonly source: string;
  readonly version: string;
  readonly location?: string | undefined;
  readonly repository?: RepositoryInfo | undefined;
}

export interface ShardExtras {
  /** Problems beside those of checking. */
  readonly problems?: readonly DocumentProblem[];
  readonly follows?: readonly string[];
  readonly reads?: readonly string[];
}

/**
 * What a checked file contributes. As in Backstage, an entity whose document is refused now stays as it was last good,
 * so that a slip of the pen takes nothing out of the catalog.
 * @param refused nothing of the file comes in, its good documents neither
 */
export function toShard(facts: FileFacts, checked: CheckedFile, refused: boolean, before: CatalogShard | undefined, extras: ShardExtras = {}): CatalogShard {
  const records = checked.documents.flatMap(({ entity, index, position, relations }) => (entity && !refused ? [toRecord(entity, toOrigin(facts, index, position), relations)] : []));
  const kept = keepGood(records, checked, refused, before);
  const problems = [...checked.problems, ...checked.documents.flatMap(({ ref, problems: found }) => found.map((problem) => (ref === undefined ? problem : { ...problem, ref }))), ...(extras.problems ?? [])];
  return {
    uri: facts.uri,
    source: facts.source,
    version: facts.version,
    records: [...records, ...kept],
    problems,
    ...(facts.repository && { repository: repositoryKey(facts.repository) }),
    private: facts.source !== 'workspace' && (facts.repository?.private ?? false),
    follows: extras.follows ?? [],
    reads: extras.reads ?? [],
  };
}

export function toOrigin(facts: FileFacts, document: number, position: EntityOrigin['position']): EntityOrigin {
  const { uri, source, location, repository } = facts;
  return { uri, document, position, source, ...(location !== undefined && { location: `url:${location}` }), ...(repository && { repository }) };
}

function keepGood(records: readonly CatalogRecord[], checked: CheckedFile, refused: boolean, before: CatalogShard | undefined): readonly CatalogRecord[] {
  const bad = checked.documents.filter((document) => document.valid === false);
  if (!before || (!refused && bad.length === 0)) {
    return [];
  }
  const present = new Set(records.map((record) => record.ref));
  const unnamed = refused || bad.some((document) => document.ref === undefined);
  return before.records.filter(({ ref }) => !present.has(ref) && (unnamed || bad.some((document) => document.ref === ref)));
}

const START = { line: 0, character: 0 };

/** A problem of a file as a whole. */
export function toFileProblem(code: string, severity: DocumentProblem['severity'], message: string): DocumentProblem {
  return { code, severity, message, range: { start: START, end: START } };
}
