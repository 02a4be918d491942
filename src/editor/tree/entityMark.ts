import { isSerious, type CatalogProblem } from '../../portal/catalog/problems/catalogProblem';

/** What marks and cards need to know of a problem. */
export type MarkedProblem = Pick<CatalogProblem, 'class' | 'severity' | 'message'>;

/** What entities are marked by beside what their files say. */
export interface DecorationSources {
  readonly isNew: (ref: string) => boolean;
  readonly isStarred: (ref: string) => boolean;
  readonly problemsOf: (ref: string) => readonly MarkedProblem[];
}

/** What stands at the end of an entity's row, in plain data. */
export interface EntityMark {
  /** Two characters at most. */
  readonly badge: string;
  readonly tooltip: string;
  /** Id of a theme colour. */
  readonly color?: string;
}

/** What matters most of an entity comes first: its problems, that it is new, that it is deprecated. A star stands before it. */
export function toMark(ref: string, deprecated: boolean, { isNew, isStarred, problemsOf }: DecorationSources): EntityMark | undefined {
  const starred = isStarred(ref);
  const state = stateOf(problemsOf(ref), isNew(ref), deprecated, starred);
  if (!starred) {
    return state;
  }
  return state ? { ...state, badge: `★${state.badge}`, tooltip: `Starred, ${state.tooltip}` } : { badge: '★', tooltip: 'Starred' };
}

function stateOf(problems: readonly MarkedProblem[], isNew: boolean, deprecated: boolean, short: boolean): EntityMark | undefined {
  const serious = problems.filter(isSerious);
  const count = serious.length;
  if (count > 0) {
    const isError = serious.some(({ severity }) => severity === 'error');
    const badge = count < 10 ? String(count) : short ? '+' : '9+';
    return { badge, tooltip: count === 1 ? '1 problem' : `${count} problems`, color: isError ? 'list.errorForeground' : 'list.warningForeground' };
  }
  if (isNew) {
    return { badge: 'N', tooltip: 'New', color: 'gitDecoration.addedResourceForeground' };
  }
  return deprecated ? { badge: 'D', tooltip: 'Deprecated', color: 'list.deemphasizedForeground' } : undefined;
}
