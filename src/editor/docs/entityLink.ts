import { parseEntityRef, stringifyEntityRef } from '../../portal/catalog/entityRef';

/**
 * The entity that an address of a Backstage names: `/catalog/<namespace>/<kind>/<name>` its page, `/docs/<namespace>/<kind>/<name>` its
 * docs. Source: the routes of Backstage's app. The portal may be served below a path, so only the end counts.
 */
export function parseEntityLink(address: string): { readonly page: 'entity' | 'docs'; readonly ref: string } | undefined {
  const [path = ''] = address.replace(/^(https?:)?\/\/[^/]+/i, '').split(/[?#]/);
  const [, page, namespace, kind, name] = /(?:^|\/)(catalog|docs)\/([^/]+)\/([^/]+)\/([^/]+)(?:\/.*)?$/.exec(path) ?? [];
  const ref = page && parseEntityRef(`${decode(kind)}:${decode(namespace)}/${decode(name)}`);
  return ref ? { page: page === 'docs' ? 'docs' : 'entity', ref: stringifyEntityRef(ref) } : undefined;
}

function decode(segment: string | undefined): string {
  try {
    return decodeURIComponent(segment ?? '');
  } catch {
    return segment ?? ''; // a lone % sign: no name has one
  }
}
