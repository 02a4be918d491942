import { afterEach, describe, expect, test, vi } from 'vitest';
import { PortalError } from '../../../../src/portal/base/errors';
import { LEASE_MS } from '../../../../src/portal/catalog/sharing/scanLease';
import { FRESH_MS } from '../../../../src/portal/catalog/sharing/sharedScans';
import { Desk } from '../desk';
import { component, MemorySnapshotStore } from '../memory';
import { FakeOrganization } from './fakeOrganization';

const desks: Desk[] = [];

/** A window on the organization. */
function sit(organization: FakeOrganization, snapshots: MemorySnapshotStore, account?: string): Desk {
  const desk = new Desk(snapshots);
  desk.organizations = [organization.createReader(account)];
  desks.push(desk);
  return desk;
}

function later(milliseconds: number): void {
  const now = Date.now();
  vi.restoreAllMocks();
  vi.spyOn(Date, 'now').mockImplementation(() => now + milliseconds);
}

function leaseOf(snapshots: MemorySnapshotStore): string {
  return [...snapshots.blobs.keys()].find((name) => name.startsWith('lease-')) ?? '';
}

function recordOf(snapshots: MemorySnapshotStore): unknown {
  return JSON.parse(new TextDecoder().decode(snapshots.blobs.get(leaseOf(snapshots))));
}

afterEach(() => {
  desks.splice(0).forEach((desk) => desk.catalog.dispose());
  vi.restoreAllMocks();
});

