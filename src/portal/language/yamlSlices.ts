/** The part of a file that holds one YAML document, from its `---` on. */
export interface YamlSlice {
  /** The line of the file on which it begins. */
  readonly startLine: number;
  /** Its text with the line ends as they are. */
  readonly text: string;
}

/**
 * Cuts a file into its documents without parsing it. `---` and `...` at the start of a line end a document wherever they
 * stand, in block scalars and quotes too, so that a broken document leaves the others whole.
 * Source: YAML 1.2.2, 9.1.2 (document markers) and 9.1.4 (c-forbidden).
 */
export function sliceDocuments(text: string): YamlSlice[] {
  const slices: YamlSlice[] = [];
  let from = 0;
  let fromLine = 0;
  let line = 0;
  const cut = (to: number, toLine: number) => {
    if (to > from) {
      slices.push({ startLine: fromLine, text: text.slice(from, to) });
    }
    from = to;
    fromLine = toLine;
  };
  for (let start = 0; start < text.length; line += 1) {
    const newline = text.indexOf('\n', start);
    const next = newline === -1 ? text.length : newline + 1;
    if (isMarker(text, start, '---')) {
      cut(start, line);
    } else if (isMarker(text, start, '...')) {
      cut(next, line + 1);
    }
    start = next;
  }
  cut(text.length, line);
  // An empty file is an empty document: people begin there.
  return slices.length > 0 ? slices : [{ startLine: 0, text: '' }];
}

/** Whether a file has directives (`%YAML 1.2`), which stand before the `---` of the document they are for. */
export function hasDirectives(text: string): boolean {
  return text.startsWith('%') || text.includes('\n%');
}

/** Whether a line opens or ends a document. */
export function isMarkerLine(line: string): boolean {
  return isMarker(line, 0, '---') || isMarker(line, 0, '...');
}

function isMarker(text: string, start: number, marker: string): boolean {
  if (!text.startsWith(marker, start)) {
    return false;
  }
  const after = text[start + marker.length];
  return after === undefined || /\s/.test(after);
}

/** The lines of a text without their ends. */
export function splitLines(text: string): string[] {
  return text.split(/\r\n|\n|\r/);
}
