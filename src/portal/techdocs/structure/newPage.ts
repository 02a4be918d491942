import { PortalError } from '../../base/errors';
import { toDocsUri, type DocsSite } from '../site/docsSite';
import { isMarkdownPath, joinPath } from '../site/pageUrl';
import type { DocsEdit, TextChange } from './docsEdit';
import { NavText } from './navText';

export interface NewPageOptions {
  readonly site: DocsSite;
  /** Text of the site's configuration; left out where it has none. */
  readonly configText?: string;
  /** Below the docs folder: `guides/first-steps.md`. */
  readonly path: string;
  readonly title: string;
  /** What the page begins with, `${title}` filled in; left out, a heading. */
  readonly template?: string;
  /** The page it comes behind in the navigation; left out, the end. */
  readonly behind?: string;
}

/** A new page with its entry in the navigation. @throws PortalError where the path cannot be one of a page */
export function newPage({ site, configText, path, title, template, behind }: NewPageOptions): DocsEdit {
  const clean = checkPagePath(site, path);
  const changes = new Map<string, readonly TextChange[]>();
  if (site.configUri !== undefined && configText !== undefined) {
    const nav = new NavText(configText);
    if (nav.isListed) {
      changes.set(site.configUri, nav.add(clean, title, behind));
    }
  }
  const text = (template ?? '# ${title}\n').replaceAll('${title}', () => title);
  return { changes, creates: [{ uri: toDocsUri(site, clean), text: text.endsWith('\n') ? text : `${text}\n` }], renames: [] };
}

/** @returns the path without `.` and `..` @throws PortalError `invalid` where no page can lie there, `conflict` where a file does */
export function checkPagePath(site: DocsSite, path: string): string {
  const clean = /^[/\\]|[\\:*?"<>|\0]/.test(path) ? undefined : joinPath('', path);
  if (clean === undefined || clean === '' || clean.split('/').some((segment) => segment.startsWith('.'))) {
    throw new PortalError('invalid', `${path} is no path below the docs folder. Write one such as guides/first-steps.md.`);
  }
  if (!isMarkdownPath(clean)) {
    throw new PortalError('invalid', `${path} is not the name of a page. End it with .md.`);
  }
  if (site.mounts.some(({ prefix }) => clean.startsWith(prefix))) {
    throw new PortalError('invalid', `${path} would belong to a site that is only included here. Change it in its own folder.`);
  }
  const taken = [...site.files].find((file) => file.toLowerCase() === clean.toLowerCase());
  if (taken !== undefined) {
    throw new PortalError('invalid', `There is a ${taken} already. Choose another name.`);
  }
  return clean;
}
