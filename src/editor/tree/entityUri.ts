/** The scheme under which entities are decorated; nothing can be opened by it. */
export const ENTITY_SCHEME = 'stagedoor-entity';

/** `component:default/payment-service` → `stagedoor-entity:/component/default/payment-service` */
export function entityUri(ref: string): { readonly scheme: string; readonly path: string } {
  return { scheme: ENTITY_SCHEME, path: `/${ref.replace(':', '/')}` };
}

export function refOfEntityUri({ scheme, path }: { readonly scheme: string; readonly path: string }): string | undefined {
  return scheme === ENTITY_SCHEME ? path.slice(1).replace('/', ':') : undefined;
}
