/** Source: `slugify` and `unique` of Python-Markdown's `toc` extension. */
export function slugify(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/[\u0080-\uffff]/g, '')
    .replace(/[^\w\s-]/g, '')
    .trim()
    .toLowerCase()
    .replace(/[-\s]+/g, '-');
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
