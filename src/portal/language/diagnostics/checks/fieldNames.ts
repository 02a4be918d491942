import { asObject } from '../../../catalog/checking/policies';
import type { JsonObject } from '../../../catalog/entity';
import { editDistance } from '../../editDistance';
import { createProblem, type LanguageProblem } from '../languageProblem';
import type { DocumentFacts } from './documentCheck';

/** Fields that are often written in the other part. */
const OF_METADATA = ['annotations', 'labels', 'links', 'tags', 'namespace'];
const OF_SPEC = ['owner', 'lifecycle', 'system', 'type', 'dependsOn', 'providesApis', 'consumesApis', 'memberOf'];

/**
 * Fields that Backstage takes without a word and never looks at: almost the name of one that it knows, or in the wrong part.
 * Anything else is a field of somebody's own.
 */
export function* checkFieldNames({ document, value, positions, schemas }: DocumentFacts): Iterable<LanguageProblem | undefined> {
  const { metadata, spec } = { metadata: asObject(value['metadata']), spec: asObject(value['spec']) };
  const known = { metadata: namesAt('metadata'), spec: namesAt('spec') };
  for (const [part, other, written, elsewhere] of [
    ['metadata', 'spec', OF_SPEC, spec],
    ['spec', 'metadata', OF_METADATA, metadata],
  ] as const) {
    const fields = part === 'metadata' ? metadata : spec;
    // Of a kind that nobody has told of, nothing is known.
    if (known[part].size === 0 || (part === 'metadata' && known.spec.size === 0)) {
      continue;
    }
    for (const field of Object.keys(fields)) {
      if (known[part].has(field)) {
        continue;
      }
      const range = positions.key([part, field]);
      if (written.some((name) => name === field) && known[other].has(field)) {
        if (elsewhere[field] === undefined) {
          yield createProblem('field/misplaced', { message: `Backstage looks for \`${field}\` in ${other}, not in ${part}.`, range });
        }
        continue;
      }
      const meant = nearest(field, known[part], fields);
      if (meant !== undefined) {
        yield createProblem('field/misspelt', { message: `Backstage knows no ${part}.${field}, and leaves it alone. Did you mean ${meant}?`, range, suggestions: [meant] });
      }
    }
  }

  function namesAt(part: 'metadata' | 'spec'): ReadonlySet<string> {
    return new Set(schemas.at(document, [part]).flatMap(({ schema }) => Object.keys(schema.properties ?? {})));
  }
}

/** The one field that is missing and is almost called so. */
function nearest(field: string, known: ReadonlySet<string>, written: JsonObject): string | undefined {
  const lowered = field.toLowerCase();
  const limit = field.length >= 8 ? 2 : 1;
  const like = [...known].filter((name) => written[name] === undefined && name.length >= 4 && (name.toLowerCase() === lowered || editDistance(lowered, name.toLowerCase(), limit) !== undefined));
  return like.find((name) => name.toLowerCase() === lowered) ?? (like.length === 1 ? like[0] : undefined);
}
