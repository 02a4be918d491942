import type { CatalogRepository, OrganizationReader, ReaderState, ScannedRepository, ScanResult } from '../../../src/portal/catalog/organizationReader';
import { toDiscoveryOptions } from '../../../src/portal/catalog/sources/discoveryOptions';
import { createOrganizationReader } from '../../../src/portal/github/organizationReader';
import type { Clock } from '../../../src/portal/ports/clock';
import { quickClock, type Stage } from './onLocalGitHub';

type More = Parameters<typeof toDiscoveryOptions>[2];

/** Scans again and again as the catalog does, remembering what was found. */
export class Scanner {
  readonly stage: Stage;
  readonly known = new Map<string, CatalogRepository>();
  /** What the last scan handed on, by name. */
  readonly read = new Map<string, ScannedRepository>();
  readonly progress: number[] = [];
  state: ReaderState = {};
  readonly #reader: OrganizationReader;
  /** Contents that were read before, by URI. */
  readonly #blobs = new Map<string, string>();

  constructor(of: Stage, login: string, options: More = {}, clock: Clock = quickClock) {
    this.stage = of;
    this.#reader = createOrganizationReader({ client: of.client, login, clock, discovery: toDiscoveryOptions(login, of.github.web, options) });
  }

  get reader(): OrganizationReader {
    return this.#reader;
  }

  async scan(full = true, signal = new AbortController().signal, onRead: () => void = () => undefined): Promise<ScanResult> {
    this.read.clear();
    const result = await this.#reader.scan({
      known: new Map(this.known),
      state: this.state,
      full,
      signal,
      isKnown: (uri, blob) => this.#blobs.get(uri) === blob,
      onRead: (repositories) => {
        for (const entry of repositories) {
          const { repository, file, unchanged, inTree } = entry;
          this.known.set(repository.id, file === undefined && !unchanged && !inTree ? { ...repository, incomplete: true } : repository);
          this.read.set(repository.info.name, entry);
          if (file) {
            this.#blobs.set(file.uri, file.blob);
          }
        }
        onRead();
      },
      onProgress: ({ done }) => this.progress.push(done),
    });
    result.gone.forEach((id) => this.known.delete(id));
    this.state = result.state;
    return result;
  }

  /** Begins anew, as after a restart without a snapshot. */
  forget(): void {
    this.known.clear();
    this.#blobs.clear();
  }

  /** Names of what is known, sorted. */
  get names(): string[] {
    return [...this.known.values()].map(({ info }) => info.name).sort();
  }
}
