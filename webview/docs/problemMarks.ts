import type { ProblemMark } from '../../src/protocol/docs';
import { element } from '../shared/element';
import { lineOf } from './sourceLines';

/**
 * Shows what is wrong with a page: on the page where it stands, and in a list above it that leads to the source.
 * @param node an empty `details` for the list
 */
export function createProblemMarks(node: HTMLElement, article: HTMLElement, onChosen: (line: number) => void): { show(problems: readonly ProblemMark[]): void } {
  node.className = 'page-problems';
  node.hidden = true;
  const clear = (): void => {
    for (const marked of article.querySelectorAll('[data-problem]')) {
      marked.removeAttribute('data-problem');
      marked.removeAttribute('title');
    }
  };
  return {
    show: (problems) => {
      clear();
      node.hidden = problems.length === 0;
      node.replaceChildren(
        element('summary', {}, problems.length === 1 ? 'One problem on this page' : `${problems.length} problems on this page`),
        element(
          'ul',
          {},
          ...problems.map(({ message, line }) => {
            const link = element('button', { type: 'button' }, message, element('small', {}, `line ${line + 1}`));
            link.addEventListener('click', () => onChosen(line));
            return element('li', {}, link);
          }),
        ),
      );
      for (const { message, written, kind, line } of problems) {
        const places = kind === 'dropped' ? [blockAt(article, line)] : elementsOf(article, written);
        for (const place of places) {
          place?.setAttribute('data-problem', kind);
          place?.setAttribute('title', message);
        }
      }
    },
  };
}

/** Links and pictures that the source writes so. */
function elementsOf(article: HTMLElement, written: string): readonly Element[] {
  return [...article.querySelectorAll('a[data-href], img[data-source]')].filter((link) => (link.getAttribute('data-href') ?? link.getAttribute('data-source')) === written);
}

/** What is taken out leaves nothing behind: the block it stood in, or the one before. */
function blockAt(article: HTMLElement, line: number): Element | undefined {
  return [...article.querySelectorAll('[data-line]')].filter((block) => (lineOf(block) ?? Infinity) <= line).at(-1);
}
