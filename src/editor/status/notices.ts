import { baseOfSource } from '../../portal/backstage/backstageAddress';
import type { CatalogStatus, SettingProblem, SourceStatus } from '../../portal/catalog/catalogService';
import type { PortalError } from '../../portal/base/errors';
import { READ_SCOPES } from '../../portal/github/scopes';
import { scopesToAsk } from '../auth/scopes';
import { describeBackstage } from '../backstage/backstageNotice';
import { wasStopped } from './catalogState';

/** One clear message about one cause, and what to do about it. */
export interface Notice {
  /** The same for as long as it is about the same cause: shown once, gone with it. */
  readonly id: string;
  readonly severity: 'error' | 'warning' | 'information';
  /** The whole of it, as a notification says it. */
  readonly text: string;
  /** What of it comes first in a narrow side bar, in 30 characters or so; the text where left out. */
  readonly label?: string;
  /** A few words beside the label. */
  readonly hint?: string;
  readonly action?: NoticeAction;
}

export interface NoticeAction {
  readonly title: string;
  readonly command: string;
  readonly arguments?: readonly unknown[];
}

/** Sources that failed for the same cause on the same host share one message. */
export function toNotices({ loading, refreshing, sources, settings = [] }: CatalogStatus, timeOf: (milliseconds: number) => string): readonly Notice[] {
  const groups = new Map<string, { readonly error: PortalError; readonly sources: SourceStatus[] }>();
  for (const source of sources) {
    if (source.error && source.error.reason !== 'cancelled') {
      const key = SHARED.has(source.error.reason) ? `${source.error.reason}:${hostOf(source.id) ?? baseOfSource(source.id)}` : `${source.error.reason}:${source.id}`;
      const group = groups.get(key);
      if (group) {
        group.sources.push(source);
      } else {
        groups.set(key, { error: source.error, sources: [source] });
      }
    }
  }
  const unusable = [...new Set(settings.map(({ setting }) => setting))].map((setting) => describeSetting(setting, settings.filter((problem) => problem.setting === setting)));
  const notices = [...unusable, ...[...groups].map(([id, { error, sources: failed }]): Notice => ({ id, ...describe(error, failed, timeOf) }))];
  const stopped = loading || refreshing ? [] : sources.filter(wasStopped);
  return stopped.length > 0 ? [...notices, describeStopped(stopped)] : notices;
}

/** The web address of the GitHub a source is on, where it is on one. */
export function hostOf(source: string): string | undefined {
  return /^(?:github|github-org|locations):(https?:\/\/[^/#]+)/.exec(source)?.[1];
}

const SHARED = new Set(['unauthorized', 'offline', 'rate-limited', 'timeout']);
const REFRESH: NoticeAction = { title: 'Try Again', command: 'stagedoor.refreshCatalog' };
const SHOW_LOG: NoticeAction = { title: 'Show Log', command: 'stagedoor.showLog' };

function describeSetting(setting: string, problems: readonly SettingProblem[]): Notice {
  return {
    id: `setting:${setting}`,
    severity: 'warning',
    text: problems.map(({ message }) => message).join(' '),
    label: 'A setting cannot be used',
    hint: setting,
    action: { title: 'Open Settings', command: 'workbench.action.openSettings', arguments: [setting] },
  };
}

function describeStopped(sources: readonly SourceStatus[]): Notice {
  const names = sources.map(({ label }) => label).join(', ');
  return { id: 'stopped', severity: 'information', text: `${names}: reading was stopped`, label: 'Reading was stopped', hint: names, action: { ...REFRESH, title: 'Read Again' } };
}

function describe(error: PortalError, sources: readonly SourceStatus[], timeOf: (milliseconds: number) => string): Omit<Notice, 'id'> {
  const names = sources.map(({ label }) => label).join(', ');
  const host = hostOf(sources[0]?.id ?? '');
  const readAt = Math.min(...sources.map((source) => source.readAt ?? Infinity));
  const known = Number.isFinite(readAt) ? `as read at ${timeOf(readAt)}` : undefined;
  const backstage = baseOfSource(sources[0]?.id ?? '');
  if (backstage !== undefined) {
    return describeBackstage(error, backstage, names, known);
  }
  const { scopes, retryAt, helpUrl } = error.details;
  const missing = scopes?.find((scope) => READ_SCOPES.includes(scope)) ?? scopes?.[0];
  switch (error.reason) {
    case 'unauthorized':
      return {
        severity: 'warning',
        text: `Sign in to read ${names}`,
        hint: host?.replace(/^https?:\/\//, ''),
        action: { title: 'Sign In', command: 'stagedoor.signIn', arguments: [host] },
      };
    case 'forbidden':
      if (error.details.addressRefused) {
        return { severity: 'warning', text: `${names}: the IP allow list does not have your address. Connect to your company’s network`, label: 'Your address is not allowed', hint: names, action: REFRESH };
      }
      return missing !== undefined && scopes !== undefined
        ? {
            severity: 'warning',
            text: `${names}: the right ${missing} is missing`,
            label: `Grant the right ${missing}`,
            hint: names,
            action: { title: 'Grant Access', command: 'stagedoor.signIn', arguments: [host, scopesToAsk(scopes)] },
          }
        : { severity: 'warning', text: error.message, action: { title: 'Sign In Again', command: 'stagedoor.signIn', arguments: [host, READ_SCOPES] } };
    case 'sso':
      return {
        severity: 'warning',
        text: `${names} wants your session authorized for single sign-on`,
        label: 'Authorize single sign-on',
        hint: names,
        action: helpUrl
          ? { title: 'Authorize on GitHub', command: 'stagedoor.openPage', arguments: [helpUrl] }
          : { title: 'Sign In Again', command: 'stagedoor.signIn', arguments: [host, READ_SCOPES] },
      };
    case 'rate-limited':
      if (error.details.reserved && retryAt !== undefined) {
        return {
          severity: 'information',
          text: `${names}: reading pauses until ${timeOf(retryAt)} and goes on by itself, so that your other tools can still use GitHub`,
          label: `Reading pauses until ${timeOf(retryAt)}`,
          hint: `${names}, goes on by itself`,
          action: { title: 'Show Limits', command: 'stagedoor.showRateLimits' },
        };
      }
      return {
        severity: 'information',
        text: retryAt === undefined ? `${names}: GitHub's rate limit is used up` : `${names}: GitHub's rate limit is used up until ${timeOf(retryAt)}`,
        label: retryAt === undefined ? 'Rate limit used up' : `Rate limit until ${timeOf(retryAt)}`,
        hint: `${names}, goes on by itself`,
        action: { title: 'Show Limits', command: 'stagedoor.showRateLimits' },
      };
    case 'offline':
    case 'timeout':
      return {
        severity: 'information',
        text: `${names}: ${host?.replace(/^https?:\/\//, '') ?? 'the folder'} ${error.reason === 'offline' ? 'cannot be reached' : 'does not answer in time'}`,
        label: `${host === undefined ? 'A folder' : 'GitHub'} ${error.reason === 'offline' ? 'cannot be reached' : 'does not answer'}`,
        hint: known === undefined ? names : `${names}, ${known}`,
        action: REFRESH,
      };
    case 'not-found':
      return {
        severity: 'warning',
        text: error.message,
        hint: 'check the setting',
        action: { title: 'Open Settings', command: 'workbench.action.openSettings', arguments: ['stagedoor.organizations'] },
      };
    default:
      return { severity: 'error', text: error.message, hint: known, action: SHOW_LOG };
  }
}
