import { decodeEntities } from '../entities';
import { Element } from '../element';
import type { KeysOptions } from '../options';
import { escaped } from '../placeholders';
import type { InlineRule } from './inlineRule';
import { KEYS, KEY_ALIASES } from './keyNames';

const KEY = `(?:[\\p{L}\\p{N}_-]+|"(?:\\\\.|[^"])+"|'(?:\\\\.|[^'])+')`;
const PATTERN = `(?<!\\\\)((?:\\\\{2})+)(?=\\+)|(?<!\\\\)\\+{2}((?:${KEY}\\+)*?${KEY})\\+{2}`;

/** `++ctrl+alt+del++`. Source: pymdownx.keys. */
export function keys(options: KeysOptions): InlineRule {
  return {
    sign: '+',
    pattern: new RegExp(PATTERN, 'gu'),
    match: (found) => {
      const [all, slashes, written = ''] = found;
      const [start, end] = [found.index, found.index + all.length];
      if (slashes !== undefined) {
        return { node: slashes.replace(/\\\\/g, escaped('\\')), start, end };
      }
      const pressed = splitKeys(written).map((key) => readKey(key, options));
      if (pressed.some((key) => key === undefined)) {
        return undefined;
      }
      const element = new Element(options.strict ? 'kbd' : 'span', options.className === '' ? {} : { class: options.className });
      pressed.forEach((key, i) => {
        if (i > 0 && options.separator !== '') {
          element.add('span').setText(options.separator, true);
        }
        element.add('kbd', key?.name === undefined ? {} : { class: `key-${key.name}` }).setText(key?.label ?? '', true);
      });
      return { node: element, start, end };
    },
  };
}

interface Key {
  /** `undefined` where the text itself was given. */
  readonly name: string | undefined;
  readonly label: string;
}

/** A plus sign in quotes divides as well, unless a backslash stands before it. */
function splitKeys(written: string): readonly string[] {
  return written.split(/(?<!\\)(?:\\\\)*\+/);
}

function readKey(key: string, { camelCase, further }: KeysOptions): Key | undefined {
  if (/^["']/.test(key)) {
    return { name: undefined, label: decodeEntities(key.slice(1, -1).replace(/\\(.)/g, '$1')).trim() };
  }
  const plain = camelCase ? key.replace(/\p{Lu}/gu, (letter, at: number) => (at === 0 || key.charAt(at - 1) === '-' ? '' : '-') + letter.toLowerCase()) : key;
  const name = KEY_ALIASES.get(plain) ?? plain;
  const label = further.get(name) ?? KEYS.get(name);
  return label === undefined || label === '' ? undefined : { name, label };
}
