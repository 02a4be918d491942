import { describe, expect, it } from 'vitest';
import { isCancelled, throwIfCancelled } from '../../../src/portal/base/cancellation';
import { isPortalError, messageOf, PortalError } from '../../../src/portal/base/errors';
import { baseName, dirName, isWithin, resolveUri } from '../../../src/portal/base/uri';

describe('PortalError', () => {
  it('is told by its shape and reason, also from another bundle', () => {
    const foreign = Object.assign(new Error('x'), { name: 'PortalError', reason: 'offline' });
    expect(isPortalError(foreign)).toBe(true);
    expect(isPortalError(foreign, 'offline')).toBe(true);
    expect(isPortalError(foreign, 'timeout')).toBe(false);
    expect(isPortalError(new Error('offline'))).toBe(false);
    expect(isPortalError(new PortalError('sso', 'x', { helpUrl: 'https://github.com/orgs/a/sso' }), 'sso')).toBe(true);
    expect(messageOf('plain')).toBe('plain');
  });

  it('counts our own and the host’s cancellation as cancelled', () => {
    const controller = new AbortController();
    expect(() => throwIfCancelled(controller.signal)).not.toThrow();
    controller.abort();
    expect(() => throwIfCancelled(controller.signal)).toThrow(PortalError);
    expect(isCancelled(new DOMException('x', 'AbortError'))).toBe(true);
    expect(isCancelled(new Error('aborted'))).toBe(false);
  });
});

describe('uri', () => {
  it('joins, names and relates', () => {
    expect(resolveUri('file:///a/b/c.yaml', '../d.yaml')).toBe('file:///a/d.yaml');
    expect(baseName('stagedoor-github:/x/My%20File.md?q')).toBe('My File.md');
    expect(baseName('file:///a/folder/')).toBe('folder');
    expect(dirName('file:///a/b.md')).toBe('file:///a/');
    expect(isWithin('file:///a/b', 'file:///a')).toBe(true);
    expect(isWithin('file:///ab', 'file:///a')).toBe(false);
    expect(isWithin('file:///a', 'file:///a')).toBe(true);
  });
});
