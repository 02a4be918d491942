import type { Event } from '../../portal/base/event';
import type { Token } from '../../portal/ports/tokenSource';

/** One place that tokens come from. */
export interface TokenProvider {
  /** For the log: `session`, `pasted`, `environment`. */
  readonly name: string;
  /** What is there already, without asking anybody. */
  find(host: string, scopes: readonly string[]): Promise<FoundToken | undefined>;
  /** Fires with the host whose token may be another one now. */
  readonly onDidChange: Event<string>;
}

export interface FoundToken extends Token {
  /** The OAuth scopes it is known to have; left out where nobody can know (fine-grained tokens). */
  readonly scopes?: readonly string[];
}
