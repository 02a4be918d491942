import { throwIfCancelled } from '../../base/cancellation';
import { isPortalError, type PortalError } from '../../base/errors';
import type { Slices } from '../../base/pause';
import { isPattern, planLocation } from '../locationTargets';
import type { CatalogRecord, CatalogShard } from '../catalogRecord';
import type { ShardUpdate } from '../catalogStore';
import type { DocumentProblem } from '../problem';
import type { CatalogRepository, RepositoryFile } from '../organizationReader';
import type { SourceContext } from './catalogSource';
import type { CheckedEntry, FileCheck, PendingFile } from './fileCheck';
import { parseFileAddress, readByHost, toUnknownRepository, type FileAddress, type ReaderOf } from './hostReader';

/** A Location, and what becomes of its targets. */
interface Lead {
  readonly entry: CheckedEntry;
  readonly record: CatalogRecord;
  readonly problems: DocumentProblem[];
  readonly files: PendingFile[];
  /** Something could not be asked for, so that what was known stays. */
  unsure: boolean;
}

interface Target {
  readonly lead: Lead;
  readonly repository: CatalogRepository;
  readonly path: string;
  readonly url: string;
  readonly written: string;
  readonly optional: boolean;
}

export interface FollowOptions {
  readonly context: SourceContext;
  readonly check: FileCheck;
  readonly readerOf: ReaderOf;
  /** A repository that is known already, so that it is read at the same commit. */
  readonly repositoryOf: (address: Omit<FileAddress, 'path'>) => CatalogRepository | undefined;
}

export interface Followed {
  /** URIs of what was found, by owner. */
  readonly found: ReadonlyMap<string, ReadonlySet<string>>;
  /** Owners of which something could not be read. */
  readonly unsure: ReadonlySet<string>;
  /** What is wrong with the targets of Locations, by the URI of their file; files of the store have it already. */
  readonly problems: ReadonlyMap<string, readonly DocumentProblem[]>;
  readonly error: PortalError | undefined;
}

/** A Location that matches more than this is cut off: nobody means a whole monorepo. */
const MAX_MATCHES = 500;

/**
 * Takes in what Locations point to, in whatever repository on whatever GitHub that is configured, level by level; all that a
 * level asks for is read together. A Location with a target that is not there or broken fails as a whole: what it brought before
 * stays, and nothing new comes. Source: `runSpecialLocationStep` of DefaultCatalogProcessingOrchestrator, UrlReaderProcessor
 * (plugin-catalog-backend 4.0.0).
 */
export async function followLocations(start: readonly CheckedEntry[], options: FollowOptions, slices: Slices, signal: AbortSignal): Promise<Followed> {
  const { context, check } = options;
  const found = new Map<string, Set<string>>();
  const unsure = new Set<string>();
  const lists = new Map<string, Promise<readonly string[] | PortalError>>();
  const problems = new Map<string, readonly DocumentProblem[]>();
  let error: PortalError | undefined;
  const isFound = (owner: string, uri: string): boolean => found.get(owner)?.has(uri) ?? false;
  const add = (owner: string, uri: string): void => void found.set(owner, (found.get(owner) ?? new Set()).add(uri));
  start.forEach(({ owner, shard }) => add(owner, shard.uri));
  for (let level = start; level.length > 0; ) {
    const leads = level.flatMap(toLeads);
    const targets = leads.flatMap((lead) => toTargets(lead, options));
    const expanded = await expand(targets, lists, options, signal);
    error ??= await read(expanded, options, signal);
    throwIfCancelled(signal);
    const fresh = new Map(leads.flatMap(({ files }) => files).filter(({ owner, file }) => !isFound(owner, file.uri)).map((file) => [`${file.owner}\n${file.file.uri}`, file]));
    const checked = await check.check([...fresh.values()], slices, signal);
    error ??= checked.error;
    throwIfCancelled(signal);
    const byUri = new Map(checked.entries.map((entry) => [`${entry.owner}\n${entry.shard.uri}`, entry]));
    const next: CheckedEntry[] = [];
    const updates: ShardUpdate[] = [];
    const accept = (entry: CheckedEntry): void => {
      if (isFound(entry.owner, entry.shard.uri)) {
        return;
      }
      add(entry.owner, entry.shard.uri);
      next.push(entry);
      if (!entry.isKnown) {
        updates.push(entry.shard);
      }
    };
    for (const lead of leads) {
      const { owner } = lead.entry;
      const brought = lead.files.flatMap(({ file }) => byUri.get(`${owner}\n${file.uri}`) ?? []);
      lead.problems.push(...brought.filter(({ refused }) => refused).map((entry) => toBrokenProblem(lead, entry)));
      const isWhole = lead.problems.length === 0 && !lead.unsure;
      brought.filter((entry) => isWhole || entry.refused || context.store.shard(entry.shard.uri) !== undefined).forEach(accept);
      if (!isWhole) {
        lead.entry.shard.follows.filter((uri) => context.store.shard(uri) !== undefined).forEach((uri) => add(owner, uri));
      }
      if (lead.unsure) {
        unsure.add(owner);
      }
      problems.set(lead.entry.shard.uri, [...(problems.get(lead.entry.shard.uri) ?? []), ...lead.problems]);
    }
    context.apply(updates);
    context.apply(noteLeads(leads, context, isFound));
    level = next;
  }
  return { found, unsure, problems, error };
}

function toLeads(entry: CheckedEntry): readonly Lead[] {
  return entry.shard.records.filter(({ kind }) => kind === 'Location').map((record) => ({ entry, record, problems: [], files: [], unsure: false }));
}

