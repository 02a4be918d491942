import { asObject } from '../../../catalog/checking/policies';
import { createProblem, type LanguageProblem } from '../languageProblem';
import type { DocumentFacts } from './documentCheck';

/** Fields of the metadata that the server gives to each entity, whatever a file says. */
const SERVER_ONLY = ['uid', 'etag'];

export function* checkServerMetadata({ value, positions }: DocumentFacts): Iterable<LanguageProblem | undefined> {
  const metadata = asObject(value['metadata']);
  for (const name of SERVER_ONLY) {
    if (metadata[name] !== undefined) {
      yield createProblem('metadata/server-only', { message: `metadata.${name} is given by the catalog server, which does not keep what a file says: remove it.`, range: positions.key(['metadata', name]), tag: 'unnecessary' });
    }
  }
}
