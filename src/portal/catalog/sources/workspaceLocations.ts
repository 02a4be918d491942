import { isPortalError, messageOf, PortalError } from '../../base/errors';
import { hashText } from '../../base/hash';
import { Slices } from '../../base/pause';
import type { CatalogRecord, CatalogShard } from '../catalogRecord';
import type { FileProblems, SourceStatus } from '../catalogService';
import type { DocumentProblem } from '../problem';
import type { CatalogSource, SourceContext, SourceDefinition, SourceMemory } from './catalogSource';
import { FileCheck, type CheckedEntry } from './fileCheck';
import { followLocations, type FollowOptions } from './followLocations';
import { toUnknownRepository, type ReaderOf } from './hostReader';
import type { LocationHost } from './locationsSource';
import { OwnedFiles } from './ownedFiles';
import { hostOf, toUnreadProblems, type WorkspaceLead } from './workspaceLeads';

export interface WorkspaceLocationsOptions {
  /** Asked at each reading: the Locations of the workspace that lead out of it. */
  readonly leads: () => readonly WorkspaceLead[];
  /** Tells one workspace from others, whose Locations lead elsewhere. */
  readonly workspace: () => string;
}

/**
 * What the Locations of the workspace lead to on the hosts that are configured: a source for each host that one of them names.
 * The workspace itself waits for none of them.
 */
export class WorkspaceLocations {
  readonly #options: WorkspaceLocationsOptions;
  #hosts: readonly LocationHost[] | undefined;
  #definitions = new Map<string, { readonly reader: LocationHost; readonly definition: SourceDefinition }>();
  #problems = new Map<string, readonly FileProblems[]>();
  #followed: string | undefined;

  constructor(options: WorkspaceLocationsOptions) {
    this.#options = options;
  }

