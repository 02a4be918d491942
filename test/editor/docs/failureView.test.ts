import { describe, expect, test, vi } from 'vitest';
import { PortalError } from '../../../src/portal/base/errors';

vi.mock('vscode', () => ({ l10n: { t: (text: string, ...values: string[]) => text.replace(/\{(\d)\}/g, (_, index: string) => values[Number(index)] ?? '') } }));

const { toFailureView } = await import('../../../src/editor/docs/docsFailure');

const missing = new PortalError('not-found', 'There is no docs folder.');
const host = 'https://github.com';

describe('docs that cannot be shown', () => {
  test('after a sign-out ask to sign in again, and say nothing of missing docs', () => {
    const view = toFailureView(missing, { entity: true, site: false, signedOut: { host, wasShown: true } });
    expect(view).toEqual({
      title: 'Sign In to See These Docs',
      message: 'These docs are on github.com, and you are no longer signed in there. Sign in to see them again.',
      withSite: false,
      actions: [
        { id: 'signIn', label: 'Sign In' },
        { id: 'retry', label: 'Try Again' },
      ],
    });
  });

  test('without a session may be private or missing, and both is said', () => {
    const { message, actions } = toFailureView(missing, { entity: true, site: false, signedOut: { host, wasShown: false } });
    expect(message).toBe('You are not signed in to github.com, which shows what is private only then. If these docs are public: There is no docs folder.');
    expect(actions[0]?.id).toBe('signIn');
  });

  test('with a session are missing', () => {
    const view = toFailureView(missing, { entity: true, site: false });
    expect([view.title, view.message, view.actions.map(({ id }) => id)]).toEqual(['No Docs Here', 'There is no docs folder.', ['openDefinition', 'retry']]);
  });

  test('for another reason are not a matter of signing in', () => {
    const view = toFailureView(new PortalError('offline', 'No network.'), { entity: true, site: false, signedOut: { host, wasShown: true } });
    expect([view.title, view.actions.map(({ id }) => id)]).toEqual(['GitHub Cannot Be Reached', ['retry']]);
  });
});
