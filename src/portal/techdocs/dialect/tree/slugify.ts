/** Source: `slugify` of Python-Markdown's `toc` extension. */
export function slugify(text: string, separator = '-', unicode = false): string {
  const value = unicode ? text.normalize('NFC').replace(/[^\p{L}\p{N}_\s-]/gu, '') : text.normalize('NFKD').replace(/[^\0-\x7f]/g, '').replace(/[^\w\s-]/g, '');
  const between = separator.replace(/[\\\]^]/g, '\\$&');
  return value.trim().toLowerCase().replace(new RegExp(`[${between}\\s]+`, 'g'), separator);
}

/** An id that nothing on the page has yet; it is taken from then on. */
export function takeId(wanted: string, taken: Set<string>): string {
  let id = wanted;
  while (id === '' || taken.has(id)) {
    const match = /^(.*)_(\d+)$/.exec(id);
    id = match ? `${match[1] ?? ''}_${Number(match[2]) + 1}` : `${id}_1`;
  }
  taken.add(id);
  return id;
}
