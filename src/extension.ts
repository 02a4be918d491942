import type * as vscode from 'vscode';

/** What the two entries bring of their host. */
export interface HostServices {
  /** `node` on the desktop and in remote hosts, `web` in the browser's worker. */
  readonly kind: 'node' | 'web';
}

/** The composition root: the only place that knows every room. */
export function activateShared(_context: vscode.ExtensionContext, _host: HostServices): void {
  // Rooms register themselves here.
}
