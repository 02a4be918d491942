import { toBrokenProblem, toMissingProblem, toTypeProblem, toUnreadProblem } from '../locations/failLocation';
import type { PlacedLocation } from '../locations/locationsIn';
import { toPatternTest } from '../locations/targetPattern';
import { isPattern, type LocationTarget } from '../locationTargets';
import type { DocumentProblem } from '../problem';
import type { IngestedFile, IngestFiles } from './ingestFiles';

export interface LocationReading {
  /** In the order of the targets. */
  readonly files: readonly IngestedFile[];
  /** Why the Location fails; with any, none of its targets comes in. */
  readonly problems: readonly DocumentProblem[];
}

/**
 * Reads what a Location points to. Source: `runSpecialLocationStep` and UrlReaderProcessor (plugin-catalog-backend 4.0.0).
 * @param paths of all files of the repository
 */
export async function readLocation(location: PlacedLocation, paths: readonly string[], source: Pick<IngestFiles, 'get'>): Promise<LocationReading> {
  const { plan } = location;
  const wrongType = toTypeProblem(location);
  const problems: DocumentProblem[] = wrongType ? [wrongType] : [];
  problems.push(...plan.elsewhere.filter(({ optional }) => !optional).map((target) => toUnreadProblem(location, target)));
  const files: IngestedFile[] = [];
  for (const target of plan.targets) {
    const found = await readTarget(target, paths, source);
    if (found.length === 0 && !target.optional) {
      problems.push(toMissingProblem(location, target));
    }
    for (const { path, checked, refusedBy } of found.filter((entry) => entry.refusedBy !== undefined)) {
      const reason = refusedBy === 'file' ? checked.problems[0] : refusedBy?.problems[0];
      problems.push(toBrokenProblem(location, target, reason?.message ?? 'It cannot be read', `in ${path}, line ${(reason?.range.start.line ?? 0) + 1}`));
    }
    files.push(...found);
  }
  return { files, problems };
}

async function readTarget({ path }: LocationTarget, paths: readonly string[], source: Pick<IngestFiles, 'get'>): Promise<readonly IngestedFile[]> {
  const wanted = isPattern(path) ? paths.filter(toPatternTest(path)) : [path];
  const found: IngestedFile[] = [];
  for (const entry of wanted) {
    const file = await source.get(entry);
    if (file) {
      found.push(file);
    }
  }
  return found;
}
