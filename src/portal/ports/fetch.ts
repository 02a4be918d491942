/** The part of WHATWG `fetch` that the portal uses; the host brings its proxy and certificates. */
export type Fetch = (
  url: string,
  init?: {
    readonly method?: string;
    readonly headers?: Readonly<Record<string, string>>;
    readonly body?: string;
    readonly signal?: AbortSignal;
    /** `manual` keeps a redirect from carrying a request to another host. */
    readonly redirect?: 'follow' | 'error' | 'manual';
  },
) => Promise<Response>;
