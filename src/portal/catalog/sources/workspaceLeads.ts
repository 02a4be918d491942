import type { CatalogRecord, CatalogShard } from '../catalogRecord';
import type { CatalogStore } from '../catalogStore';
import { planLocation } from '../locationTargets';
import type { LocationRef } from '../locations/locationRef';
import { pathBelow } from '../placeholderTargets';
import type { DocumentProblem } from '../problem';
import { folderOf, placeInFolders, rootOf, WORKSPACE, type WorkspaceFolder } from '../workspaceSource';
import { parseFileAddress } from './hostReader';

/** A Location of the workspace with targets that lie in no folder of it. */
export interface WorkspaceLead {
  /** Of its file. */
  readonly uri: string;
  readonly record: CatalogRecord;
  /** What was registered: the file itself. */
  readonly origin: LocationRef;
  readonly optional: boolean;
  /** Web addresses. */
  readonly targets: readonly string[];
}

export function workspaceLeads(store: CatalogStore, folders: readonly WorkspaceFolder[]): readonly WorkspaceLead[] {
  return store.shardsOf(WORKSPACE).flatMap((shard) => leadsOf(shard, folders));
}

/** The web address of the host of a target; `undefined` where it is no file of a repository. */
export function hostOf(target: string): string | undefined {
  return parseFileAddress(target)?.host;
}

/** What is said of targets that nobody is asked for. @param isKnown whether a host is configured */
export function toUnreadProblems({ record, targets, optional }: WorkspaceLead, isKnown: (host: string) => boolean): readonly DocumentProblem[] {
  const { ref, origin: { position } } = record;
  return (optional ? [] : targets).flatMap((target): DocumentProblem[] => {
    const host = hostOf(target);
    if (host !== undefined && isKnown(host)) {
      return [];
    }
    const why = host === undefined ? 'it is no address of a file in a repository' : `${host} is not among the configured hosts`;
    return [{ code: 'location/unread', severity: 'error', message: `Unable to read url, ${target} was not read: ${why}.`, range: { start: position, end: position }, ref }];
  });
}

function leadsOf({ uri, records }: CatalogShard, folders: readonly WorkspaceFolder[]): readonly WorkspaceLead[] {
  const folder = folderOf(uri, folders);
  const root = folder && rootOf(folder);
  return records.filter(({ kind }) => folder && kind === 'Location').flatMap((record) => {
    const { elsewhere } = planLocation(record.entity, pathBelow(uri, root?.folder ?? ''), root?.repository);
    const targets = elsewhere.filter(({ url }) => !placeInFolders(url, folders));
    const location = record.origin.location?.replace(/^url:/, '');
    const origin = location === undefined ? { type: 'file', target: uri } : { type: 'url', target: location };
    return targets.length > 0 ? [{ uri, record, origin, optional: targets.every(({ optional }) => optional), targets: targets.map(({ url }) => url) }] : [];
  });
}
