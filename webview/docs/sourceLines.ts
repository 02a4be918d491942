/** A block of the article and the line of the source file it begins on, from 0. */
interface Anchor {
  readonly line: number;
  readonly top: number;
}

/** The line of the source that an element of the article comes from, from 0: its own, or that of the block around it. */
export function lineOf(element: Element | null): number | undefined {
  const block = element?.closest('[data-line]');
  return block ? lineInFile(block) : undefined;
}

/** Lines count from the block of the article they are in, whose own line changes as text above is typed. */
function lineInFile(element: Element): number {
  return Number(element.getAttribute('data-line')) + Number(element.closest('[data-base]')?.getAttribute('data-base') ?? 0);
}

/** The line of the source at the top of what is in sight, with a fraction for how far into its block; `undefined` where nothing tells. */
export function lineAtTop(main: HTMLElement, article: HTMLElement): number | undefined {
  const anchors = toAnchors(main, article);
  const last = anchors.findLastIndex(({ top }) => top <= main.scrollTop + 1);
  const [from, to] = [anchors[last], anchors[last + 1]];
  if (!from) {
    return anchors.length > 0 ? 0 : undefined;
  }
  return to && to.top > from.top ? from.line + ((main.scrollTop - from.top) / (to.top - from.top)) * (to.line - from.line) : from.line;
}

/** How far to scroll so that a line of the source (with a fraction) stands at the top; `undefined` where nothing tells. */
export function topOfLine(main: HTMLElement, article: HTMLElement, line: number): number | undefined {
  if (line <= 0) {
    return 0;
  }
  const anchors = toAnchors(main, article);
  const last = anchors.findLastIndex((anchor) => anchor.line <= line);
  const [from, to] = [anchors[last], anchors[last + 1]];
  if (!from) {
    return anchors.length > 0 ? 0 : undefined;
  }
  return to && to.line > from.line ? from.top + ((line - from.line) / (to.line - from.line)) * (to.top - from.top) : from.top;
}

/** Blocks in sight order, each below the one before in both page and source; what moves (footnotes) or folds (closed details) is left out. */
function toAnchors(main: HTMLElement, article: HTMLElement): readonly Anchor[] {
  const offset = main.scrollTop - main.getBoundingClientRect().top;
  const anchors: Anchor[] = [];
  for (const element of article.querySelectorAll('[data-line]')) {
    const line = lineInFile(element);
    const box = element.getBoundingClientRect();
    const top = box.top + offset;
    const before = anchors.at(-1);
    if (box.height > 0 && (!before || (line > before.line && top >= before.top))) {
      anchors.push({ line, top });
    }
  }
  return anchors;
}
