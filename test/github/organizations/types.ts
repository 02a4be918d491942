import type { GitHubState } from '../state/gitHubState.ts';

/** An organization that was put into a state, and the person who may do everything in it. */
export interface LoadedOrganization {
  readonly login: string;
  readonly admin: string;
  readonly state: GitHubState;
}
