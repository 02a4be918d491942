/** Backstage's customary order; its documentation presents the kinds so. */
const ORDER = ['component', 'api', 'resource', 'system', 'domain', 'group', 'user', 'location', 'template', 'airesource'];

/** `component:default/x` → `component` */
export function kindOfRef(ref: string): string {
  return ref.slice(0, ref.indexOf(':'));
}

/** `component:default/x` → `x` */
export function nameOfRef(ref: string): string {
  return ref.slice(ref.indexOf('/') + 1);
}

/** Kinds in lower case, the customary ones first, others by name. */
export function compareKinds(a: string, b: string): number {
  return placeOf(a) - placeOf(b) || (a < b ? -1 : a > b ? 1 : 0);
}

function placeOf(kind: string): number {
  const place = ORDER.indexOf(kind);
  return place === -1 ? ORDER.length : place;
}
