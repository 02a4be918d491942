import { baseOfSource } from '../../portal/backstage/backstageAddress';
import type { CatalogStatus, SourceStatus } from '../../portal/catalog/catalogService';

/** What the view shows in place of a tree; `shown` where there is something to show. Welcome views ask for it by name. */
export type CatalogState = 'loading' | 'noSources' | 'scanning' | 'signedOut' | 'offline' | 'stopped' | 'empty' | 'shown';

export interface CatalogStateInput {
  readonly status: CatalogStatus;
  readonly entities: number;
  readonly problems: number;
  /** Whether a folder is open, or the settings name something to read. */
  readonly hasSources: boolean;
}

export function toCatalogState({ status, entities, problems, hasSources }: CatalogStateInput): CatalogState {
  if (entities > 0 || problems > 0) {
    return 'shown';
  }
  if (status.settings && !status.loading && !status.refreshing) {
    return 'shown'; // What was meant to be read is not, which notices tell.
  }
  if (!hasSources) {
    return 'noSources';
  }
  if (status.loading) {
    return 'loading';
  }
  if (status.refreshing) {
    return 'scanning';
  }
  const failed = status.sources.filter(({ error }) => error && error.reason !== 'cancelled');
  if (failed.some(({ id }) => baseOfSource(id) !== undefined)) {
    return 'shown'; // The words for a catalog that is empty speak of GitHub.
  }
  const reasons = new Set(failed.map(({ error }) => error?.reason));
  if (reasons.has('unauthorized')) {
    return 'signedOut';
  }
  if (reasons.size === 1 && (reasons.has('offline') || reasons.has('timeout'))) {
    return 'offline';
  }
  if (reasons.size > 0) {
    return 'shown'; // Any other failure is told by notices in the tree.
  }
  return status.sources.some(wasStopped) ? 'stopped' : 'empty';
}

/** Whether an organization was never read to its end although nothing failed: somebody stopped it. To be asked while nothing is read. */
export function wasStopped({ id, readAt, error }: SourceStatus): boolean {
  return (id.startsWith('github:') || baseOfSource(id) !== undefined) && readAt === undefined && (error === undefined || error.reason === 'cancelled');
}

/** How far a scan is, in a line: `Reading acme: 300 of 1,000 repositories`. */
export function toProgress({ refreshing, sources }: CatalogStatus, numberOf: (value: number) => string = String): string | undefined {
  if (!refreshing) {
    return undefined;
  }
  const parts = sources.flatMap(({ id, label, progress }) =>
    progress && progress.done > 0
      ? [`${label}: ${numberOf(progress.done)}${progress.total === undefined ? '' : ` of ${numberOf(progress.total)}`} ${baseOfSource(id) === undefined ? 'repositories' : 'entities'}`]
      : [],
  );
  return parts.length > 0 ? `Reading ${parts.join(', ')}` : 'Reading the catalog…';
}
