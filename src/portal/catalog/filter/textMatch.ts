import type { CatalogEntity, JsonValue } from '../entity';

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
  if (words.length === 0) {
    return true;
  }
  const parts = partsOf(known);
  return words.every((word) => parts.some((part) => part.includes(word)) || known.facets.tags.some((tag) => tag.toLowerCase() === word));
}

function partsOf(known: CatalogEntity): readonly string[] {
  const { ref, facets } = known;
  const parts = [ref.slice(ref.indexOf('/') + 1), ...(facets.title === undefined ? [] : [facets.title.toLowerCase()])];
  switch (ref.slice(0, ref.indexOf(':'))) {
    case 'group':
    case 'user': {
      const profile = known.entity.spec?.['profile'];
      return isObject(profile) ? [...parts, ...textsOf(profile['displayName'])] : parts;
    }
    case 'location':
      return [...parts, ...textsOf(known.entity.spec?.['target']), ...textsOf(known.entity.spec?.['targets'])];
    default:
      return parts;
  }
}

function textsOf(value: JsonValue | undefined): readonly string[] {
  return (Array.isArray(value) ? value : [value]).flatMap((entry) => (typeof entry === 'string' ? [entry.toLowerCase()] : []));
}

function isObject(value: JsonValue | undefined): value is { [key: string]: JsonValue } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
