import * as vscode from 'vscode';
import { isPortalError, messageOf } from '../../portal/base/errors';
import { READ_SCOPES } from '../../portal/github/scopes';
import type { DocsAction, FailureView } from '../../protocol/docs';
import type { EditorServices } from '../services';

/** What the panel knows beside an error. */
export interface FailureContext {
  /** Whether the entity is in the catalog. */
  readonly entity: boolean;
  /** Whether the site itself could be opened, and only something in it is amiss. */
  readonly site: boolean;
  /** The GitHub that the docs are on, where nobody is signed in to it, and whether they were shown before. */
  readonly signedOut?: { readonly host: string; readonly wasShown: boolean } | undefined;
}

/** An error as the panel tells it, with what can be done about it. */
export function toFailureView(error: unknown, known: FailureContext): FailureView {
  const reason = isPortalError(error) ? error.reason : undefined;
  // Without a session GitHub says of what is private that it is not there.
  if (known.signedOut && (reason === 'not-found' || reason === 'unauthorized' || reason === 'forbidden')) {
    return toSignInView(messageOf(error), known.signedOut);
  }
  const actions: { id: DocsAction; label: string }[] = [];
  if (known.site) {
    actions.push({ id: 'home', label: vscode.l10n.t('Go to the First Page') });
  }
  // Only what is wrong in a file is mended there.
  if (known.entity && !known.site && (reason === 'not-found' || reason === 'invalid')) {
    actions.push({ id: 'openDefinition', label: vscode.l10n.t('Open catalog-info.yaml') });
  }
  actions.push({ id: 'retry', label: vscode.l10n.t('Try Again') });
  return { title: titleOf(reason, known), message: messageOf(error), withSite: known.site, actions };
}

function toSignInView(message: string, { host, wasShown }: NonNullable<FailureContext['signedOut']>): FailureView {
  const name = host.replace(/^https?:\/\//, '');
  return {
    title: vscode.l10n.t('Sign In to See These Docs'),
    message: wasShown
      ? vscode.l10n.t('These docs are on {0}, and you are no longer signed in there. Sign in to see them again.', name)
      : vscode.l10n.t('You are not signed in to {0}, which shows what is private only then. If these docs are public: {1}', name, message),
    withSite: false,
    actions: [
      { id: 'signIn', label: vscode.l10n.t('Sign In') },
      { id: 'retry', label: vscode.l10n.t('Try Again') },
    ],
  };
}

function titleOf(reason: string | undefined, known: { readonly site: boolean }): string {
  switch (reason) {
    case 'not-found':
      return known.site ? vscode.l10n.t('This Page Is Missing') : vscode.l10n.t('No Docs Here');
    case 'offline':
    case 'timeout':
      return vscode.l10n.t('GitHub Cannot Be Reached');
    case 'unauthorized':
    case 'forbidden':
    case 'sso':
      return vscode.l10n.t('Not Allowed to Read These Docs');
    case 'rate-limited':
      return vscode.l10n.t('GitHub Asks for a Pause');
    default:
      return vscode.l10n.t('These Docs Cannot Be Shown');
  }
}

export interface FailedDocs {
  /** The GitHub that the docs are on; `undefined` for those of a folder. */
  readonly host: string | undefined;
  readonly wasShown: boolean;
  readonly entity: boolean;
  readonly site: boolean;
}

/** An error as the panel tells it, after a look at whether anybody is signed in where the docs are. */
export async function describeFailure(error: unknown, { tokens, log }: Pick<EditorServices, 'tokens' | 'log'>, { host, wasShown, entity, site }: FailedDocs): Promise<FailureView> {
  let isSignedOut = false;
  try {
    isSignedOut = host !== undefined && (await tokens.get({ host, scopes: READ_SCOPES, interactive: false })) === undefined;
  } catch (reason) {
    log.warn(`Whether anybody is signed in to ${host ?? ''} could not be found out: ${messageOf(reason)}`);
  }
  return toFailureView(error, { entity, site, ...(isSignedOut && host !== undefined && { signedOut: { host, wasShown } }) });
}
