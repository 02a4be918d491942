import type { CatalogEntity } from '../../../catalog/entity';
import { repositoryKey } from '../../../catalog/catalogRecord';
import { rangeAt, summaryOf, type CatalogContext } from '../catalogContext';
import type { PlacedDocument } from '../../parsedText';
import { createProblem, moveProblem, type LanguageProblem } from '../languageProblem';
import type { CatalogCheck } from './catalogCheck';

const NAME = ['metadata', 'name'];

/** One entity ref may come from one place only. Source: the conflict check of DefaultProcessingDatabase, which keeps the first. */
export const checkDuplicates: CatalogCheck = function* (document, context) {
  const { ref } = summaryOf(document);
  if (ref === undefined) {
    return;
  }
  const range = rangeAt(document, NAME);
  const known = context.graph.get(ref);
  if (known && isElsewhere(known, context)) {
    const { uri, position } = known.origin;
    const message = `${ref} is already defined in ${known.origin.location?.replace(/^url:/, '') ?? uri}, line ${position.line + 1}. Backstage keeps one of the two: give this one another name or namespace.`;
    yield createProblem('catalog/duplicate', { message, range, ref, related: [{ message: `${ref} is defined here as well`, uri, range: { start: position, end: position } }] });
    return;
  }
  for (const { code, severity, message } of context.verdicts.filter((verdict) => verdict.ref === ref)) {
    if (code === 'catalog/duplicate') {
      yield createProblem('catalog/duplicate', { message, severity, range, ref });
    }
  }
};

/** Documents of a file that define what one further up does. It depends on their order, so that it is looked for in the file as a whole. */
export function findRepeated(documents: readonly PlacedDocument[]): readonly LanguageProblem[] {
  const seen = new Set<string>();
  return documents.flatMap(({ document, startLine }) => {
    const { ref } = summaryOf(document);
    if (ref === undefined || !seen.has(ref)) {
      seen.add(ref ?? '');
      return [];
    }
    const message = `${ref} is defined further up in this file already. Give this one another name, or remove it.`;
    return [moveProblem(createProblem('catalog/duplicate', { message, range: rangeAt(document, NAME), ref }), startLine)];
  });
}

/** Whether an entity comes from another place for sure, and not from another copy, or another state, of this file. */
function isElsewhere({ origin }: CatalogEntity, { uri, location }: CatalogContext): boolean {
  if (origin.uri === uri || (location !== undefined && origin.location?.replace(/^url:/, '') === location) || DRAFT.test(uri)) {
    return false;
  }
  const [, host = '', owner = '', name = ''] = /^(https?:\/\/[^/]+)\/([^/]+)\/([^/]+)\/(?:blob|tree)\//.exec(location ?? '') ?? [];
  const isSameRepository = origin.repository !== undefined && repositoryKey(origin.repository) === repositoryKey({ host, owner, name });
  // Of the same repository GitHub may still hold the state before the file was moved.
  return !isSameRepository || (origin.source === 'workspace' && schemeOf(uri) === schemeOf(origin.uri));
}

/** A file that is being proposed, or not saved yet, may stand for one that is there. */
const DRAFT = /^(?:untitled|stagedoor-proposal):/;

function schemeOf(uri: string): string {
  return uri.slice(0, uri.indexOf(':'));
}
