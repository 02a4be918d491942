/** A letter, digit or underscore of any script, as Python's `\w` has it. For expressions with the flag `u`. */
export const WORD = '[\\p{L}\\p{N}_]';

/** Python's `\b` for such words. */
export const EDGE = `(?:(?<=${WORD})(?!${WORD})|(?<!${WORD})(?=${WORD}))`;
