/** Where Backstage reads from: `url` and a web address, or `file` and a path. Source: `LocationSpec` of @backstage/plugin-catalog-common. */
export interface LocationRef {
  readonly type: string;
  readonly target: string;
}

/** `url:https://github.com/acme/shop/blob/main/catalog-info.yaml`, as in `backstage.io/managed-by-location`. */
export function stringifyLocationRef({ type, target }: LocationRef): string {
  return `${type}:${target}`;
}
