import { throwIfCancelled } from '../../base/cancellation';
import { isPortalError, messageOf, PortalError } from '../../base/errors';
import { hashText } from '../../base/hash';
import { Slices } from '../../base/pause';
import type { CatalogShard } from '../catalogRecord';
import type { SourceStatus } from '../catalogService';
import { isPattern } from '../locationTargets';
import type { ReaderState } from '../organizationReader';
import type { CatalogSource, SourceContext, SourceDefinition, SourceMemory } from './catalogSource';
import { FileCheck, type PendingFile } from './fileCheck';
import { followLocations, list, type FollowOptions } from './followLocations';
import { parseFileAddress, readByHost, toUnknownRepository, type HostReader, type ReaderOf, type WantedFile } from './hostReader';
import { OwnedFiles } from './ownedFiles';

/** A host that single locations lie on. */
export interface LocationHost extends HostReader {
  /** The account by which it would be read; asks nobody and sends nothing. */
  account(): Promise<string | undefined>;
}

/** A location that somebody named: an address of a file on GitHub, of several where it depends on which is there. */
export interface NamedLocation {
  readonly targets: readonly string[];
}

export interface LocationsSourceOptions {
  readonly reader: LocationHost;
  readonly locations: readonly NamedLocation[];
  /** Reads what Locations in them point to on other hosts. */
  readonly readerOf: ReaderOf;
}

/** Single locations on one GitHub as a source. */
export function createLocationsSource(options: LocationsSourceOptions): SourceDefinition {
  const id = locationsSourceId(options.reader.host, options.locations);
  return { id, create: (context) => new LocationsSource(id, options, context) };
}

export function locationsSourceId(host: string, locations: readonly NamedLocation[]): string {
  return `locations:${host}#${hashText(JSON.stringify(locations.map(({ targets }) => targets)))}`;
}

interface Asked extends WantedFile {
  readonly location: NamedLocation;
  readonly target: string;
}

class LocationsSource implements CatalogSource {
  readonly id: string;
  readonly label: string;
  readonly host: string;
  readonly #options: LocationsSourceOptions;
  readonly #context: SourceContext;
  readonly #check: FileCheck;
  readonly #follow: FollowOptions;
  readonly #files: OwnedFiles;
  #account: string | undefined;
  #readAt: number | undefined;
  #state: ReaderState = {};
  #error: PortalError | undefined;

  constructor(id: string, options: LocationsSourceOptions, context: SourceContext) {
    const { reader, readerOf } = options;
    this.id = id;
    this.label = `Locations on ${new URL(reader.host).host}`;
    this.host = reader.host;
    this.#options = options;
    this.#context = context;
    const ofHost: ReaderOf = (host) => (host === reader.host ? reader : readerOf(host));
    this.#check = new FileCheck(id, context, ofHost);
    this.#files = new OwnedFiles(id, context);
    this.#follow = { context, check: this.#check, readerOf: ofHost, repositoryOf: () => undefined };
  }

  get status(): SourceStatus {
    return { id: this.id, label: this.label, ...(this.#readAt !== undefined && { readAt: this.#readAt }), ...(this.#error && { error: this.#error }) };
  }

  get memory(): SourceMemory {
    return { account: this.#account, readAt: this.#readAt, state: this.#state, repositories: [] };
  }

  account(): Promise<string | undefined> {
    return this.#options.reader.account();
  }

  restore({ account, readAt, state }: SourceMemory, shards: readonly CatalogShard[]): void {
    this.#account = account;
    this.#readAt = readAt;
    this.#state = state;
    // What of it goes with which location is found out by the next reading; until then all of it goes with all of them.
    this.#files.restore(shards, () => this.#options.locations.map(toOwner));
  }

  switchAccount(account: string | undefined): boolean {
    if (account === this.#account) {
      return false;
    }
    this.#context.apply(this.#files.drop(this.#files.shards().filter((shard) => shard.private)));
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
    const { locations, reader } = this.#options;
    const slices = new Slices(this.#context.clock, signal);
    const unsure = new Set<string>();
    const { asked, error: listError } = await this.#expand(unsure, signal);
    const read = await readByHost(asked, () => reader, signal);
    throwIfCancelled(signal);
    const start: PendingFile[] = [];
    const missing: string[] = [];
    for (const location of locations) {
      const owner = toOwner(location);
      const ofLocation = asked.filter((entry) => entry.location === location);
      const files = ofLocation.map((entry) => ({ entry, file: read.fileOf(entry) }));
      if (files.some(({ file }) => file === undefined) && read.error) {
        unsure.add(owner);
      }
      // Of several places of one file the first that has it counts.
      const first = files.find(({ file }) => file)?.entry.target;
      const present = files.flatMap(({ entry, file }) => (file && entry.target === first ? [{ owner, repository: entry.repository, file, origin: { type: 'url', target: entry.target } }] : []));
      start.push(...present);
      if (present.length === 0 && !unsure.has(owner)) {
        missing.push(location.targets[0] ?? '');
      }
    }
    const checked = await this.#check.check(start, slices, signal);
    throwIfCancelled(signal);
    this.#context.apply(checked.entries.filter(({ isKnown }) => !isKnown).map(({ shard }) => shard));
    const { found, unsure: open, error: followError } = await followLocations(checked.entries, this.#follow, slices, signal);
    for (const owner of locations.map(toOwner)) {
      const kept = unsure.has(owner) || open.has(owner) ? this.#files.of(owner) : [];
      this.#context.apply(this.#files.settle(owner, new Set([...kept, ...(found.get(owner) ?? [])])));
    }
    return listError ?? read.error ?? checked.error ?? followError ?? toMissingError(missing);
  }

  async #expand(unsure: Set<string>, signal: AbortSignal): Promise<{ readonly asked: readonly Asked[]; readonly error: PortalError | undefined }> {
    const { locations, reader } = this.#options;
    const asked: Asked[] = [];
    let error: PortalError | undefined;
    for (const location of locations) {
      for (const target of location.targets) {
        const address = parseFileAddress(target);
        if (!address) {
          continue;
        }
        const repository = toUnknownRepository(address);
        const paths = isPattern(address.path) ? await list(repository, () => reader, signal) : [address.path];
        if (isPortalError(paths)) {
          error ??= paths;
          unsure.add(toOwner(location));
          continue;
        }
        const { matchPaths } = await import('../fileChecker');
        const wanted = isPattern(address.path) ? matchPaths(address.path, paths) : paths;
        asked.push(...wanted.map((path) => ({ location, target, repository, path })));
      }
    }
    return { asked, error };
  }
}

function toOwner({ targets }: NamedLocation): string {
  return targets.join('\n');
}

function toMissingError(missing: readonly string[]): PortalError | undefined {
  const [first] = missing;
  const more = missing.length > 1 ? ` (and ${missing.length - 1} more)` : '';
  return first === undefined ? undefined : new PortalError('not-found', `${first}${more} is not there, or you may not see it. Correct the location in stagedoor.locations, or in the app-config.`);
}
