import type { PortalError } from '../../base/errors';

/** A member of an organization as GitHub describes them. */
export interface DirectoryUser {
  /** GitHub's node id. */
  readonly id: string;
  readonly login: string;
  readonly name?: string;
  /** The address shown on their page; absent where they show none, or the sign-in may not read it. */
  readonly email?: string;
  /** Their addresses at domains the organization has verified; empty where there are none. */
  readonly verifiedEmails: readonly string[];
  readonly bio?: string;
  readonly avatarUrl?: string;
}

/** A team of an organization as GitHub describes it. */
export interface DirectoryTeam {
  readonly slug: string;
  /** `acme/platform` */
  readonly combinedSlug: string;
  readonly name: string;
  readonly description?: string;
  readonly avatarUrl?: string;
  /** Where it is edited on the web. */
  readonly editUrl?: string;
  /** Slug of the team above it. */
  readonly parent?: string;
  /** Logins of its own members, without those of the teams below it. */
  readonly members: readonly string[];
}

/** How many are asked for in one request. */
export interface DirectoryPageSizes {
  readonly teams: number;
  readonly teamMembers: number;
  readonly organizationMembers: number;
}

/** Source: the default page sizes of `githubOrg` in @backstage/plugin-catalog-backend-module-github. */
export const DIRECTORY_PAGE_SIZES: DirectoryPageSizes = { teams: 25, teamMembers: 50, organizationMembers: 50 };

export interface DirectoryRequest {
  readonly pageSizes?: Partial<DirectoryPageSizes>;
  /** Leaves out who is suspended; only an Enterprise Server suspends people. */
  readonly excludeSuspendedUsers?: boolean;
  readonly signal: AbortSignal;
  readonly onProgress?: (progress: { readonly done: number; readonly total?: number }) => void;
}

/** What was read. A part that could not be read as a whole is absent, so that what was known of it stays. */
export interface DirectoryResult {
  readonly users?: readonly DirectoryUser[];
  readonly teams?: readonly DirectoryTeam[];
  /** Why a part is absent, or something in it. */
  readonly error?: PortalError;
}

/** Reads who belongs to an organization and to which of its teams; the catalog's port to GitHub. */
export interface OrganizationDirectoryReader {
  /** `github-org:<web address of the host>/<organization>` */
  readonly id: string;
  /** What a user calls it: `acme`. */
  readonly label: string;
  /** Web address of the host: `https://github.com`. */
  readonly host: string;
  /** The account by which it would be read; asks nobody and sends nothing. */
  account(): Promise<string | undefined>;
  /** Rejects only with `cancelled`; failures stand in the result. */
  read(request: DirectoryRequest): Promise<DirectoryResult>;
}

/** The signed-in user of a host, for what is theirs. */
export interface Viewer {
  readonly login: string;
  /** Their teams in all organizations; empty where the sign-in may not read them. */
  readonly teams: readonly { readonly organization: string; readonly slug: string }[];
}

/** Tells who is signed in to a GitHub. */
export interface ViewerReader {
  /** Web address of the host. */
  readonly host: string;
  /** The account that is signed in; asks nobody and sends nothing. */
  account(): Promise<string | undefined>;
  /** @returns `undefined` where nobody is signed in. Asks nobody to. @throws PortalError where GitHub does not say */
  read(signal?: AbortSignal): Promise<Viewer | undefined>;
}

export function directorySourceId(host: string, login: string): string {
  return `github-org:${host}/${login.toLowerCase()}`;
}

/** Whether a source is a directory: what files say of people and teams goes before what it says, without a word. */
export function isDirectorySource(id: string): boolean {
  return id.startsWith('github-org:');
}
