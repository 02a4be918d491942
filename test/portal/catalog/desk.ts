import type { CatalogService } from '../../../src/portal/catalog/catalogService';
import { createCatalogService } from '../../../src/portal/catalog/createCatalogService';
import type { OrganizationReader } from '../../../src/portal/catalog/organizationReader';
import { createOrganizationSource } from '../../../src/portal/catalog/organizationSource';
import type { CatalogChange } from '../../../src/portal/catalog/query';
import type { CatalogConfiguration, ConfigurationRequest } from '../../../src/portal/catalog/sources/catalogConfiguration';
import type { SourceDefinition } from '../../../src/portal/catalog/sources/catalogSource';
import type { WorkspaceFolder } from '../../../src/portal/catalog/workspaceSource';
import { MemoryLog } from '../github/fakeGitHub';
import { quickClock } from '../github/onLocalGitHub';
import { MemoryFileSource, MemorySnapshotStore } from './memory';

/** A catalog with all it needs, in memory. */
export class Desk {
  readonly files = new MemoryFileSource();
  readonly snapshots: MemorySnapshotStore;
  readonly log = new MemoryLog();
  readonly changes: CatalogChange[] = [];
  folders: WorkspaceFolder[] = [];
  organizations: OrganizationReader[] = [];
  /** What is configured beside them, or in their place. */
  configuration: Partial<CatalogConfiguration> = {};
  /** What says so in the place of both. */
  configure: ((request: ConfigurationRequest) => Promise<CatalogConfiguration>) | undefined;
  readonly catalog: CatalogService;
  #seen: number;
  readonly #sources = new Map<OrganizationReader, SourceDefinition>();

  constructor(snapshots = new MemorySnapshotStore(), version = '1') {
    this.snapshots = snapshots;
    this.#seen = snapshots.writes;
    this.catalog = createCatalogService({
      clock: quickClock,
      log: this.log,
      files: this.files,
      snapshots,
      version,
      folders: () => Promise.resolve(this.folders),
      configuration: (request) => this.configure?.(request) ?? Promise.resolve({ sources: this.organizations.map((reader) => this.#sources.get(reader) ?? this.#define(reader)), ...this.configuration }),
    });
    this.catalog.onDidChange((change) => this.changes.push(change));
  }

  #define(reader: OrganizationReader): SourceDefinition {
    const definition = createOrganizationSource(reader);
    this.#sources.set(reader, definition);
    return definition;
  }

  get refs(): string[] {
    return [...this.catalog.graph.all()].map((entity) => entity.ref).sort();
  }

  /** What the user is told about the files: a line each. */
  get told(): string[] {
    return this.catalog.problems.flatMap(({ uri, problems }) => problems.map(({ message }) => `${uri.split('/').slice(-3).join('/')}: ${message}`));
  }

  nextChange(): Promise<CatalogChange> {
    return new Promise((resolve) => {
      const subscription = this.catalog.onDidChange((change) => {
        subscription.dispose();
        resolve(change);
      });
    });
  }

  /** Until a snapshot is on disk that was not when this was asked the last time. */
  async written(): Promise<void> {
    if (this.snapshots.writes === this.#seen) {
      await new Promise<void>((resolve) => {
        const subscription = this.snapshots.onDidWrite(() => {
          subscription.dispose();
          resolve();
        });
      });
    }
    this.#seen = this.snapshots.writes;
  }
}
