import { describe, expect, it } from 'vitest';
import { toCatalogState, toProgress } from '../../../src/editor/status/catalogState';
import { hostOf, toNotices } from '../../../src/editor/status/notices';
import { PortalError, type ErrorReason, type PortalErrorDetails } from '../../../src/portal/base/errors';
import { organizationSourceId } from '../../../src/portal/catalog/organizationReader';
import type { CatalogStatus, SourceStatus } from '../../../src/portal/catalog/catalogService';

const failed = (label: string, reason: ErrorReason, details: PortalErrorDetails = {}, rest: Partial<SourceStatus> = {}): SourceStatus => ({
  id: organizationSourceId('https://github.com', label),
  label,
  error: new PortalError(reason, `${label} failed`, details),
  ...rest,
});
const statusOf = (...sources: SourceStatus[]): CatalogStatus => ({ loading: false, refreshing: false, sources });
const noticesOf = (...sources: SourceStatus[]) => toNotices(statusOf(...sources), (time) => `T${time}`);

describe('toNotices', () => {
  it('says once for an organization and its people what holds for their host', () => {
    const directory = { ...failed('people', 'rate-limited', { retryAt: 7, reserved: true }), id: 'github-org:https://github.com/acme' };
    expect(noticesOf(failed('acme', 'rate-limited', { retryAt: 7, reserved: true }), directory)).toHaveLength(1);
    expect([hostOf('locations:https://ghe.example.com#1a2b'), hostOf('github:https://github.com/acme#3c'), hostOf('workspace')]).toEqual(['https://ghe.example.com', 'https://github.com', undefined]);
  });

  it('says that reading pauses by itself, which is no limit that is used up', () => {
    expect(noticesOf(failed('acme', 'rate-limited', { retryAt: 7, reserved: true }))[0]).toMatchObject({ severity: 'information', label: 'Reading pauses until T7', action: { command: 'stagedoor.showRateLimits' } });
    expect(noticesOf(failed('acme', 'rate-limited', { retryAt: 7 }))[0]?.label).toBe('Rate limit until T7');
  });

  it('offers to try again, not to sign in, where an IP allow list does not have the address', () => {
    expect(noticesOf(failed('acme', 'forbidden', { addressRefused: true }))[0]).toMatchObject({ text: 'acme: the IP allow list does not have your address. Connect to your company’s network', action: { command: 'stagedoor.refreshCatalog' } });
  });

  it('says once of a setting what in it cannot be used, in the place of a welcome, too', () => {
    const settings = [
      { setting: 'stagedoor.locations', message: 'One is none.' },
      { setting: 'stagedoor.catalog.model', message: 'No model.' },
      { setting: 'stagedoor.locations', message: 'Two is none.' },
    ];
    const status = { ...statusOf(), settings };
    expect(toNotices(status, String)).toEqual([
      { id: 'setting:stagedoor.locations', severity: 'warning', text: 'One is none. Two is none.', label: 'A setting cannot be used', hint: 'stagedoor.locations', action: { title: 'Open Settings', command: 'workbench.action.openSettings', arguments: ['stagedoor.locations'] } },
      expect.objectContaining({ id: 'setting:stagedoor.catalog.model', text: 'No model.' }),
    ]);
    expect(toCatalogState({ status, entities: 0, problems: 0, hasSources: false })).toBe('shown');
    expect(toCatalogState({ status: statusOf(), entities: 0, problems: 0, hasSources: false })).toBe('noSources');
  });

  it('says nothing where all is well, or where somebody stopped it when it had been read before', () => {
    expect(noticesOf({ id: 'workspace', label: 'folder' }, failed('acme', 'cancelled', {}, { readAt: 1 }))).toEqual([]);
  });

  it('offers to go on where somebody stopped the first reading, and not while it goes on', () => {
    const unread: SourceStatus = { id: organizationSourceId('https://github.com', 'acme'), label: 'acme' };
    expect(noticesOf(unread, failed('beta', 'cancelled'))).toMatchObject([{ id: 'stopped', text: 'acme, beta: reading was stopped', action: { title: 'Read Again', command: 'stagedoor.refreshCatalog' } }]);
    expect(toNotices({ ...statusOf(unread), refreshing: true }, String)).toEqual([]);
  });

  it('asks once to sign in for all organizations of a host', () => {
    const notices = noticesOf(failed('acme', 'unauthorized'), failed('beta', 'unauthorized'), { ...failed('x', 'unauthorized'), id: organizationSourceId('https://ghe.example.com', 'x') });
    expect(notices.map(({ text }) => text)).toEqual(['Sign in to read acme, beta', 'Sign in to read x']);
    expect(notices[1]?.action).toEqual({ title: 'Sign In', command: 'stagedoor.signIn', arguments: ['https://ghe.example.com'] });
  });

  it('names a missing right and asks for no more than one that is enough', () => {
    expect(noticesOf(failed('acme', 'forbidden', { scopes: ['admin:org', 'read:org', 'repo'] }))[0]).toMatchObject({
      text: 'acme: the right read:org is missing',
      action: { command: 'stagedoor.signIn', arguments: ['https://github.com', ['repo', 'read:org']] },
    });
    expect(noticesOf(failed('acme', 'forbidden', { scopes: ['workflow'] }))[0]).toMatchObject({
      text: 'acme: the right workflow is missing',
      action: { arguments: ['https://github.com', ['repo', 'read:org', 'workflow']] },
    });
  });

  it('leads to the page that authorizes single sign-on', () => {
    expect(noticesOf(failed('acme', 'sso', { helpUrl: 'https://github.com/orgs/acme/sso?x=1' }))[0]?.action).toEqual({
      title: 'Authorize on GitHub',
      command: 'stagedoor.openPage',
      arguments: ['https://github.com/orgs/acme/sso?x=1'],
    });
  });

  it('says when a rate limit ends, and when what is shown was read', () => {
    expect(noticesOf(failed('acme', 'rate-limited', { retryAt: 7 }))[0]?.text).toContain('until T7');
    expect(noticesOf(failed('acme', 'offline', {}, { readAt: 5 }), failed('beta', 'offline', {}, { readAt: 3 }))).toMatchObject([
      { text: 'acme, beta: github.com cannot be reached', label: 'GitHub cannot be reached', hint: 'acme, beta, as read at T3' },
    ]);
  });

  it('keeps the id while the cause is the same', () => {
    expect(noticesOf(failed('acme', 'offline'))[0]?.id).toBe(noticesOf(failed('acme', 'offline', { status: 1 }))[0]?.id);
  });

  it('knows the host of a source', () => {
    expect(hostOf(organizationSourceId('http://127.0.0.1:8080', 'Acme'))).toBe('http://127.0.0.1:8080');
    expect(hostOf('workspace')).toBeUndefined();
  });
});

