const STYLES = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33, cyan: 36 };
export type Style = keyof typeof STYLES;
export type Paint = (style: Style, text: string) => string;

/** @param colour whether the terminal shows colours */
export function toPaint(colour: boolean): Paint {
  return (style, text) => (colour ? `\u001b[${STYLES[style]}m${text}\u001b[0m` : text);
}

/** Files may hold anything; control characters among it must not reach the terminal. */
export function toPrintable(text: string): string {
  return text.replace(/\s*\n\s*/g, ' ').replace(/\p{Cc}/gu, '�');
}
