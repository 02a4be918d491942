import { holdsPlaceholder } from '../../../catalog/checking/placeholders';
import type { JsonObject, JsonValue } from '../../../catalog/entity';
import { editDistance } from '../../editDistance';
import { createProblem, type LanguageProblem } from '../languageProblem';
import type { DocumentFacts } from './documentCheck';

const KEYS = ['$text', '$json', '$yaml'];

type Path = readonly (string | number)[];

/**
 * Placeholders that Backstage leaves as they are, without a word: with other keys beside them, or under a key that is almost
 * one of the three. Source: PlaceholderProcessor.
 */
export function* checkPlaceholderKeys({ value, positions }: DocumentFacts): Iterable<LanguageProblem | undefined> {
  if (!holdsPlaceholder(value)) {
    return;
  }
  for (const [found, path] of objectsIn(value, [])) {
    const keys = Object.keys(found);
    for (const key of keys) {
      const meant = KEYS.find((known) => known === key || known === key.toLowerCase() || editDistance(known, key, 1) !== undefined);
      if (meant !== undefined && meant !== key) {
        const message = `${key} is no placeholder, so that it stays as it is. Did you mean ${meant}?`;
        yield createProblem('placeholder/unknown', { message, range: positions.key([...path, key]), suggestions: [meant] });
      } else if (meant !== undefined && keys.length > 1) {
        const others = keys.filter((other) => other !== key).join(', ');
        yield createProblem('placeholder/not-alone', { message: `${key} is not followed, because it does not stand alone: ${others} beside it. A placeholder is an object with one key.`, range: positions.key([...path, key]) });
      }
    }
  }
}

function* objectsIn(value: JsonValue, path: Path): Iterable<readonly [JsonObject, Path]> {
  if (typeof value !== 'object' || value === null) {
    return;
  }
  if (!Array.isArray(value)) {
    yield [value, path];
  }
  for (const [key, part] of Array.isArray(value) ? value.entries() : Object.entries(value)) {
    yield* objectsIn(part, [...path, key]);
  }
}
