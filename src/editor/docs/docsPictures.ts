import { PortalError } from '../../portal/base/errors';
import type { DocsService } from '../../portal/techdocs/docsService';
import type { DocsSite } from '../../portal/techdocs/site/docsSite';
import { resolveFile } from '../../portal/techdocs/site/resolveLink';

const TYPES: Readonly<Record<string, string>> = {
  avif: 'image/avif',
  bmp: 'image/bmp',
  gif: 'image/gif',
  ico: 'image/x-icon',
  jpeg: 'image/jpeg',
  jpg: 'image/jpeg',
  png: 'image/png',
  svg: 'image/svg+xml',
  webp: 'image/webp',
};

/** Pictures travel inside messages; larger ones are not shown. */
const MAX_BYTES = 10 * 1024 * 1024;

/**
 * A picture as a `data:` address, wherever the docs lie. So the panel needs no access to any folder, works where the
 * workbench serves no such files, and shows pictures of a private repository without a token in the page.
 */
export async function resolvePicture(
  service: DocsService,
  site: DocsSite,
  from: { readonly page: string; readonly source: string },
  signal: AbortSignal,
): Promise<string> {
  const path = resolveFile(site, from.page, from.source);
  const type = TYPES[path?.slice(path.lastIndexOf('.') + 1).toLowerCase() ?? ''];
  if (path === undefined || type === undefined) {
    throw new PortalError('not-found', `${from.source} is not a picture in the docs folder.`);
  }
  const bytes = await service.file(site, path, signal);
  if (bytes.byteLength > MAX_BYTES) {
    throw new PortalError('too-large', `${path} is larger than 10 MB and is not shown.`);
  }
  return `data:${type};base64,${toBase64(bytes)}`;
}

function toBase64(bytes: Uint8Array): string {
  let text = '';
  for (let i = 0; i < bytes.length; i += 0x8000) {
    text += String.fromCharCode(...bytes.subarray(i, i + 0x8000));
  }
  return btoa(text);
}
