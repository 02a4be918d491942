import type { MarkdownIt, StateInline } from 'markdown-it';

interface Mark {
  readonly marker: string;
  readonly tag: string;
  /** Whether blanks may stand between the markers. */
  readonly blanks: boolean;
}

/** Longer markers first. Source: pymdownx.mark, .tilde and .caret (the caret's part is on only where a site asks for it). */
const MARKS: readonly Mark[] = [
  { marker: '==', tag: 'mark', blanks: true },
  { marker: '~~', tag: 'del', blanks: true },
  { marker: '^^', tag: 'ins', blanks: true },
  { marker: '~', tag: 'sub', blanks: false },
  { marker: '^', tag: 'sup', blanks: false },
];

/** `==mark==`, `~~del~~`, `^^ins^^`, `~sub~`, `^sup^`. */
export function inlineMarks(md: MarkdownIt): void {
  md.inline.ruler.disable('strikethrough');
  md.inline.ruler.before('emphasis', 'marks', parseMark);
}

function parseMark(state: StateInline, silent: boolean): boolean {
  const mark = MARKS.find(({ marker }) => state.src.startsWith(marker, state.pos));
  if (!mark) {
    return false;
  }
  const { marker } = mark;
  const start = state.pos + marker.length;
  const end = findEnd(state.src, start, state.posMax, mark);
  if (end === undefined) {
    return false;
  }
  if (!silent) {
    const max = state.posMax;
    state.push(`${mark.tag}_open`, mark.tag, 1).markup = marker;
    state.pos = start;
    state.posMax = end;
    state.md.inline.tokenize(state);
    state.posMax = max;
    state.push(`${mark.tag}_close`, mark.tag, -1).markup = marker;
  }
  state.pos = end + marker.length;
  return true;
}

function findEnd(text: string, start: number, max: number, { marker, blanks }: Mark): number | undefined {
  const sign = marker.charAt(0);
  if (start >= max || /\s/.test(text.charAt(start)) || text.charAt(start) === sign) {
    return undefined;
  }
  for (let i = start + 1; i + marker.length <= max; i++) {
    const character = text.charAt(i);
    if (character === '\\') {
      i++;
    } else if (!blanks && /\s/.test(character)) {
      return undefined;
    } else if (text.startsWith(marker, i) && !/\s/.test(text.charAt(i - 1))) {
      return text.charAt(i + marker.length) === sign && marker.length === 1 ? undefined : i;
    }
  }
  return undefined;
}
