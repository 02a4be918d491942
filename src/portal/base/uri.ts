/** Joins a relative, `/`-separated path onto a folder or file URI string by URL rules. `base` of a folder ends in `/`. */
export function resolveUri(base: string, relative: string): string {
  return new URL(relative, base).toString();
}

/** The last segment of a URI's path, decoded. */
export function baseName(uri: string): string {
  const path = uri.replace(/[?#].*$/, '').replace(/\/$/, '');
  return decodeURIComponent(path.slice(path.lastIndexOf('/') + 1));
}

/** The folder a URI lies in, with a slash at the end. */
export function dirName(uri: string): string {
  return uri.slice(0, uri.replace(/[?#].*$/, '').lastIndexOf('/') + 1);
}

/** Whether `uri` is `folder` or lies below it. `folder` may end in `/` or not. */
export function isWithin(uri: string, folder: string): boolean {
  const base = folder.endsWith('/') ? folder : `${folder}/`;
  return uri === folder || uri.startsWith(base);
}
