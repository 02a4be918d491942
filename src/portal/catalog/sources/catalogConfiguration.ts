import type { FileProblems, SettingProblem } from '../catalogService';
import type { RulesInForce, SourceDefinition } from './catalogSource';
import type { LocationHost } from './locationsSource';
import type { ViewerReader } from './organizationDirectory';

/** What makes up the catalog beside the workspace, and by which rules. */
export interface CatalogConfiguration {
  /** In the order in which they keep a ref that several define; the same object as long as a source is configured alike. */
  readonly sources: readonly SourceDefinition[];
  /** Hosts that may be asked for what Locations of the workspace lead to; the same object as long as a host is configured alike. */
  readonly hosts?: readonly LocationHost[];
  /** Files of the workspace that somebody named as locations, as URIs. */
  readonly files?: readonly string[];
  /** What may come in; everything when left out. */
  readonly rules?: RulesInForce;
  /** Whether what a location no longer brings stays, marked as orphans; removed when left out. */
  readonly keepsOrphans?: boolean;
  /** URIs of the files it was read from: when one is written, it is asked for again. */
  readonly reads?: readonly string[];
  /** What is wrong with the configuration itself, at the files where it is written. */
  readonly problems?: readonly FileProblems[];
  /** What of the settings cannot be used, and is left out. */
  readonly settings?: readonly SettingProblem[];
  /** Who is signed in to the hosts of the sources. */
  readonly viewers?: readonly ViewerReader[];
}

export interface ConfigurationRequest {
  /** Whether the network may be asked; without, what is known has to do. */
  readonly network: boolean;
  readonly signal: AbortSignal;
}
