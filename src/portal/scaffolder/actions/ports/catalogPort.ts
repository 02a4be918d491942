import type { JsonObject } from '../../../catalog/entity';

/** What a `catalog:register` came to. */
export interface Registration {
  readonly catalogInfoUrl: string;
  /** The first entity of the file, where it could be read. */
  readonly entityRef?: string;
  /** Asked to be registered by this pull request; left out where discovery finds the file by itself. */
  readonly pullRequestUrl?: string;
}

/** The catalog as actions see it. */
export interface CatalogPort {
  /** @param ref full and in lower case: `component:default/shop` */
  get(ref: string, signal?: AbortSignal): Promise<JsonObject | undefined>;
  /** Has a file taken into the catalog. @throws PortalError `not-found` where there is no such file */
  register(catalogInfoUrl: string, signal?: AbortSignal): Promise<Registration>;
}
