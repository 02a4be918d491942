import type { ErrorReason } from '../../base/errors';
import type { CatalogStatus } from '../catalogService';
import type { CatalogProblem } from './catalogProblem';

const ADVICE: Readonly<Partial<Record<ErrorReason, string>>> = {
  unauthorized: 'Sign in, and reading goes on.',
  forbidden: 'Grant the right, or ask an owner of the organization for it.',
  sso: 'Authorize your session for the organization on GitHub.',
  'rate-limited': 'Nothing: reading goes on by itself when the limit ends.',
  offline: 'Look at the connection and the proxy; what was read before is shown meanwhile.',
  timeout: 'Nothing: it is tried again at the next reading.',
  'not-found': 'Correct the name in the settings, or ask for access.',
};

/** Sources that could not be read, or not to their end. What was known of them stays in the catalog. */
export function toSourceProblems({ sources }: Pick<CatalogStatus, 'sources'>): readonly CatalogProblem[] {
  return sources.flatMap(({ id, label, error }): CatalogProblem[] =>
    error === undefined || error.reason === 'cancelled'
      ? []
      : [
          {
            id: `source:${id}`,
            class: 'source',
            code: `source/${error.reason}`,
            severity: error.reason === 'rate-limited' ? 'warning' : 'error',
            message: `${label}: ${error.message}`,
            advice: ADVICE[error.reason] ?? 'Read the catalog again; the log tells more.',
            source: id,
            related: [],
            reason: error.reason,
          },
        ],
  );
}
