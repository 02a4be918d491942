/** Rendering files that are larger is not meant. */
const MOST_CHARACTERS = 500_000;

/** Whether a text can hold anything that is filled in; quick, for all other files. */
export function mayBeSkeleton(text: string): boolean {
  return text.length <= MOST_CHARACTERS && /\{\{|\{%/.test(text);
}
