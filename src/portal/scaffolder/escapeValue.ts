import { stringify } from 'yaml';
import { PortalError } from '../base/errors';

export type TextType = 'json' | 'yaml' | 'script' | 'markdown' | 'word';

/** What a value may be where nothing is escaped: safe inside a path segment, a URL, a quoted text or a shell word. */
const WORD = /^[A-Za-z0-9](?:[A-Za-z0-9._:/@+-]*[A-Za-z0-9])?$/;

const TYPES: Readonly<Record<string, TextType>> = {
  json: 'json',
  yaml: 'yaml',
  yml: 'yaml',
  ts: 'script',
  mts: 'script',
  js: 'script',
  mjs: 'script',
  md: 'markdown',
};

export function textTypeOf(path: string): TextType {
  return TYPES[/\.([a-z]+)$/.exec(path)?.[1] ?? ''] ?? 'word';
}

/**
 * A value where nothing can be escaped.
 * @throws PortalError `invalid` where it holds more than letters, digits and `._:/@+-`
 */
export function toWord(value: string | number | boolean, name: string): string {
  const text = String(value);
  if (!WORD.test(text)) {
    throw new PortalError('invalid', `“${text}” cannot stand where the template puts \`${name}\`: letters, digits and \`._:/@+-\` only.`);
  }
  return text;
}

function toScriptLiteral(value: string | number | boolean): string {
  if (typeof value !== 'string') {
    return String(value);
  }
  const inner = JSON.stringify(value).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'");
  return `'${inner.replace(/[\u2028\u2029]/g, (character) => `\\u${character.charCodeAt(0).toString(16)}`)}'`;
}

/** A whole YAML scalar that is the value in block and in flow context, on one line. */
function toYamlScalar(value: string | number | boolean): string {
  const flow = stringify([value], { collectionStyle: 'flow', flowCollectionPadding: false, lineWidth: 0, blockQuote: false, doubleQuotedAsJSON: true });
  return flow.trimEnd().slice(1, -1);
}

function toMarkdown(value: string | number | boolean): string {
  return String(value)
    .replace(/\s+/g, ' ')
    .replace(/[\\`*_[\]<>#|~&]/g, '\\$&');
}

/**
 * A value as it must stand in a text so that the text stays well-formed and means the value: a whole literal, with its
 * quotes, in JSON, YAML and scripts; escaped prose in Markdown; elsewhere a word.
 */
export function escapeValue(value: string | number | boolean, type: TextType, name: string): string {
  switch (type) {
    case 'json':
      return JSON.stringify(value);
    case 'yaml':
      return toYamlScalar(value);
    case 'script':
      return toScriptLiteral(value);
    case 'markdown':
      return toMarkdown(value);
    case 'word':
      return toWord(value, name);
  }
}
