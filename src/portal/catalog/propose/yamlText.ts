/** Words that YAML, in one of its versions, takes for something else than text. */
const NOT_TEXT = /^(true|false|null|yes|no|on|off|y|n|~)$/i;
const PLAIN = /^(?:\.\/)?[A-Za-z][A-Za-z0-9 _./()&+-]*$/;

/** A text as a YAML value on one line; quoted wherever it could mean anything else. */
export function toScalar(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return PLAIN.test(line) && !NOT_TEXT.test(line) ? line : JSON.stringify(line);
}
