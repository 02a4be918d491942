import type { Entity } from '../entity';
import type { PageLink } from './entityPage';
import { toText } from './relatedEntity';

const MOST_LINKS = 100;

/** Backstage's icon keys as codicons. Source: the system icons of @backstage/app-defaults, and `kind:…` of its catalog. */
const ICONS: ReadonlyMap<string, string> = new Map([
  ['brokenimage', 'file-media'],
  ['catalog', 'library'],
  ['scaffolder', 'rocket'],
  ['techdocs', 'book'],
  ['search', 'search'],
  ['chat', 'comment-discussion'],
  ['dashboard', 'dashboard'],
  ['docs', 'book'],
  ['email', 'mail'],
  ['github', 'github'],
  ['group', 'organization'],
  ['help', 'question'],
  ['user', 'person'],
  ['warning', 'warning'],
  ['star', 'star-full'],
  ['unstarred', 'star-empty'],
  ['externallink', 'link-external'],
  ['kind:api', 'plug'],
  ['kind:component', 'package'],
  ['kind:domain', 'compass'],
  ['kind:group', 'organization'],
  ['kind:location', 'location'],
  ['kind:system', 'layers'],
  ['kind:user', 'person'],
  ['kind:resource', 'database'],
  ['kind:template', 'rocket'],
]);

/** The codicon of an icon key; a globe where the key is unknown. */
export function linkIcon(key: string | undefined): string {
  return ICONS.get(key?.toLowerCase() ?? '') ?? 'globe';
}

/** What `metadata.links` says, as far as it can be shown. */
export function toLinks({ metadata }: Entity): readonly PageLink[] {
  const written: readonly unknown[] = Array.isArray(metadata.links) ? metadata.links : [];
  return written.slice(0, MOST_LINKS).flatMap((link): PageLink[] => {
    if (typeof link !== 'object' || link === null || !('url' in link) || typeof link.url !== 'string') {
      return [];
    }
    const title = 'title' in link && typeof link.title === 'string' ? toText(link.title) : undefined;
    const icon = 'icon' in link && typeof link.icon === 'string' ? link.icon : undefined;
    const type = 'type' in link && typeof link.type === 'string' ? toText(link.type) : undefined;
    return [{ title: title ?? link.url, url: link.url, web: isWebAddress(link.url), icon: linkIcon(icon), host: hostOf(link.url), type }];
  });
}

/** Whether an address may be opened: a page on the web, and nothing that runs or writes. */
export function isWebAddress(url: string): boolean {
  return URL.canParse(url) && /^https?:$/.test(new URL(url).protocol);
}

function hostOf(url: string): string {
  return isWebAddress(url) ? new URL(url).host : '';
}
