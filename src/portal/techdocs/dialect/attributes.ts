/** One of an attribute list: `.class`, `#id`, `key=value`, `key="value"`, or a word. The class has the name `.`. */
export type AttributePair = readonly [name: string, value: string];

/**
 * Source: `get_attrs_and_remainder` of Python-Markdown's `attr_list`.
 * @returns the pairs up to what cannot be read, and the rest from the next brace on; what stands before that brace is lost
 */
export function readAttributeList(text: string): { readonly pairs: readonly AttributePair[]; readonly rest: string } {
  const pattern = /([^ =}]+)=(["'])(.*?)\2|([^ =}]+)=([^ =}]+)|([^ =}]+)| /y;
  const pairs: AttributePair[] = [];
  let at = 0;
  for (;;) {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (!match || match[0] === '') {
      const brace = text.indexOf('}', at);
      return { pairs, rest: brace < 0 ? '' : text.slice(brace) };
    }
    const [all, quotedName, , quoted = '', name, value = '', word] = match;
    if (quotedName !== undefined) {
      pairs.push([quotedName, quoted]);
    } else if (name !== undefined) {
      pairs.push([name, value]);
    } else if (word !== undefined) {
      pairs.push(word.startsWith('.') ? ['.', word.slice(1)] : word.startsWith('#') ? ['id', word.slice(1)] : [word, word]);
    }
    at += all.length;
  }
}
