/** Sizes of the article's text in percent, as the reader steps through them. */
const SIZES = [70, 80, 90, 100, 110, 125, 150, 175, 200];

/** The next size up (1) or down (-1); 0 is the usual one again. */
export function nextSize(current: number, by: -1 | 0 | 1): number {
  if (by === 0) {
    return 100;
  }
  const next = by > 0 ? SIZES.find((size) => size > current) : SIZES.findLast((size) => size < current);
  return next ?? current;
}

/** What was kept may be anything: only sizes that can be read count. */
export function showSize(root: HTMLElement, percent: number): number {
  const size = Math.min(200, Math.max(70, Number.isFinite(percent) ? percent : 100));
  root.style.setProperty('--docs-text-size', String(size / 100));
  return size;
}
