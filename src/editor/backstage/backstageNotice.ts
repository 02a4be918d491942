import type { PortalError } from '../../portal/base/errors';

/** A notice but for its id. */
export interface BackstageNotice {
  readonly severity: 'error' | 'warning' | 'information';
  readonly text: string;
  readonly label: string;
  readonly hint: string;
  readonly action: { readonly title: string; readonly command: string; readonly arguments?: readonly string[] };
}

const REFRESH: BackstageNotice['action'] = { title: 'Try Again', command: 'stagedoor.refreshCatalog' };

/**
 * What to say of a Backstage that could not be read.
 * @param known when it was last read, in words; absent where it never was
 */
export function describeBackstage({ reason, message }: PortalError, base: string, label: string, known: string | undefined): BackstageNotice {
  const token = (title: string): BackstageNotice['action'] => ({ title, command: 'stagedoor.signInToBackstage', arguments: [base] });
  const hint = known === undefined ? label : `${label}, ${known}`;
  switch (reason) {
    case 'unauthorized':
      return { severity: 'warning', text: message, label: `Sign in to ${label}`, hint: base.replace(/^https?:\/\//, ''), action: token('Sign In') };
    case 'forbidden':
      return { severity: 'warning', text: message, label: 'The token may not read the catalog', hint: label, action: token('Use Another Token') };
    case 'rate-limited':
      return { severity: 'information', text: message, label: 'Backstage asks for a pause', hint, action: REFRESH };
    case 'offline':
      return { severity: 'information', text: message, label: 'Backstage cannot be reached', hint, action: REFRESH };
    case 'timeout':
      return { severity: 'information', text: message, label: 'Backstage does not answer', hint, action: REFRESH };
    case 'server':
      return { severity: 'warning', text: message, label: 'Backstage failed', hint, action: REFRESH };
    default:
      return { severity: 'error', text: message, label: 'Backstage could not be read', hint, action: { title: 'Open Settings', command: 'workbench.action.openSettings', arguments: ['stagedoor.backstage'] } };
  }
}
