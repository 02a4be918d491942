import { readFrontMatter } from '../frontMatter';
import { isIndex, stemOf } from './pageUrl';

/** A name of a file or folder as a title. Source: mkdocs 1.6 `dirname_to_title` and `Page.title`. */
export function toTitle(name: string): string {
  const title = name.replace(/[-_]/g, ' ');
  return title.toLowerCase() === title ? title.charAt(0).toUpperCase() + title.slice(1) : title;
}

/** The title a page has before it is read. */
export function titleFromPath(path: string): string {
  return isIndex(path) && !path.includes('/') ? 'Home' : toTitle(stemOf(path));
}

/**
 * The title of a page by its text: `title` of the front matter, else a level one heading that opens the page.
 * @returns `undefined` where the text has none and the file's name counts
 */
export function titleFromText(text: string, headingOf: (body: string) => string | undefined): string | undefined {
  const { data, body } = readFrontMatter(text);
  const title = data['title'];
  return typeof title === 'string' && title.trim() !== '' ? title.trim() : headingOf(body);
}
