import { parseEntityRef, stringifyEntityRef } from '../../portal/catalog/entityRef';
import type { EntityHistory } from '../../protocol/entity';

/** Steps that can be taken back. */
const MOST_STEPS = 50;

export function startHistory(ref: string): EntityHistory {
  return { ref, back: [], forward: [] };
}

export function goTo(history: EntityHistory, ref: string): EntityHistory {
  return ref === history.ref ? history : { ref, back: [...history.back, history.ref].slice(-MOST_STEPS), forward: [] };
}

export function goBack({ ref, back, forward }: EntityHistory): EntityHistory {
  const last = back.at(-1);
  return last === undefined ? { ref, back, forward } : { ref: last, back: back.slice(0, -1), forward: [ref, ...forward] };
}

export function goForward({ ref, back, forward }: EntityHistory): EntityHistory {
  const [next, ...rest] = forward;
  return next === undefined ? { ref, back, forward } : { ref: next, back: [...back, ref], forward: rest };
}

/** What a panel kept comes back from disk: it is checked before it is believed. */
export function readHistory(state: unknown): EntityHistory | undefined {
  if (typeof state !== 'object' || state === null || !('ref' in state)) {
    return undefined;
  }
  const ref = toRef(state.ref);
  const back = 'back' in state ? toRefs(state.back) : [];
  const forward = 'forward' in state ? toRefs(state.forward) : [];
  return ref === undefined ? undefined : { ref, back, forward };
}

/** The full ref in lower case that a text means; a bare name is a component's. */
export function toRef(text: unknown): string | undefined {
  const parsed = typeof text === 'string' ? parseEntityRef(text, { kind: 'component' }) : undefined;
  return parsed && stringifyEntityRef(parsed);
}

function toRefs(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.flatMap((entry: unknown) => toRef(entry) ?? []).slice(-MOST_STEPS) : [];
}
