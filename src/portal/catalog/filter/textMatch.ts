import type { CatalogEntity, JsonValue } from '../entity';
import { kindOfRef, nameOfRef } from '../grouping/kindOrder';

/** The words of what somebody typed, in lower case. */
export function toWords(text: string): readonly string[] {
  return text.toLowerCase().split(/\s+/).filter((word) => word !== '');
}

/**
 * Whether an entity answers to every word: by part of its name, title or display name, by part of what a Location points
 * to, or by a whole tag. Source: `EntityTextFilter` of @backstage/plugin-catalog-react.
 * @param words in lower case, as `toWords` gives them
 */
export function matchesWords(known: CatalogEntity, words: readonly string[]): boolean {
  return words.every((word) => matchesWord(known, word));
}

/** Asked of many entities at a time, so that it makes nothing, and reads the entity itself last. */
function matchesWord(known: CatalogEntity, word: string): boolean {
  const { ref, sortKey, facets } = known;
  return (
    sortKey.includes(word) ||
    ref.includes(word, ref.indexOf('/') + 1) ||
    facets.tags.some((tag) => tag.toLowerCase() === word) ||
    furtherTexts(known).some((text) => text.includes(word))
  );
}

/** All of an entity that a word may be a part of, in lines. Whole tags are not in it. */
export function searchedText(known: CatalogEntity): string {
  const { ref, sortKey } = known;
  const name = nameOfRef(ref);
  return [...(sortKey.includes(name) ? [] : [name]), sortKey, ...furtherTexts(known)].join('\n');
}

/** Kinds of which more is searched than lists show. */
const HOLD_MORE: ReadonlySet<string> = new Set(['group', 'user', 'location']);

function furtherTexts(known: CatalogEntity): readonly string[] {
  const kind = kindOfRef(known.ref);
  if (!HOLD_MORE.has(kind)) {
    return [];
  }
  const { spec } = known.entity;
  if (kind === 'location') {
    return [...textsOf(spec?.['target']), ...textsOf(spec?.['targets'])];
  }
  const profile = spec?.['profile'];
  return isObject(profile) ? textsOf(profile['displayName']) : [];
}

function textsOf(value: JsonValue | undefined): readonly string[] {
  return (Array.isArray(value) ? value : [value]).flatMap((entry) => (typeof entry === 'string' ? [entry.toLowerCase()] : []));
}

function isObject(value: JsonValue | undefined): value is { [key: string]: JsonValue } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