function toTargets(lead: Lead, { repositoryOf, readerOf }: FollowOptions): readonly Target[] {
  const { entry: { repository, path }, record } = lead;
  const plan = planLocation(record.entity, path, repository.info);
  if (plan.refusedType !== undefined) {
    lead.problems.push(toProblem(lead, 'location/type', `Registered locations must be of an allowed type ["url"], not "${plan.refusedType}". Leave \`type\` out, or write url.`));
  }
  const inside = plan.targets.filter((target) => target.path !== path).map((target) => ({ ...target, lead, repository }));
  const elsewhere = plan.elsewhere.flatMap((target): Target[] => {
    const address = parseFileAddress(target.url);
    if (address && readerOf(address.host)) {
      return [{ ...target, lead, path: address.path, repository: repositoryOf(address) ?? toUnknownRepository(address) }];
    }
    if (!target.optional) {
      const why = address ? `${address.host} is not among the configured hosts` : 'it is no address of a file in a repository';
      lead.problems.push(toProblem(lead, 'location/unread', `Unable to read url, ${target.url} was not read: ${why}.`));
    }
    return [];
  });
  return [...inside, ...elsewhere];
}

/** Puts the files that match in the place of a pattern. */
async function expand(targets: readonly Target[], lists: Map<string, Promise<readonly string[] | PortalError>>, { readerOf }: FollowOptions, signal: AbortSignal): Promise<readonly Target[]> {
  const expanded: Target[] = [];
  for (const target of targets) {
    if (!isPattern(target.path)) {
      expanded.push(target);
      continue;
    }
    const { repository, lead } = target;
    const listing = lists.get(repository.id) ?? list(repository, readerOf, signal);
    lists.set(repository.id, listing);
    const paths = await listing;
    if (isPortalError(paths)) {
      lead.unsure = true;
      continue;
    }
    const { matchPaths } = await import('../fileChecker');
    const matches = matchPaths(target.path, paths).slice(0, MAX_MATCHES);
    if (matches.length === 0) {
      noteMissing(target);
    }
    expanded.push(...matches.map((path) => ({ ...target, path, optional: true })));
  }
  return expanded;
}

/** @returns the error where the repository's files could not be listed */
export async function list(repository: CatalogRepository, readerOf: ReaderOf, signal: AbortSignal): Promise<readonly string[] | PortalError> {
  try {
    return (await readerOf(repository.info.host)?.listFiles(repository, signal)) ?? [];
  } catch (error) {
    if (isPortalError(error) && error.reason !== 'cancelled') {
      return error;
    }
    throw error;
  }
}

/** Reads targets, those of a host together, and hands each Location its files. */
async function read(targets: readonly Target[], { readerOf }: FollowOptions, signal: AbortSignal): Promise<PortalError | undefined> {
  const result = await readByHost(targets, readerOf, signal);
  targets.forEach((target) => take(target, result.fileOf(target), result.errorOf(target.repository.info.host) !== undefined));
  return result.error;
}

/** @param file `null` where there is none, `undefined` where the host did not say @param failed whether something else went wrong */
function take(target: Target, file: RepositoryFile | null | undefined, failed: boolean): void {
  const { lead, repository } = target;
  if (file) {
    lead.files.push({ owner: lead.entry.owner, repository, file, origin: lead.entry.origin });
  } else if (file === null || (!failed && repository.id.startsWith('url:'))) {
    // Of a repository that nobody knows, that there is no answer is one: it is not there, or may not be seen.
    noteMissing(target);
  } else {
    lead.unsure = true;
  }
}

function noteMissing({ lead, written, url, optional }: Target): void {
  if (!optional) {
    lead.problems.push(toProblem(lead, 'location/not-found', `The target ${written} is not there (${url}), or you may not see it. Correct it, or set presence: optional.`));
  }
}

function toBrokenProblem(lead: Lead, { path, shard }: CheckedEntry): DocumentProblem {
  const reason = shard.problems.find(({ severity }) => severity === 'error');
  const line = (reason?.range.start.line ?? 0) + 1;
  return toProblem(lead, 'location/broken-target', `${reason?.message ?? 'It cannot be read.'} (in ${path}, line ${line}) Nothing of that file comes into the catalog, and this Location fails with all of its targets.`);
}

function toProblem({ record }: Lead, code: string, message: string): DocumentProblem {
  const { position } = record.origin;
  return { code, severity: 'error', message, range: { start: position, end: position }, ref: record.ref };
}

/** Says at the Locations what is wrong with their targets, and keeps with them where they lead. */
function noteLeads(leads: readonly Lead[], { store }: SourceContext, isFound: (owner: string, uri: string) => boolean): readonly ShardUpdate[] {
  return [...new Set(leads.map(({ entry }) => entry.shard.uri))].flatMap((uri): CatalogShard[] => {
    const ofFile = leads.filter(({ entry }) => entry.shard.uri === uri);
    const shard = store.shard(uri);
    const follows = [...new Set(ofFile.flatMap(({ entry, files }) => [...files.map(({ file }) => file.uri), ...entry.shard.follows].filter((target) => isFound(entry.owner, target))))];
    const problems = [...(shard?.problems ?? []).filter(({ code }) => !code.startsWith('location/')), ...ofFile.flatMap((lead) => lead.problems)];
    const isSame = shard !== undefined && JSON.stringify([shard.follows, shard.problems]) === JSON.stringify([follows, problems]);
    return !shard || isSame ? [] : [{ ...shard, follows, problems }];
  });
}