describe('toCatalogState', () => {
  const state = (status: Partial<CatalogStatus>, rest: { entities?: number; problems?: number; hasSources?: boolean } = {}) =>
    toCatalogState({ status: { ...statusOf(), ...status }, entities: 0, problems: 0, hasSources: true, ...rest });

  it('shows what is known, whatever fails', () => {
    expect(state({ sources: [failed('acme', 'offline')] }, { entities: 1 })).toBe('shown');
    expect(state({ refreshing: true }, { problems: 1 })).toBe('shown');
  });

  it('leads on where there is nothing yet', () => {
    expect(state({}, { hasSources: false })).toBe('noSources');
    expect(state({ loading: true })).toBe('loading');
    expect(state({ refreshing: true })).toBe('scanning');
    expect(state({})).toBe('empty');
    expect(state({ sources: [failed('acme', 'unauthorized'), failed('beta', 'offline')] })).toBe('signedOut');
    expect(state({ sources: [failed('acme', 'offline')] })).toBe('offline');
    expect(state({ sources: [failed('acme', 'cancelled')] })).toBe('stopped');
    expect(state({ sources: [failed('acme', 'cancelled', {}, { readAt: 1 })] })).toBe('empty');
  });

  it('leaves other failures to the notices', () => {
    expect(state({ sources: [failed('acme', 'sso')] })).toBe('shown');
  });
});

describe('toProgress', () => {
  it('counts repositories', () => {
    expect(toProgress(statusOf())).toBeUndefined();
    expect(toProgress({ ...statusOf(), refreshing: true })).toBe('Reading the catalog…');
    const sources = [{ id: 'a', label: 'acme', progress: { done: 300, total: 1000 } }, { id: 'b', label: 'beta', progress: { done: 5 } }];
    expect(toProgress({ ...statusOf(...sources), refreshing: true })).toBe('Reading acme: 300 of 1000 repositories, beta: 5 repositories');
  });
});
