import type { DirectoryPageSizes } from './organizationDirectory';

/**
 * How members and teams of an organization become users and groups, with the defaults filled in. Plain data.
 * Source: `catalog.providers.githubOrg` of @backstage/plugin-catalog-backend-module-github-org 0.3.26.
 */
export interface DirectoryOptions {
  /** `acme` */
  readonly organization: string;
  /** Web address of the host. */
  readonly host: string;
  /** Namespace of the groups; the default one when left out. Users always live there. */
  readonly groupNamespace?: string;
  /** Whether an address at a domain the organization has verified goes before the one people show. */
  readonly useVerifiedEmails: boolean;
  readonly excludeSuspendedUsers: boolean;
  readonly pageSizes: Partial<DirectoryPageSizes>;
  /** How often it is read, in ms; absent where the settings of the editor decide. */
  readonly frequency?: number;
}

export function toDirectoryOptions(organization: string, host: string, more: Partial<Omit<DirectoryOptions, 'organization' | 'host'>> = {}): DirectoryOptions {
  return { useVerifiedEmails: false, excludeSuspendedUsers: false, pageSizes: {}, ...more, organization, host };
}
