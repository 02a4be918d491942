import type { CatalogStatus } from '../../portal/catalog/catalogService';
import { hostOf } from '../status/notices';

/** Why an entity is not to be seen, and whether signing in may change that. @param size of the catalog */
export function whyUnknown({ sources }: CatalogStatus, size: number): { readonly message: string; readonly signIn: boolean } {
  const failed = sources.filter(({ error }) => error !== undefined);
  const closed = failed.filter(({ error }) => error?.reason === 'unauthorized');
  const named = (some: typeof failed): string => some.map(({ label }) => label).join(', ');
  if (closed.length > 0) {
    return { message: `You are not signed in. If it is in ${named(closed)}, it shows again once you are.`, signIn: true };
  }
  const message =
    size === 0
      ? 'There is nothing in the catalog yet.'
      : failed.length > 0
        ? `It may be in ${named(failed)}, which could not be read to the end.`
        : 'No catalog file that was read defines it. It may have been renamed or removed, or stand in a repository that is not read.';
  return { message, signIn: false };
}

/** The web address of the GitHub that lets nobody read without a session. */
export function hostToSignIn({ sources }: CatalogStatus): string | undefined {
  const closed = sources.find(({ error }) => error?.reason === 'unauthorized');
  return closed && hostOf(closed.id);
}
