import { lineOf } from './sourceLines';

export interface ArticleEvents {
  /** A place on the page itself was chosen. @param id decoded */
  readonly onAnchor: (id: string) => void;
  readonly onLink: (href: string) => void;
  /** A picture or drawing is to be shown large. */
  readonly onPicture: (picture: Element) => void;
  /** The source is asked for. @param line from 0 */
  readonly onSource: (line: number) => void;
}

/** Hears what is clicked in the article. Every link is followed by the host or inside the page; the frame itself never goes anywhere. */
export function wireArticle(article: HTMLElement, { onAnchor, onLink, onPicture, onSource }: ArticleEvents): void {
  document.addEventListener(
    'click',
    (event) => {
      const link = event.target instanceof Element ? event.target.closest('a, area') : null;
      if (!link || !article.contains(link)) {
        return;
      }
      event.preventDefault();
      event.stopPropagation();
      const href = link.getAttribute('data-href');
      if (href?.startsWith('#')) {
        onAnchor(decodeFragment(href.slice(1)));
      } else if (href) {
        onLink(href);
      }
    },
    true,
  );
  article.addEventListener('click', ({ target }) => {
    const picture = pictureOf(target);
    if (picture) {
      onPicture(picture);
    }
  });
  article.addEventListener('keydown', (event) => {
    const picture = pictureOf(event.target);
    if (picture && (event.key === 'Enter' || event.key === ' ')) {
      event.preventDefault();
      onPicture(picture);
    }
  });
  article.addEventListener('dblclick', ({ target }) => {
    const line = target instanceof Element && !target.closest('a, button, input, label, summary') ? lineOf(target) : undefined;
    if (line !== undefined) {
      onSource(line);
    }
  });
}

/** The picture or drawing that was meant, where it stands for itself. */
function pictureOf(target: EventTarget | null): Element | undefined {
  return target instanceof Element ? (target.closest('.diagram > svg') ?? target.closest('img.enlargeable') ?? undefined) : undefined;
}

function decodeFragment(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // a lone % sign
  }
}
