import { stringifyEntityRef } from '../../../catalog/entityRef';
import { readDeprecation } from '../../../catalog/related/deprecation';
import { summaryOf } from '../catalogContext';
import { createProblem } from '../languageProblem';
import type { CatalogCheck } from './catalogCheck';
import type { RefsOf } from './references';

const DEPRECATED = 'deprecated';
const FIELDS: ReadonlySet<string> = new Set(['dependsOn', 'consumesApis']);

/** What depends on something that its owners call deprecated, and is not deprecated itself. */
export function createDeprecatedTargetCheck(refsOf: RefsOf): CatalogCheck {
  return function* (document, { graph, file }) {
    if (summaryOf(document).lifecycle === DEPRECATED) {
      return;
    }
    for (const { ref, fieldName, range } of refsOf(document)) {
      if (!ref || !FIELDS.has(fieldName)) {
        continue;
      }
      const full = stringifyEntityRef(ref);
      const own = file.byRef.get(full);
      const known = own ? undefined : graph.get(full);
      if ((own ? own.lifecycle : known?.facets.lifecycle) !== DEPRECATED) {
        continue;
      }
      const { endOfLife, replacement } = known ? readDeprecation(known) : {};
      const end = endOfLife === undefined ? '' : ` Its end of life is ${endOfLife}.`;
      const instead = replacement === undefined ? '' : ` ${replacement} takes its place.`;
      yield createProblem('reference/deprecated', { message: `${full} is deprecated.${end}${instead}`, range, tag: 'deprecated' });
    }
  };
}
