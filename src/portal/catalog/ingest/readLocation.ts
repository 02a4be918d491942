import type { CheckedDocument } from '../checkedFile';
import { Positions } from '../checking/positions';
import type { Entity, RepositoryInfo } from '../entity';
import { isPattern, planLocation, type LocationTarget } from '../locationTargets';
import { toPatternTest } from '../locations/targetPattern';
import type { DocumentProblem } from '../problem';
import type { IngestedFile, IngestFiles } from './ingestFiles';

export interface LocationInput {
  readonly location: Entity;
  /** The file it is written in. */
  readonly file: IngestedFile;
  readonly document: CheckedDocument;
  readonly repository: RepositoryInfo;
  /** Paths of all files of the repository. */
  readonly paths: readonly string[];
}

export interface LocationReading {
  /** In the order of the targets. */
  readonly files: readonly IngestedFile[];
  /** Why the Location fails; with any, none of its targets comes in. */
  readonly problems: readonly DocumentProblem[];
}

/** Reads what a Location points to. Source: `runSpecialLocationStep` and UrlReaderProcessor (plugin-catalog-backend 4.0.0). */
export async function readLocation(input: LocationInput, source: Pick<IngestFiles, 'get'>): Promise<LocationReading> {
  const { location, file, document, repository, paths } = input;
  const yaml = file.parsed.documents[document.index]?.yaml;
  const positions = yaml && new Positions(yaml, file.parsed.lines);
  const problems: DocumentProblem[] = [];
  const fail = (code: string, message: string, at: readonly (string | number)[]): void => {
    problems.push({ code: `location/${code}`, severity: 'error', message, range: positions?.value(at) ?? { start: document.position, end: document.position } });
  };
  const plan = planLocation(location, file.path, repository);
  const alone = plan.targets.length + plan.elsewhere.length < 2;
  const rest = alone ? '' : ' The other targets of this Location are not read either.';
  if (plan.refusedType !== undefined) {
    fail('type', `Registered locations must be of an allowed type ["url"], not "${plan.refusedType}". Leave \`type\` out, or write url.`, ['spec', 'type']);
  }
  for (const { url, written, at, optional } of plan.elsewhere) {
    if (!optional) {
      fail('unread', `Unable to read url, ${url} was not read: ${written} lies outside of this folder.${rest}`, at);
    }
  }
  const files: IngestedFile[] = [];
  for (const target of plan.targets) {
    const found = await readTarget(target, paths, source);
    if (found.length === 0 && !target.optional) {
      fail('not-found', `Unable to read url, no matching files found for ${target.url}. Correct ${target.written}, or set \`presence: optional\`.${rest}`, target.at);
    }
    for (const entry of found.filter(({ refusedBy }) => refusedBy !== undefined)) {
      const reason = entry.refusedBy === 'file' ? entry.checked.problems[0] : entry.refusedBy?.problems[0];
      const line = (reason?.range.start.line ?? 0) + 1;
      fail('broken-target', `${reason?.message ?? 'It cannot be read'} (in ${entry.path}, line ${line}). Nothing of that file comes into the catalog, and this Location fails with it.${rest}`, target.at);
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
