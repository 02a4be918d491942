import { MAX_PROBLEMS } from '../../../catalog/checking/limits';
import { DEFAULT_NAMESPACE, stringifyEntityRef, type EntityRef } from '../../../catalog/entityRef';
import type { CatalogQuery } from '../../../catalog/query';
import type { KindSchemas } from '../../kindSchemas';
import type { DocumentText } from '../../parsedText';
import { refsIn, type RefUse } from '../../references';
import { createSuggest } from '../../suggestions';
import { createProblem } from '../languageProblem';
import type { CatalogCheck } from './catalogCheck';

/** Finds the refs of a document once for as long as it stays as it is. */
export type RefsOf = (document: DocumentText) => readonly RefUse[];

export function createRefsOf(schemas: KindSchemas): RefsOf {
  const uses = new WeakMap<DocumentText, readonly RefUse[]>();
  return (document) => {
    const known = uses.get(document) ?? refsIn(document, schemas);
    uses.set(document, known);
    return known;
  };
}

/** Refs to nothing, and to what makes no sense in their field. */
export function createReferenceCheck(refsOf: RefsOf): CatalogCheck {
  const suggest = createSuggest();
  const suggested = new WeakMap<CatalogQuery, Map<string, readonly string[]>>();

  const suggestionsFor = (graph: CatalogQuery, { field, fieldName }: RefUse, ref: EntityRef, namespace: string) => {
    const known = suggested.get(graph) ?? new Map<string, readonly string[]>();
    suggested.set(graph, known);
    const key = `${fieldName} ${namespace} ${stringifyEntityRef(ref)}`;
    const found = known.get(key) ?? suggest(graph, ref, field, namespace);
    known.set(key, found);
    return found;
  };

  return function* (document, { graph, knowledge, file }) {
    let count = 0;
    for (const use of refsOf(document)) {
      const { ref, field, fieldName, range } = use;
      if (!ref || count >= MAX_PROBLEMS) {
        continue;
      }
      const full = stringifyEntityRef(ref);
      if (field.allowedKinds && !field.allowedKinds.some((kind) => kind.toLowerCase() === ref.kind.toLowerCase())) {
        count++;
        yield createProblem('reference/kind', { message: `\`${fieldName}\` takes refs to ${field.allowedKinds.join(' or ')}; ${full} is of another kind.`, range });
      } else if (knowledge !== 'none' && !file.byRef.has(full) && !graph.get(full)) {
        count++;
        yield undefined;
        const suggestions = suggestionsFor(graph, use, ref, document.namespace ?? DEFAULT_NAMESPACE);
        const where = knowledge === 'workspace' ? 'No catalog file of this workspace defines' : 'The catalog has no';
        const meant = suggestions.length > 0 ? ` Did you mean ${suggestions.join(', or ')}?` : '';
        yield createProblem('reference/dangling', { ...(knowledge === 'workspace' && { severity: 'information' }), message: `${where} ${full}.${meant}`, range, ...(suggestions.length > 0 && { suggestions }) });
      }
    }
  };
}