describe('windows on one organization', () => {
  test('that start together read it once, and show the same', async () => {
    const organization = new FakeOrganization({ a: component('a'), b: component('b') });
    const snapshots = new MemorySnapshotStore();
    const windows = [sit(organization, snapshots), sit(organization, snapshots), sit(organization, snapshots)];
    await Promise.all(windows.map(({ catalog }) => catalog.load()));
    await Promise.all(windows.map(({ catalog }) => catalog.refresh('start')));
    expect(organization.scans).toBe(1);
    for (const { refs, catalog } of windows) {
      expect(refs).toEqual(['component:default/a', 'component:default/b']);
      expect(catalog.graph.get('component:default/b')?.entity.spec).toMatchObject({ owner: 'team-a' });
      expect(catalog.status.sources[0]).toMatchObject({ repositories: 2, readAt: windows[0]?.catalog.status.sources[0]?.readAt });
    }
  });

  test('take up what another has read, and only that changes on show', async () => {
    const organization = new FakeOrganization({ a: component('a'), b: component('b') });
    const snapshots = new MemorySnapshotStore();
    const [first, second] = [sit(organization, snapshots), sit(organization, snapshots)];
    await first.catalog.refresh('start');
    await second.catalog.refresh('start');
    organization.texts.set('a', component('changed'));
    organization.texts.delete('b');
    organization.texts.set('c', component('c'));
    later(FRESH_MS + 1);
    await first.catalog.refresh('schedule');
    second.changes.length = 0;
    await second.catalog.refresh('schedule');
    expect(organization.scans).toBe(2);
    expect(second.refs).toEqual(['component:default/c', 'component:default/changed']);
    expect(second.changes).toHaveLength(1);
    expect([...(second.changes[0]?.added ?? [])].sort()).toEqual(['component:default/c', 'component:default/changed']);
    // What a window took up, it goes on from: nothing is read anew that is known.
    organization.texts.delete('c');
    await second.catalog.refresh('manual');
    expect(second.refs).toEqual(['component:default/changed']);
  });

  test('read it themselves where what another has read is old, or the user asks', async () => {
    const organization = new FakeOrganization({ a: component('a') });
    const snapshots = new MemorySnapshotStore();
    const [first, second] = [sit(organization, snapshots), sit(organization, snapshots)];
    await first.catalog.refresh('start');
    await second.catalog.refresh('manual');
    expect(organization.scans).toBe(2);
    later(FRESH_MS + 1);
    await second.catalog.refresh('schedule');
    expect(organization.scans).toBe(3);
    // Its own reading keeps no window from reading again.
    await second.catalog.refresh('schedule');
    expect(organization.scans).toBe(4);
    expect(organization.most).toBe(1);
  });

  test('never read it at the same time, and wait as long as one does', async () => {
    const organization = new FakeOrganization({ a: component('a') });
    const snapshots = new MemorySnapshotStore();
    const [first, second] = [sit(organization, snapshots), sit(organization, snapshots)];
    let open = (): void => undefined;
    organization.gate = new Promise((resolve) => (open = resolve));
    const reading = first.catalog.refresh('start');
    await vi.waitFor(() => expect(organization.scans).toBe(1));
    const waiting = second.catalog.refresh('manual');
    // The one that reads goes on saying so.
    const until = (): number => (recordOf(snapshots) as { until: number }).until;
    const before = until();
    await vi.waitFor(() => expect(until()).toBeGreaterThan(before));
    expect(organization.scans).toBe(1);
    open();
    await Promise.all([reading, waiting]);
    expect([organization.scans, organization.most]).toEqual([2, 1]);
  });

  test('go on when the one that read has died, or has a clock that is ahead', async () => {
    const organization = new FakeOrganization({ a: component('a') });
    const snapshots = new MemorySnapshotStore();
    const desk = sit(organization, snapshots);
    await desk.catalog.refresh('start');
    const write = (until: number): void => void snapshots.blobs.set(leaseOf(snapshots), new TextEncoder().encode(JSON.stringify({ owner: 'dead', until, readAt: 0, stamp: '' })));
    write(Date.now() + LEASE_MS + 60_000);
    await desk.catalog.refresh('schedule');
    expect(organization.scans).toBe(2);
    write(Date.now() + 150);
    const started = performance.now();
    await desk.catalog.refresh('schedule');
    expect(organization.scans).toBe(3);
    expect(performance.now() - started).toBeGreaterThan(100);
  });

  test('stop waiting when the user stops', async () => {
    const organization = new FakeOrganization({ a: component('a') });
    const snapshots = new MemorySnapshotStore();
    const desk = sit(organization, snapshots);
    await desk.catalog.refresh('start');
    snapshots.blobs.set(leaseOf(snapshots), new TextEncoder().encode(JSON.stringify({ owner: 'other', until: Date.now() + LEASE_MS, readAt: 0, stamp: '' })));
    const stop = new AbortController();
    const waiting = desk.catalog.refresh('schedule', stop.signal);
    stop.abort();
    await expect(waiting).rejects.toMatchObject({ reason: 'cancelled' });
    expect(organization.scans).toBe(1);
  });

  test('leave the lease behind when a reading is stopped or fails, and tell nobody that it was read', async () => {
    const organization = new FakeOrganization({ a: component('a') });
    const snapshots = new MemorySnapshotStore();
    const [first, second] = [sit(organization, snapshots), sit(organization, snapshots)];
    organization.failure = new PortalError('offline', 'No network');
    await first.catalog.refresh('start');
    expect(recordOf(snapshots)).toMatchObject({ until: 0, readAt: 0 });
    organization.failure = undefined;
    let open = (): void => undefined;
    organization.gate = new Promise((resolve) => (open = resolve));
    const stop = new AbortController();
    const reading = first.catalog.refresh('schedule', stop.signal);
    await vi.waitFor(() => expect(organization.scans).toBe(2));
    stop.abort();
    open();
    await expect(reading).rejects.toMatchObject({ reason: 'cancelled' });
    expect(recordOf(snapshots)).toMatchObject({ until: 0, readAt: 0 });
    await second.catalog.refresh('start');
    expect(organization.scans).toBe(3);
    expect(second.refs).toEqual(['component:default/a']);
  });

  test.each([
    ['no JSON', '{"owner": "x", "unt'],
    ['something else', '[1, 2]'],
    ['half of it', '{"owner": "x", "until": 99999999999999}'],
    ['numbers that are none', '{"owner": "x", "until": "soon", "readAt": null, "stamp": ""}'],
    ['nothing', ''],
  ])('are not held up by a lease that is %s', async (_name, text) => {
    const organization = new FakeOrganization({ a: component('a') });
    const snapshots = new MemorySnapshotStore();
    const desk = sit(organization, snapshots);
    await desk.catalog.refresh('start');
    snapshots.blobs.set(leaseOf(snapshots), new TextEncoder().encode(text));
    await desk.catalog.refresh('schedule');
    expect(organization.scans).toBe(2);
    expect(recordOf(snapshots)).toMatchObject({ until: 0 });
  });

  test('read as ever where the disk takes nothing', async () => {
    const organization = new FakeOrganization({ a: component('a') });
    const snapshots = new MemorySnapshotStore();
    snapshots.failure = new Error('read-only file system');
    const desk = sit(organization, snapshots);
    await desk.catalog.refresh('start');
    expect(desk.refs).toEqual(['component:default/a']);
    expect(desk.log.lines.join('\n')).toContain('read without regard to other windows: read-only file system');
  });

  test('of another account neither wait nor take up', async () => {
    const organization = new FakeOrganization({ a: component('a') });
    const snapshots = new MemorySnapshotStore();
    const [first, second] = [sit(organization, snapshots), sit(organization, snapshots, 'eve')];
    await first.catalog.refresh('start');
    await second.catalog.refresh('start');
    expect(organization.scans).toBe(2);
    expect([...snapshots.blobs.keys()].filter((name) => name.startsWith('lease-'))).toHaveLength(2);
  });
});
