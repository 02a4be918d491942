import { missingScopes, READ_SCOPES, WORKFLOW_SCOPES } from '../../portal/github/scopes';

/** The scopes of `wanted` that nothing in `granted` holds. */
export function lackingScopes(wanted: readonly string[], granted: readonly string[]): readonly string[] {
  return wanted.filter((scope) => missingScopes(scope, granted.join(',')) !== undefined);
}

/** Whether reading is all that is wanted. */
export function isReading(wanted: readonly string[]): boolean {
  return lackingScopes(wanted, READ_SCOPES).length === 0;
}

/** Sets under which a session may have been made that also serves `wanted`, the set itself first. */
export function scopeSetsFor(wanted: readonly string[]): readonly (readonly string[])[] {
  return isReading(wanted) ? [wanted, WORKFLOW_SCOPES] : [wanted];
}

/**
 * What to ask for where one of `alternatives` would have been enough: reading's own set where it holds one of them,
 * otherwise that set and the first alternative, never all of them.
 */
export function scopesToAsk(alternatives: readonly string[]): readonly string[] {
  const first = alternatives[0];
  return first === undefined || alternatives.some((scope) => lackingScopes([scope], READ_SCOPES).length === 0)
    ? READ_SCOPES
    : [...READ_SCOPES, first];
}
