import { findPage, type DocsSite } from './docsSite';
import { resolveLink } from './resolveLink';

/** Links to files become relative to the page's address; all others stay as they are written. Source: mkdocs 1.6 `_RelativePathTreeprocessor`. */
export function toMkdocsHref(site: DocsSite, path: string, href: string): string {
  if (href.startsWith('#') || href.startsWith('/') || /^[a-z][a-z0-9+.-]*:/i.test(href)) {
    return href;
  }
  const target = resolveLink(site, path, href);
  const from = findPage(site, path)?.url ?? '';
  const [, , suffix = ''] = /^([^?#]*)(.*)$/s.exec(href) ?? [];
  const to = target.type === 'page' && target.path !== path ? findPage(site, target.path)?.url : target.type === 'file' ? target.path.split('/').map(encodeURIComponent).join('/') : undefined;
  return to === undefined ? href : toRelative(from, to) + suffix;
}

function toRelative(from: string, to: string): string {
  const folders = from.split('/').slice(0, -1);
  const targets = to.split('/');
  while (folders.length > 0 && targets.length > 1 && folders[0] === targets[0]) {
    folders.shift();
    targets.shift();
  }
  return '../'.repeat(folders.length) + targets.join('/') || './';
}
