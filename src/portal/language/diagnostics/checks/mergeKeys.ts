import type { JsonValue } from '../../../catalog/entity';
import { createProblem, type LanguageProblem } from '../languageProblem';
import type { DocumentFacts } from './documentCheck';

type Path = readonly (string | number)[];

/** `<<: *base` says nothing to Backstage: it reads YAML 1.2, which has no merge keys. */
export function* checkMergeKeys({ document, value, positions }: DocumentFacts): Iterable<LanguageProblem | undefined> {
  if (!document.text.includes('<<')) {
    return;
  }
  for (const path of mergeKeysIn(value, [])) {
    const message = 'Backstage does not apply merge keys: `<<` is a field of that name to it, and what it should bring in is missing. Write the fields out.';
    yield createProblem('document/merge-key', { message, range: positions.key(path) });
  }
}

function* mergeKeysIn(value: JsonValue, path: Path): Iterable<Path> {
  if (typeof value !== 'object' || value === null) {
    return;
  }
  for (const [key, part] of Array.isArray(value) ? value.entries() : Object.entries(value)) {
    if (key === '<<') {
      yield [...path, key];
    } else {
      yield* mergeKeysIn(part, [...path, key]);
    }
  }
}