  /** @param hosts that may be asked; undefined where it is not known, so that nothing is said of others */
  configure(hosts: readonly LocationHost[] | undefined): readonly SourceDefinition[] {
    this.#hosts = hosts;
    this.#followed = this.#toKey();
    const named = new Set(this.#options.leads().flatMap(({ targets }) => targets.map(hostOf)));
    const definitions = new Map((hosts ?? []).filter(({ host }) => named.has(host)).map((reader) => {
      const id = `leads:${reader.host}#${hashText(this.#options.workspace())}`;
      const known = this.#definitions.get(id);
      return [id, known?.reader === reader ? known : { reader, definition: this.#define(id, reader) }];
    }));
    this.#definitions = definitions;
    this.#problems = new Map([...this.#problems].filter(([id]) => definitions.has(id)));
    return [...definitions.values()].map(({ definition }) => definition);
  }

  /** Whether Locations lead elsewhere than when this was configured; not before. @param isTyped whether a file is being edited, which is waited for */
  areOthers(isTyped: (uri: string) => boolean): boolean {
    return this.#followed !== undefined && this.#toKey() !== this.#followed && !this.#options.leads().some(({ uri }) => isTyped(uri));
  }

  #toKey(): string {
    return JSON.stringify(this.#options.leads().map((lead) => [toOwner(lead), lead.targets, lead.optional]));
  }

  /** What is wrong with the targets, at the files of the Locations. */
  get problems(): readonly FileProblems[] {
    const hosts = this.#hosts;
    const unread = hosts ? this.#options.leads().map((lead) => ({ uri: lead.uri, problems: toUnreadProblems(lead, (host) => hosts.some((entry) => entry.host === host)) })) : [];
    return [...unread, ...[...this.#problems.values()].flat()].filter(({ problems }) => problems.length > 0);
  }

  #define(id: string, reader: LocationHost): SourceDefinition {
    const readerOf: ReaderOf = (host) => this.#hosts?.find((entry) => entry.host === host);
    const leads = (): readonly WorkspaceLead[] => this.#options.leads().flatMap((lead) => {
      const targets = lead.targets.filter((target) => hostOf(target) === reader.host);
      return targets.length > 0 ? [{ ...lead, targets }] : [];
    });
    const note = (problems: readonly FileProblems[]): void => void this.#problems.set(id, problems);
    return { id, create: (context) => new LeadsSource({ id, reader, readerOf, leads, note }, context) };
  }
}

interface LeadsSourceOptions {
  readonly id: string;
  readonly reader: LocationHost;
  readonly readerOf: ReaderOf;
  readonly leads: () => readonly WorkspaceLead[];
  readonly note: (problems: readonly FileProblems[]) => void;
}

class LeadsSource implements CatalogSource {
  readonly id: string;
  readonly label: string;
  readonly host: string;
  readonly #options: LeadsSourceOptions;
  readonly #context: SourceContext;
  readonly #files: OwnedFiles;
  readonly #follow: FollowOptions;
  #account: string | undefined;
  #readAt: number | undefined;
  #error: PortalError | undefined;
  #owners: readonly string[] = [];
  #problems: readonly FileProblems[] = [];

  constructor(options: LeadsSourceOptions, context: SourceContext) {
    const { id, reader, readerOf } = options;
    this.id = id;
    this.label = `Locations of the workspace on ${new URL(reader.host).host}`;
    this.host = reader.host;
    this.#options = options;
    this.#context = context;
    this.#files = new OwnedFiles(id, context);
    this.#follow = { context, check: new FileCheck(id, context, readerOf), readerOf, repositoryOf: () => undefined };
  }

  get status(): SourceStatus {
    return { id: this.id, label: this.label, ...(this.#readAt !== undefined && { readAt: this.#readAt }), ...(this.#error && { error: this.#error }) };
  }

  get memory(): SourceMemory {
    return { account: this.#account, readAt: this.#readAt, state: { problems: JSON.stringify(this.#problems) }, repositories: [] };
  }

  account(): Promise<string | undefined> {
    return this.#options.reader.account();
  }

  restore({ account, readAt, state }: SourceMemory, shards: readonly CatalogShard[]): void {
    this.#account = account;
    this.#readAt = readAt;
    this.#note(readProblems(state['problems']));
    // What of it goes with which Location is found out by the next reading; until then all of it goes with all of them.
    this.#owners = this.#options.leads().map(toOwner);
    this.#files.restore(shards, () => this.#owners);
  }

  switchAccount(account: string | undefined): boolean {
    if (account === this.#account) {
      return false;
    }
    this.#context.apply(this.#files.drop(this.#files.shards().filter((shard) => shard.private)));
    this.#note([]);
    this.#account = account;
    this.#error = undefined;
    return true;
  }

  clear(): void {
    this.#context.apply(this.#files.drop(this.#files.shards()));
  }

  async refresh(_thorough: boolean, signal: AbortSignal): Promise<void> {
    try {
      this.#context.apply(this.#files.strays());
      this.#error = await this.#read(signal);
      this.#readAt = this.#error ? this.#readAt : this.#context.clock.now();
    } catch (error) {
      if (isPortalError(error, 'cancelled')) {
        throw error;
      }
      this.noteFailure(error);
    } finally {
      this.#context.onDidChangeStatus();
    }
  }

  noteFailure(error: unknown): void {
    this.#error = isPortalError(error) ? error : new PortalError('invalid', `${this.label} could not be read: ${messageOf(error)}`, { cause: error });
    this.#context.onDidChangeStatus();
  }

  /** @returns what went wrong, though the rest was read */
  async #read(signal: AbortSignal): Promise<PortalError | undefined> {
    const leads = new Map(this.#options.leads().map((lead) => [toOwner(lead), lead]));
    const start = [...leads].map(([owner, lead]) => this.#toEntry(owner, lead));
    const { found, unsure, problems, error } = await followLocations(start, this.#follow, new Slices(this.#context.clock, signal), signal);
    for (const owner of leads.keys()) {
      const kept = unsure.has(owner) ? this.#files.of(owner) : [];
      this.#context.apply(this.#files.settle(owner, new Set([...kept, ...[...(found.get(owner) ?? [])].filter((uri) => uri !== owner)])));
    }
    this.#context.apply(this.#files.remove(this.#owners.filter((owner) => !leads.has(owner))));
    this.#owners = [...leads.keys()];
    this.#note(mergeByFile([...leads].map(([owner, { uri, record }]) => ({ uri, problems: unsure.has(owner) ? this.#problemsOf(uri, record.ref) : (problems.get(owner) ?? []) }))));
    return error;
  }

  #problemsOf(uri: string, ref: string): readonly DocumentProblem[] {
    return this.#problems.filter((file) => file.uri === uri).flatMap(({ problems }) => problems.filter((problem) => problem.ref === ref));
  }

  #note(problems: readonly FileProblems[]): void {
    this.#problems = problems;
    this.#options.note(problems);
  }

  /** The Location with the targets on this host alone, as if it were a file of its own: the rest of it is the workspace's. */
  #toEntry(owner: string, { record, targets, optional, origin }: WorkspaceLead): CheckedEntry {
    const { ref, kind, sortKey, relations, facets } = record;
    const { apiVersion, metadata } = record.entity;
    const entity = { apiVersion, kind, metadata, spec: { targets: [...targets], ...(optional && { presence: 'optional' }) } };
    const lead: CatalogRecord = { ref, kind, sortKey, relations, facets, origin: record.origin, entity };
    const shard: CatalogShard = { uri: owner, source: this.id, version: '', records: [lead], problems: [], private: false, follows: [...this.#files.of(owner)], reads: [] };
    return { owner, repository: NOWHERE, origin, path: '', shard, refused: false, isKnown: true };
  }
}

/** Stands for the workspace: no target lies in it. */
const NOWHERE = toUnknownRepository({ host: 'https://workspace.invalid', owner: 'workspace', name: 'workspace', branch: 'main' });

/** What the state of a snapshot holds of problems; it is our own and was checked against its hash. */
function readProblems(text: unknown): readonly FileProblems[] {
  const problems: unknown = typeof text === 'string' ? JSON.parse(text) : [];
  return Array.isArray(problems) ? problems.filter(isFileProblems) : [];
}

function isFileProblems(value: unknown): value is FileProblems {
  return typeof value === 'object' && value !== null && 'uri' in value && 'problems' in value && Array.isArray(value.problems);
}

function toOwner({ uri, record }: WorkspaceLead): string {
  return `${uri}#${record.ref}`;
}

/** Problems of the same file together. */
export function mergeByFile(files: readonly FileProblems[]): readonly FileProblems[] {
  const merged = new Map<string, DocumentProblem[]>();
  files.forEach(({ uri, problems }) => merged.set(uri, [...(merged.get(uri) ?? []), ...problems]));
  return [...merged].map(([uri, problems]) => ({ uri, problems }));
}
