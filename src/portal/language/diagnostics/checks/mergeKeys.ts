import { stringify } from 'yaml';
import { asObject } from '../../../catalog/checking/policies';
import type { JsonValue, Range } from '../../../catalog/entity';
import { createProblem, type LanguageProblem, type ProblemFix } from '../languageProblem';
import type { DocumentFacts } from './documentCheck';

type Path = readonly (string | number)[];

/** `<<: *base` says nothing to Backstage: it reads YAML 1.2, which has no merge keys. */
export function* checkMergeKeys({ document, value, positions }: DocumentFacts): Iterable<LanguageProblem | undefined> {
  if (!document.text.includes('<<')) {
    return;
  }
  for (const path of mergeKeysIn(value, [])) {
    const message = 'Backstage does not apply merge keys: `<<` is a field of that name to it, and what it should bring in is missing. Write the fields out.';
    const range = positions.key(path);
    const fix = writtenOut(value, path, document.lines[range.start.line] ?? '', { start: range.start, end: positions.value(path).end });
    yield createProblem('document/merge-key', { message, range, ...(fix && { fixes: [fix] }) });
  }
}

/** The fields themselves in the place of the merge key, those left out that the map has already; `undefined` between brackets. */
function writtenOut(root: JsonValue, path: Path, line: string, range: Range): ProblemFix | undefined {
  const parent = path.slice(0, -1).reduce<JsonValue | undefined>((at, key) => (Array.isArray(at) ? at[Number(key)] : asObject(at)[key]), root);
  const own = asObject(parent);
  const merged = [own['<<'] ?? null].flat();
  // Of several maps the first one counts.
  const fields = Object.fromEntries(merged.toReversed().flatMap((map) => Object.entries(asObject(map))).filter(([key]) => own[key] === undefined));
  if (Object.keys(fields).length === 0 || !/^[\s-]*$/.test(line.slice(0, range.start.character))) {
    return undefined;
  }
  const newText = stringify(fields).trimEnd().replaceAll('\n', `\n${' '.repeat(range.start.character)}`);
  return { title: 'Write the merged fields out', edits: [{ range, newText }], preferred: true };
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
