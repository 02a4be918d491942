/**
 * How host and webviews talk. Each webview states its protocol as two maps of requests (what the webview asks of the
 * host, and what the host asks of the webview) and two of notifications; the reply's type follows from the request.
 */
export interface Protocol {
  /** Requests the webview sends to the host: name → [params, result]. */
  readonly hostRequests: Record<string, readonly [params: unknown, result: unknown]>;
  /** One-way messages from the webview to the host: name → params. */
  readonly hostEvents: Record<string, unknown>;
  /** One-way messages from the host to the webview: name → params. */
  readonly viewEvents: Record<string, unknown>;
}

export type Message =
  | { readonly type: 'request'; readonly id: number; readonly name: string; readonly params: unknown }
  | { readonly type: 'cancel'; readonly id: number }
  | { readonly type: 'result'; readonly id: number; readonly result: unknown }
  | { readonly type: 'failure'; readonly id: number; readonly message: string; readonly reason?: string }
  | { readonly type: 'event'; readonly name: string; readonly params: unknown };

/** What crosses is foreign to either side: check the envelope before it is believed. */
export function isMessage(value: unknown): value is Message {
  if (typeof value !== 'object' || value === null || !('type' in value)) {
    return false;
  }
  switch (value.type) {
    case 'request':
      return 'id' in value && typeof value.id === 'number' && 'name' in value && typeof value.name === 'string';
    case 'event':
      return 'name' in value && typeof value.name === 'string';
    case 'cancel':
    case 'result':
      return 'id' in value && typeof value.id === 'number';
    case 'failure':
      return 'id' in value && typeof value.id === 'number' && 'message' in value && typeof value.message === 'string';
    default:
      return false;
  }
}
