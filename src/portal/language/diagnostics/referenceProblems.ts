import type { Steps } from '../../base/steps';
import type { CatalogStatus } from '../../catalog/catalogService';
import { MAX_PROBLEMS } from '../../catalog/checking/limits';
import { DEFAULT_NAMESPACE, stringifyEntityRef } from '../../catalog/entityRef';
import type { CatalogQuery } from '../../catalog/query';
import type { KindSchemas } from '../kindSchemas';
import type { DocumentText, ParsedText } from '../parsedText';
import { refsIn, type RefUse } from '../references';
import { createSuggest } from '../suggestions';
import { createProblem, type LanguageProblem } from './languageProblem';

/** How much the catalog can be trusted to name what exists. */
export type CatalogKnowledge = 'none' | 'workspace' | 'organization';

/**
 * Nothing dangles for sure while a source has not been read. With the workspace alone, what a ref names may well live in
 * another repository.
 */
export function knowledgeOf({ loading, sources }: CatalogStatus): CatalogKnowledge {
  if (loading || sources.length === 0 || sources.some(({ readAt }) => readAt === undefined)) {
    return 'none';
  }
  return sources.every(({ id }) => id === 'workspace') ? 'workspace' : 'organization';
}

/** Entity refs of a file's documents, in lower case: they exist, whether the catalog has read them yet or not. */
export function* refsDefinedIn(parsed: ParsedText): Steps<ReadonlySet<string>> {
  const defined = new Set<string>();
  for (const { document } of parsed.documents) {
    const { kind, namespace, name } = document;
    if (kind !== undefined && name !== undefined) {
      defined.add(stringifyEntityRef({ kind, namespace: namespace ?? DEFAULT_NAMESPACE, name }));
    }
    yield;
  }
  return defined;
}

/** What only a catalog can know of a document: refs to nothing, and to what makes no sense in their field. */
export type CheckReferences = (document: DocumentText, graph: CatalogQuery, knowledge: CatalogKnowledge, defined: ReadonlySet<string>) => Steps<readonly LanguageProblem[]>;

export function createReferenceCheck(schemas: KindSchemas): CheckReferences {
  const suggest = createSuggest();
  const uses = new WeakMap<DocumentText, readonly RefUse[]>();
  const suggested = new WeakMap<CatalogQuery, Map<string, readonly string[]>>();

  const suggestionsFor = (graph: CatalogQuery, use: RefUse & { ref: NonNullable<RefUse['ref']> }, namespace: string) => {
    const known = suggested.get(graph) ?? new Map<string, readonly string[]>();
    suggested.set(graph, known);
    const key = `${use.fieldName} ${namespace} ${stringifyEntityRef(use.ref)}`;
    const found = known.get(key) ?? suggest(graph, use.ref, use.field, namespace);
    known.set(key, found);
    return found;
  };

  return function* (document, graph, knowledge, defined) {
    const refs = uses.get(document) ?? refsIn(document, schemas);
    uses.set(document, refs);
    const problems: LanguageProblem[] = [];
    for (const use of refs) {
      const { ref, field, fieldName, range } = use;
      const full = ref && stringifyEntityRef(ref);
      if (!ref || full === undefined || problems.length >= MAX_PROBLEMS) {
        continue;
      }
      if (field.allowedKinds && !field.allowedKinds.some((kind) => kind.toLowerCase() === ref.kind.toLowerCase())) {
        const message = `\`${fieldName}\` takes refs to ${field.allowedKinds.join(' or ')}; ${full} is of another kind.`;
        problems.push(createProblem('reference/kind', { message, range }));
      } else if (knowledge !== 'none' && !defined.has(full) && !graph.get(full)) {
        yield;
        const suggestions = suggestionsFor(graph, { ...use, ref }, document.namespace ?? DEFAULT_NAMESPACE);
        const where = knowledge === 'workspace' ? 'No catalog file of this workspace defines' : 'The catalog has no';
        const meant = suggestions.length > 0 ? ` Did you mean ${suggestions.join(', or ')}?` : '';
        problems.push(createProblem('reference/dangling', { ...(knowledge === 'workspace' && { severity: 'information' }), message: `${where} ${full}.${meant}`, range, ...(suggestions.length > 0 ? { suggestions } : {}) }));
      }
    }
    return problems;
  };
}
