import { DEFAULT_NAMESPACE, parseEntityRef, stringifyEntityRef } from '../../../catalog/entityRef';
import { rangeAt, summaryOf, UPWARDS, type CatalogContext } from '../catalogContext';
import { createProblem } from '../languageProblem';
import type { CatalogCheck } from './catalogCheck';

/** Longer chains than any organization has are not followed. */
const MOST_LEVELS = 100;

/** Groups, domains and components that are above themselves: Backstage's pages of hierarchies and owners stop or go round there. */
export const checkCycles: CatalogCheck = function* (document, context) {
  const { ref: own, upwards } = summaryOf(document);
  const field = UPWARDS.find(({ kind }) => kind === document.kind?.toLowerCase())?.field;
  if (own === undefined || field === undefined) {
    return;
  }
  const chain = [own];
  for (let at = upwards; at !== undefined && chain.length < MOST_LEVELS; at = above(at, context)) {
    chain.push(at);
    if (at === own) {
      const way = chain.length === 2 ? `${own} is its own \`${field}\`.` : `${own} is above itself: ${chain.join(' → ')}.`;
      yield createProblem('reference/cycle', { message: way, range: rangeAt(document, ['spec', field]) });
      return;
    }
    if (chain.indexOf(at) < chain.length - 1) {
      // A ring further up, told to those who are in it.
      return;
    }
  }
};

function above(ref: string, { graph, file }: CatalogContext): string | undefined {
  const own = file.byRef.get(ref);
  if (own) {
    return own.upwards;
  }
  const known = graph.get(ref);
  const field = UPWARDS.find(({ kind }) => ref.startsWith(`${kind}:`));
  const text = field && known?.entity.spec?.[field.field];
  const parent = typeof text === 'string' && field && known ? parseEntityRef(text, { kind: field.kind, namespace: known.entity.metadata.namespace ?? DEFAULT_NAMESPACE }) : undefined;
  return parent && stringifyEntityRef(parent);
}
