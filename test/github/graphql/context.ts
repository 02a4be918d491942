import { GraphQLError } from 'graphql';
import type { Addresses } from '../http/call.ts';
import type { RateLimits } from '../http/rateLimits.ts';
import { addressRefusal, fineGrainedAllows, includesScope, isAddressRefused, isSsoBlocked } from '../state/access.ts';
import type { Viewer } from '../state/access.ts';
import type { GitHubState } from '../state/gitHubState.ts';

/** One query's surroundings. */
export interface QueryContext {
  readonly state: GitHubState;
  readonly viewer: Viewer;
  readonly urls: Addresses;
  readonly rates: RateLimits;
  readonly cost: number;
  readonly nodeCount: number;
}

export type Args = Readonly<Record<string, unknown>>;
export type Field = (args: Args) => unknown;

/** What a type of the schema is answered with: values, and functions of the arguments. A member that is missing is not known here. */
export type GraphNode = Readonly<Record<string, unknown>> & { readonly __typename: string };

/** An error as GitHub writes it: with a type beside the message. */
export function refuse(type: string, message: string, extensions: Readonly<Record<string, unknown>> = {}): GraphQLError {
  return new GraphQLError(message, { extensions: { type, ...extensions } });
}

/** Refuses a token that has none of the scopes a field takes. */
export function needScope(context: QueryContext, field: string, scopes: readonly string[], permission = 'members'): void {
  const token = context.viewer.token;
  if (!token) {
    return;
  }
  if (token.fineGrained) {
    if (!fineGrainedAllows(token, undefined, permission, 'read')) {
      throw refuse('FORBIDDEN', 'Resource not accessible by personal access token');
    }
  } else if (!scopes.some((scope) => includesScope(token.scopes, scope))) {
    const list = (names: readonly string[]): string => `[${names.map((name) => `'${name}'`).join(', ')}]`;
    throw refuse('INSUFFICIENT_SCOPES', `Your token has not been granted the required scopes to execute this query. The '${field}' field requires one of the following scopes: ${list(scopes)}, but your token has only been granted the: ${list(token.scopes)} scopes. Please modify your token's scopes at: ${context.urls.web}/settings/tokens.`);
  }
}

export function needSso(context: QueryContext, owner: string): void {
  if (isAddressRefused(context.state, context.viewer, owner)) {
    throw refuse('FORBIDDEN', addressRefusal(context.state.organization(owner)?.login ?? owner));
  }
  if (isSsoBlocked(context.state, context.viewer, owner)) {
    throw refuse('FORBIDDEN', 'Resource protected by organization SAML enforcement. You must grant your Personal Access token access to this organization.', { saml_failure: true });
  }
}

export function textArg(args: Args, name: string): string | undefined {
  const value = args[name];
  return typeof value === 'string' ? value : undefined;
}

export function flagArg(args: Args, name: string): boolean | undefined {
  const value = args[name];
  return typeof value === 'boolean' ? value : undefined;
}
