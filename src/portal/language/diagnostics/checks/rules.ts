import { rangeAt, summaryOf } from '../catalogContext';
import { createProblem } from '../languageProblem';
import type { CatalogCheck } from './catalogCheck';

/** Entities of a kind that `catalog.rules` do not let in, as the catalog found: it knows by way of what the file was registered. */
export const checkRules: CatalogCheck = function* (document, { verdicts }) {
  const { ref } = summaryOf(document);
  const verdict = ref === undefined ? undefined : verdicts.find(({ code, ref: of }) => code === 'rules/not-allowed' && of === ref);
  if (verdict && ref !== undefined) {
    yield createProblem('rules/not-allowed', { message: verdict.message, range: rangeAt(document, ['kind']), ref });
  }
};
