import { lineAtTop, topOfLine } from './sourceLines';

/** For how long, in ms, a person who scrolls the page is not disturbed by where the editor stands. */
const UNDISTURBED = 300;

export interface ScrollSync {
  /** Scrolls on the editor's behalf, unless the reader is scrolling just now. @param line from 0, with a fraction */
  follow(line: number): void;
  /** Scrolls without anybody hearing of it. */
  set(top: number): void;
  enable(enabled: boolean): void;
}

/**
 * Keeps page and editor at the same place. Each side follows the other, and neither answers to having followed: a scroll that this
 * module made itself is not told, and while the reader scrolls, what comes from the editor is an echo and not heeded.
 * @param onScrolled hears which line stands at the top after the reader has scrolled
 */
export function createScrollSync(main: HTMLElement, article: HTMLElement, onScrolled: (line: number) => void, now: () => number = () => performance.now()): ScrollSync {
  let enabled = false;
  let expected = 0;
  let scrolledAt = -Infinity;
  let frame = 0;
  const set = (top: number): void => {
    main.scrollTop = top;
    expected = main.scrollTop; // cut off at the end of the page
  };
  /** Pictures that come in and text that is typed move the page too: only a reader who is in it scrolls it. */
  const isReading = (): boolean => main.matches(':hover') || (document.hasFocus() && main.contains(document.activeElement));
  main.addEventListener('scroll', () => {
    if (Math.abs(main.scrollTop - expected) <= 2 || !isReading()) {
      expected = main.scrollTop;
      return;
    }
    expected = main.scrollTop;
    scrolledAt = now();
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(() => {
      const line = enabled ? lineAtTop(main, article) : undefined;
      if (line !== undefined) {
        onScrolled(line);
      }
    });
  });
  return {
    follow: (line) => {
      const top = enabled && now() - scrolledAt > UNDISTURBED ? topOfLine(main, article, line) : undefined;
      if (top !== undefined) {
        set(top);
      }
    },
    set,
    enable: (value) => {
      enabled = value;
    },
  };
}
