import type { FileProblems } from '../catalog/catalogService';
import type { CatalogRule } from '../catalog/rules/catalogRules';
import type { DirectoryOptions } from '../catalog/sources/directoryOptions';
import type { DiscoveryOptions } from '../catalog/sources/discoveryOptions';

/** What Stagedoor takes from the app-config files of a Backstage. Plain data; no secret is in it. */
export interface AppConfig {
  readonly discoveries: readonly DiscoveryOptions[];
  readonly directories: readonly DirectoryOptions[];
  readonly locations: readonly ConfiguredLocation[];
  readonly rules: readonly CatalogRule[];
  /** What a vanished location leaves behind stays, marked as orphans. */
  readonly keepsOrphans: boolean;
  /** Web addresses of the GitHubs it knows, github.com among them. */
  readonly hosts: readonly string[];
  /** What could not be read, is not understood or lacks a value, at the files where it is written. */
  readonly problems: readonly FileProblems[];
}

/** One entry of `catalog.locations`. */
export interface ConfiguredLocation {
  readonly type: 'url' | 'file';
  /** A web address; of a file its URI, or several where it depends on where Backstage is started from: the first that is there. */
  readonly targets: readonly string[];
  /** As written. */
  readonly written: string;
}
