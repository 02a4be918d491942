import { PortalError } from '../base/errors';
import type { GraphQlResult } from './gitHubClient';
import { pathOf } from './gitHubErrors';
import type { PageData } from './scanQuery';

type Page = NonNullable<PageData['repositoryOwner']>['repositories'];

export interface ScannedPage {
  /** `Organization`, `User`, or `Viewer` for the account that reads. */
  readonly ownerType: string;
  readonly page: Page;
  /** Whether GitHub left the file of the node at this index out because of an error. */
  readonly isFileUnknown: (index: number) => boolean;
  /** The first error that is more than a repository gone meanwhile. */
  readonly error: PortalError | undefined;
}

/** @throws PortalError `not-found` where there is no such owner */
export function toScannedPage({ data, errors }: GraphQlResult<PageData>, login: string, host: string): ScannedPage {
  const owner = data.repositoryOwner;
  if (!owner) {
    throw errors[0] ?? new PortalError('not-found', `${host} has no organization or user ${login}, or the sign-in may not see it. Check the setting and the sign-in.`);
  }
  const page = owner.repositories;
  if (!Array.isArray(page?.nodes) || typeof page.pageInfo?.hasNextPage !== 'boolean') {
    throw errors[0] ?? new PortalError('invalid', `The answer of ${host} about ${login} is not GitHub’s format. Check the address and the proxy.`);
  }
  const unknown = new Set(errors.flatMap((error) => fileIndexOf(error)));
  const error = errors.find((entry) => entry.reason !== 'not-found');
  const ownerType = data.viewer?.login.toLowerCase() === login.toLowerCase() ? 'Viewer' : owner.__typename;
  return { ownerType, page, isFileUnknown: (index) => unknown.has(index), error };
}

/** The index in `repositoryOwner.repositories.nodes[i].file` of an error's path. */
function fileIndexOf(error: PortalError): number[] {
  const [, , , index, field] = pathOf(error);
  return typeof index === 'number' && field === 'file' ? [index] : [];
}
