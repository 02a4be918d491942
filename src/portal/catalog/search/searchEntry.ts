import type { CatalogEntity } from '../entity';
import { foldText } from './foldText';
import { pairBitsOf } from './pairBits';

/** What is searched of an entity, folded once: made of its facets, so that the entity itself is not parsed. */
export interface SearchEntry {
  readonly known: CatalogEntity;
  /** By what entries are ordered: title or name in lower case, as the graph orders them. */
  readonly order: string;
  readonly name: string;
  /** `payment-service` of `PaymentService`; empty where no capitals part words. */
  readonly nameWords: string;
  /** `ps` of `payment-service`. */
  readonly nameInitials: string;
  /** Empty where there is none. */
  readonly title: string;
  readonly titleInitials: string;
  /** Name of the owner, without kind and namespace. */
  readonly owner: string;
  readonly tags: readonly string[];
  readonly description: string;
  /** All of these in lines: a word that is not in here is in none of them. */
  readonly text: string;
  /** The pairs of letters of that text. */
  readonly pairs: readonly number[];
  /** The letters of name and title, a bit each: what lacks one of them cannot match by letters in order. */
  readonly letters: number;
  /** How name, its words and title begin: what has none of its bits begins with no word of that first letter. */
  readonly starts: number;
}

const entries = new WeakMap<CatalogEntity, SearchEntry>();

/** The same entry for as long as the entity is the same. */
export function toSearchEntry(known: CatalogEntity): SearchEntry {
  const made = entries.get(known);
  if (made) {
    return made;
  }
  const { facets, ref } = known;
  const written = facets.name ?? nameOf(ref);
  const name = foldText(written);
  const title = foldText(facets.title ?? '');
  const nameWords = facets.name === undefined ? '' : foldText(wordsOf(facets.name).join('-'));
  const owner = facets.owner === undefined ? '' : foldText(nameOf(facets.owner));
  const tags = facets.tags.map(foldText);
  const description = facets.description === undefined ? '' : foldText(facets.description);
  const text = [name, nameWords, title, owner, ...tags, description].join('\n');
  const entry: SearchEntry = {
    known,
    order: (facets.title ?? written).toLowerCase(),
    name,
    nameWords,
    nameInitials: initialsOf(written),
    title,
    titleInitials: facets.title === undefined ? '' : initialsOf(facets.title),
    owner,
    tags,
    description,
    text,
    pairs: pairBitsOf(text),
    letters: lettersOf(name) | lettersOf(title),
    starts: lettersOf(name.slice(0, 1)) | lettersOf(nameWords.slice(0, 1)) | lettersOf(title.slice(0, 1)),
  };
  entries.set(known, entry);
  return entry;
}

/** A bit for each letter or digit of a text; a few share one. */
export function lettersOf(text: string): number {
  let bits = 0;
  for (let at = 0; at < text.length; at++) {
    bits |= 1 << (text.charCodeAt(at) & 31);
  }
  return bits;
}

/** The name out of `kind:namespace/name`. */
export function nameOf(ref: string): string {
  return ref.slice(ref.indexOf('/') + 1);
}

/** The words of a name, be they parted by signs or by capitals: `orderAPI-gateway` has `order`, `API` and `gateway`. */
function wordsOf(written: string): readonly string[] {
  return written.match(/[\p{L}\p{N}]+/gu)?.flatMap((word) => word.match(/\p{Lu}+(?!\p{Ll})|\p{Lu}?[^\p{Lu}]+|\p{Lu}/gu) ?? []) ?? [];
}

function initialsOf(written: string): string {
  return foldText(wordsOf(written).map((word) => word.slice(0, 1)).join(''));
}
