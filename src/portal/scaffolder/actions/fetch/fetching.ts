import { isPortalError, messageOf } from '../../../base/errors';
import { resolveFetchUrl } from '../../template/skeletons';
import type { TreeEntry } from '../../workspace/fileTree';
import type { ActionContext } from '../action';

/** Where a step fetches from, relative addresses resolved. */
export function fetchUrl({ template }: ActionContext, url: string | undefined): string {
  return resolveFetchUrl(url ?? '.', template.url);
}

/** The folder a step fetches; `undefined` in a plan that cannot read it, which is told. */
export function fetchTree(context: ActionContext, url: string | undefined): Promise<readonly TreeEntry[] | undefined> {
  return orUnread(context, url, (address) => context.ports.skeletons.readTree(address, context.signal));
}

export function fetchFile(context: ActionContext, url: string | undefined): Promise<Uint8Array | undefined> {
  return orUnread(context, url, (address) => context.ports.skeletons.readFile(address, context.signal));
}

async function orUnread<T>(context: ActionContext, url: string | undefined, read: (address: string) => Promise<T>): Promise<T | undefined> {
  try {
    return await read(fetchUrl(context, url));
  } catch (error) {
    if (!context.isPlan || isPortalError(error, 'cancelled')) {
      throw error;
    }
    context.unread(url ?? '.', messageOf(error));
    return undefined;
  }
}
