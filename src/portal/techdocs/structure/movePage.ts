import { throwIfCancelled } from '../../base/cancellation';
import { PortalError } from '../../base/errors';
import type { DocsService } from '../docsService';
import { Places } from '../page/places';
import { findPage, toDocsUri, type DocsSite } from '../site/docsSite';
import { folderOf } from '../site/pageUrl';
import { resolveLink } from '../site/resolveLink';
import type { DocsEdit, TextChange } from './docsEdit';
import { NavText } from './navText';
import { checkPagePath } from './newPage';

export interface MovePageOptions {
  readonly service: Pick<DocsService, 'page' | 'live'>;
  readonly site: DocsSite;
  readonly configText?: string;
  readonly from: string;
  readonly to: string;
  /** The text of a page where it is open and not saved; others are read. */
  readonly openText?: (path: string) => string | undefined;
  readonly signal?: AbortSignal;
  readonly onProgress?: (done: number, total: number) => void;
}

/**
 * Gives a page another name or place: its file, its entry in the navigation, every link to it, and its own links to what stays
 * where it is. Links in HTML of a page's own stay as they are, as MkDocs leaves them alone too.
 * @throws PortalError where the page cannot be moved there
 */
export async function movePage({ service, site, configText, from, to, openText, signal, onProgress }: MovePageOptions): Promise<DocsEdit> {
  const target = checkPagePath(site, to);
  if (!findPage(site, from) || site.mounts.some(({ prefix }) => from.startsWith(prefix))) {
    throw new PortalError('invalid', `${from} is no page of this site itself. Move it in its own folder.`);
  }
  const changes = new Map<string, readonly TextChange[]>();
  if (site.configUri !== undefined && configText !== undefined) {
    addTo(changes, site.configUri, new NavText(configText).replacePath(from, target));
  }
  for (const [done, { path }] of site.pages.entries()) {
    throwIfCancelled(signal);
    const text = openText?.(path) ?? (await service.page(site, path, signal));
    addTo(changes, toDocsUri(site, path), await linkChanges({ service, site, path, text, from, to: target }));
    onProgress?.(done + 1, site.pages.length);
  }
  return { changes, creates: [], renames: [{ from: toDocsUri(site, from), to: toDocsUri(site, target) }] };
}

function addTo(changes: Map<string, readonly TextChange[]>, uri: string, more: readonly TextChange[]): void {
  if (more.length > 0) {
    changes.set(uri, more);
  }
}

interface Move extends Pick<MovePageOptions, 'service' | 'site' | 'from' | 'to'> {
  readonly path: string;
  readonly text: string;
}

async function linkChanges({ service, site, path, text, from, to }: Move): Promise<readonly TextChange[]> {
  const isMoved = path === from;
  if (!isMoved && !text.includes(nameIn(from))) {
    return []; // nothing on the page can lead to what moves
  }
  const places = new Places(text.split(/\r\n?|\n/));
  const { links } = await service.live(site, path).render(text);
  const changes = new Map<string, TextChange>();
  for (const { href, lines } of links) {
    const place = places.find(href, ...lines);
    const [, written = '', suffix = ''] = /^([^?#]*)(.*)$/s.exec(href) ?? [];
    if (written === '' || /^(?:[a-z][a-z0-9+.-]*:|\/)/i.test(href)) {
      continue;
    }
    const target = resolveLink(site, path, href);
    const goal = target.type === 'page' || target.type === 'file' ? (target.path === from ? to : target.path) : undefined;
    const next = goal === undefined ? undefined : relativePath(folderOf(isMoved ? to : path), goal);
    // What leads to the same place as before stays as it is written.
    if (place && goal !== undefined && next !== undefined && (goal === to || (isMoved && folderOf(from) !== folderOf(to)))) {
      const encoded = next.split('/').map((segment) => (/[%]/.test(written) || / /.test(segment) ? encodeURIComponent(segment) : segment)).join('/');
      if (encoded !== written) {
        const key = `${place.start.line}:${place.start.character}`;
        changes.set(key, { start: place.start, end: place.end, text: encoded + suffix });
      }
    }
  }
  return [...changes.values()];
}

/** What a link to the page must have in it: links may leave out the end of its name, and encode the rest. */
function nameIn(path: string): string {
  const stem = path.slice(path.lastIndexOf('/') + 1).replace(/\.[^.]*$/, '');
  return /^[\w-]+$/.test(stem) && !['index', 'README'].includes(stem) ? stem : '';
}

function relativePath(folder: string, path: string): string {
  const folders = folder.split('/').filter(Boolean);
  const segments = path.split('/');
  while (folders.length > 0 && segments.length > 1 && folders[0] === segments[0]) {
    folders.shift();
    segments.shift();
  }
  return '../'.repeat(folders.length) + segments.join('/');
}
