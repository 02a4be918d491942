import { hashText } from '../base/hash';
import { repositoryKey, toRecord, type CatalogShard } from '../catalog/catalogRecord';
import type { Entity, EntityOrigin } from '../catalog/entity';
import type { DocumentProblem } from '../catalog/problem';
import type { OwnRelation } from '../catalog/relations';
import { parseFileAddress, type FileAddress } from '../catalog/sources/hostReader';
import { entityPage, type BackstageAddress } from './backstageAddress';
import type { BackstageEntity } from './backstageEntity';

/** The URI under which the editor shows a file on GitHub; `undefined` for a host that is not configured. */
export type ToFileUri = (file: FileAddress) => string | undefined;

const START = { line: 0, character: 0 };

/**
 * What one entity of a Backstage contributes. It opens as its file where that lies on a GitHub that is configured, or else as its
 * page in Backstage. Whatever a token reads is private to it.
 */
export function toBackstageShard(found: BackstageEntity, relations: readonly OwnRelation[], source: string, { base, label }: BackstageAddress, toFileUri: ToFileUri): CatalogShard {
  const location = found.entity.metadata.annotations?.['backstage.io/managed-by-location'];
  const file = fileOf(found.entity);
  const fileUri = file && toFileUri(file);
  // Other entities may stand in the same file, and another source may read it: each has a place of its own.
  const uri = fileUri === undefined ? entityPage(base, found.ref) : `${fileUri}#${encodeURIComponent(`${base} ${found.ref}`)}`;
  const repository = file && { host: file.host, owner: file.owner, name: file.name, branch: file.branch, private: true };
  const origin: EntityOrigin = { uri, document: 0, position: START, source, ...(location !== undefined && { location }), ...(repository && { repository }) };
  const problems = found.errors.map(
    ({ level, message }): DocumentProblem => ({ code: 'backstage/processing', severity: level, message: `${label} could not process it whole: ${message}`, range: { start: START, end: START }, ref: found.ref }),
  );
  return {
    uri,
    source,
    version: `${found.etag}~${hashText(JSON.stringify([uri, found.entity, relations, problems]))}`,
    records: [toRecord(found.entity, origin, relations)],
    problems,
    ...(repository && { repository: repositoryKey(repository) }),
    private: true,
    follows: [],
    reads: [],
  };
}

/** The etag that Backstage gave with what a shard was made from. */
export function etagOf({ version }: CatalogShard): string {
  return version.slice(0, version.lastIndexOf('~'));
}

/** The file of an entity, where its annotations name one as GitHub addresses files. */
function fileOf({ metadata: { annotations = {} } }: Entity): FileAddress | undefined {
  const { 'backstage.io/managed-by-location': location = '', 'backstage.io/view-url': view = '' } = annotations;
  return parseFileAddress(location.startsWith('url:') ? location.slice('url:'.length) : '') ?? parseFileAddress(view);
}
