/** What is known of a repository that shall come into the catalog. */
export interface RepositoryFacts {
  /** Web address of the host: `https://github.com`. */
  readonly host: string;
  readonly owner: string;
  readonly name: string;
  readonly branch: string;
  readonly description?: string;
  readonly homepage?: string;
  readonly topics: readonly string[];
  /** All files, without a slash at the start. */
  readonly paths: readonly string[];
}

/** A catalog file that is proposed. */
export interface Proposal {
  /** `catalog-info.yaml` at the root. */
  readonly path: string;
  readonly text: string;
  /** Catalog files that are there already, but where nobody looks for them; the proposal points to them. */
  readonly existing: readonly string[];
  /** What should be looked at before it is sent: a line each. */
  readonly notes: readonly string[];
}
