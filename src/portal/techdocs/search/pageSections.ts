import { decodeEntities } from '../dialect/entities';

/** What stands below one heading of a page, as text. */
export interface PageSection {
  /** Id of the heading; empty for what stands before the first, and for the page's title. */
  readonly anchor: string;
  /** Empty for what stands before the first heading. */
  readonly title: string;
  readonly text: string;
}

const HEADING = /<h([1-6])(?:\s[^<>]*?)?>([\s\S]*?)<\/h\1>/g;
const HIDDEN = /<(script|style|template)\b[\s\S]*?<\/\1\s*>|<!--[\s\S]*?-->|<td class="linenos">[\s\S]*?<\/td>|<a class="headerlink"[\s\S]*?<\/a>/gi;

/** Cuts the HTML of a page at its headings. */
export function toSections(html: string): readonly PageSection[] {
  const shown = html.replace(HIDDEN, ' ');
  const sections: PageSection[] = [];
  let anchor = '';
  let title = '';
  let start = 0;
  const close = (end: number): void => {
    const text = toText(shown.slice(start, end));
    if (text !== '' || title !== '') {
      sections.push({ anchor, title, text });
    }
  };
  for (const match of shown.matchAll(HEADING)) {
    close(match.index);
    const [all, level = '', inside = ''] = match;
    title = toText(inside);
    anchor = level === '1' && sections.length === 0 ? '' : (/\sid="([^"]*)"/.exec(all.slice(0, all.indexOf('>')))?.[1] ?? '');
    start = match.index + all.length;
  }
  close(shown.length);
  return sections;
}

function toText(html: string): string {
  return decodeEntities(html.replace(/<\/?(?:p|div|li|td|th|tr|h\d|br|dt|dd|pre|summary|label|figcaption|blockquote)\b[^>]*>/gi, ' ').replace(/<[^>]*>/g, ''))
    .replace(/\s+/g, ' ')
    .trim();
}
