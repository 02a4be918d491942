import { expect, test } from 'vitest';
import { hostToSignIn, whyUnknown } from '../../../src/editor/entity/whyUnknown';
import { PortalError, type ErrorReason } from '../../../src/portal/base/errors';
import type { CatalogStatus } from '../../../src/portal/catalog/catalogService';

const status = (...reasons: (ErrorReason | undefined)[]): CatalogStatus => ({
  loading: false,
  refreshing: false,
  sources: reasons.map((reason, index) => ({ id: `github:https://ghe.example.com/org${index}`, label: `org${index}`, ...(reason && { error: new PortalError(reason, 'x') }) })),
});

test('an entity that went with the session asks for signing in, on the host it was on', () => {
  expect(whyUnknown(status(undefined, 'unauthorized', 'offline'), 7)).toEqual({ message: 'You are not signed in. If it is in org1, it shows again once you are.', signIn: true });
  expect(hostToSignIn(status(undefined, 'unauthorized'))).toBe('https://ghe.example.com');
});

test('other reasons are told, without a way in', () => {
  expect(whyUnknown(status('offline'), 7)).toEqual({ message: 'It may be in org0, which could not be read to the end.', signIn: false });
  expect(whyUnknown(status(undefined), 7).message).toMatch(/^No catalog file/);
  expect(whyUnknown(status(), 0)).toEqual({ message: 'There is nothing in the catalog yet.', signIn: false });
  expect(hostToSignIn(status('offline'))).toBeUndefined();
});
