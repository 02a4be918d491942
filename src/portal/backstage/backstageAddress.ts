/** A Backstage as the settings name it. */
export interface BackstageAddress {
  /** Without a slash at the end: `https://backstage.example.com`, or below a path. */
  readonly base: string;
  /** What a user calls it. */
  readonly label: string;
}

/**
 * Takes the address of a Backstage as people copy it: that of its pages, of its catalog, or of its API.
 * @param name what the user calls it; its host when left out
 * @returns `undefined` where it is no address of a Backstage: another scheme, a user or a password in it, a query
 */
export function parseBackstageAddress(url: string, name?: string): BackstageAddress | undefined {
  const text = url.trim();
  if (!/^https?:\/\/[^/?#@\s]+(?:\/[^?#\s]*)?$/i.test(text) || !URL.canParse(text)) {
    return undefined;
  }
  const { origin, host, pathname } = new URL(text);
  const path = pathname.replace(/\/+$/, '').replace(/\/(?:api(?:\/catalog(?:\/entities)?)?|catalog)$/, '');
  return { base: `${origin}${path}`, label: name?.trim() || `${host}${path}` };
}

const PREFIX = 'backstage:';

export function backstageSourceId(base: string): string {
  return PREFIX + base;
}

/** The address of the Backstage that a source reads; `undefined` where it is another kind of source. */
export function baseOfSource(id: string): string | undefined {
  return id.startsWith(PREFIX) ? id.slice(PREFIX.length) : undefined;
}

/** The page of an entity in the standard app. @param ref `kind:namespace/name` */
export function entityPage(base: string, ref: string): string {
  const [kind = '', namespace = '', name = ''] = ref.split(/[:/]/);
  return `${base}/catalog/${[namespace, kind, name].map(encodeURIComponent).join('/')}`;
}
