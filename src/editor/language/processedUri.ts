import { baseName } from '../../portal/base/uri';

/** The scheme of read-only documents that show a file as Backstage would store it. */
export const PROCESSED_SCHEME = 'stagedoor-processed';

/** Its name is what the tab shows; which file it is of stands in the query. @param uri of the file */
export function toProcessedUri(uri: string): { readonly scheme: string; readonly path: string; readonly query: string } {
  return { scheme: PROCESSED_SCHEME, path: `/${baseName(uri).replace(/\.ya?ml$/i, '')} as Backstage stores it.yaml`, query: uri };
}

/** The URI of the file that such a document is of. */
export function sourceOfProcessed({ query }: { readonly query: string }): string {
  return query;
}
