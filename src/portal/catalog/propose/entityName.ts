const LONGEST = 63;

/** A name that Backstage takes, as near to the text as may be. Source: the name rule of @backstage/catalog-model. */
export function toEntityName(text: string): string {
  const name = text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .replace(/^@[^/]+\//, '')
    .replace(/[^A-Za-z0-9_.-]+/g, '-')
    .slice(0, LONGEST)
    .replace(/^[^A-Za-z0-9]+|[^A-Za-z0-9]+$/g, '');
  return name === '' ? 'unnamed' : name;
}

/** A tag that Backstage takes, or `undefined` where nothing is left of it. */
export function toTag(text: string): string | undefined {
  const tag = text.toLowerCase().replace(/[^a-z0-9:+#]+/g, '-').slice(0, LONGEST).replace(/^-+|-+$/g, '');
  return tag === '' ? undefined : tag;
}
