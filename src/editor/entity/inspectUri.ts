/** The scheme of read-only documents that show an entity as a catalog stores it. */
export const INSPECT_SCHEME = 'stagedoor-inspect';

/** `component:default/payment-service` → `stagedoor-inspect:/component/default/payment-service.yaml` */
export function toInspectUri(ref: string): { readonly scheme: string; readonly path: string } {
  return { scheme: INSPECT_SCHEME, path: `/${ref.replace(':', '/')}.yaml` };
}

export function refOfInspectUri({ path }: { readonly path: string }): string {
  return path.slice(1).replace('/', ':').replace(/\.yaml$/, '');
}
