import { Emitter, type Event } from '../base/event';

/** Organizations of which GitHub left something out of its answers, since they want the session authorized for single sign-on. */
export interface WithheldOrganizations {
  /** GitHub's numbers of them. */
  readonly ids: readonly number[];
  /** Fires when there is a new one, or none any more. */
  readonly onDidChange: Event<void>;
}

/** Source: GitHub's documentation of the header `X-GitHub-SSO: partial-results; organizations=1,2`. */
export class SsoTracker implements WithheldOrganizations {
  #ids: ReadonlySet<number> = new Set();
  readonly #onDidChange = new Emitter<void>();
  readonly onDidChange = this.#onDidChange.event;

  get ids(): readonly number[] {
    return [...this.#ids];
  }

  observe(headers: Headers): void {
    const listed = /^partial-results;\s*organizations=([\d,]+)/.exec(headers.get('x-github-sso') ?? '')?.[1];
    const fresh = (listed ?? '').split(',').map(Number).filter((id) => id > 0 && !this.#ids.has(id));
    if (fresh.length > 0) {
      this.#ids = new Set([...this.#ids, ...fresh]);
      this.#onDidChange.fire();
    }
  }

  clear(): void {
    if (this.#ids.size > 0) {
      this.#ids = new Set();
      this.#onDidChange.fire();
    }
  }
}
