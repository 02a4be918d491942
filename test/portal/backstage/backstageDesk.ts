import type { SourceDefinition } from '../../../src/portal/catalog/sources/catalogSource';
import type { FileAddress } from '../../../src/portal/catalog/sources/hostReader';
import { parseBackstageAddress, type BackstageAddress } from '../../../src/portal/backstage/backstageAddress';
import { createBackstageSource } from '../../../src/portal/backstage/createBackstage';
import { toGitHubUri } from '../../../src/portal/github/gitHubUri';
import type { Clock } from '../../../src/portal/ports/clock';
import type { Fetch } from '../../../src/portal/ports/fetch';
import type { LocalBackstage, StitchedEntity } from '../../backstage/localBackstage';
import { Desk } from '../catalog/desk';
import type { MemorySnapshotStore } from '../catalog/memory';

export const fetch: Fetch = (url, init) => globalThis.fetch(url, init);

/** Real time: how long an answer may take is part of what is tested. */
export const clock: Clock = {
  now: () => Date.now(),
  after: (milliseconds, callback) => {
    const timer = setTimeout(callback, milliseconds);
    return { dispose: () => clearTimeout(timer) };
  },
};

export function addressOf(url: string, name?: string): BackstageAddress {
  const address = parseBackstageAddress(url, name);
  if (!address) {
    throw new Error(`${url} is no address`);
  }
  return address;
}

/** A catalog that reads a Backstage, with a token that can be changed. */
export class BackstageDesk extends Desk {
  token: { value: string; account: string } | undefined;
  readonly source: SourceDefinition;

  constructor(backstage: Pick<LocalBackstage, 'url'>, snapshots?: MemorySnapshotStore, timeout = 15_000) {
    super(snapshots);
    const toFileUri = ({ host, owner, name, branch, path }: FileAddress): string | undefined => (host === 'https://github.com' ? toGitHubUri({ host, owner, repository: name, ref: branch, path }) : undefined);
    this.source = createBackstageSource({ address: addressOf(backstage.url, 'Portal'), fetch, clock, token: () => Promise.resolve(this.token), toFileUri, timing: { timeout, retry: 1, patience: 50 } });
    this.configuration = { sources: [this.source] };
  }

  /** What went wrong with the Backstage at the last reading. */
  get failure(): { reason: string; message: string } | undefined {
    const { error } = this.catalog.status.sources.find(({ id }) => id === this.source.id) ?? {};
    return error && { reason: error.reason, message: error.message };
  }
}

const LOCATION = 'url:https://github.com/acme/shop/blob/main/catalog-info.yaml';

/** A component and its owner, stitched at both ends as the real backend stitches them. */
export function pair(name: string, etag = `etag-${name}`): StitchedEntity[] {
  const annotations = { 'backstage.io/managed-by-location': LOCATION, 'backstage.io/managed-by-origin-location': LOCATION };
  return [
    {
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Component',
      metadata: { name, uid: `uid-${name}`, etag, annotations },
      spec: { type: 'service', lifecycle: 'production', owner: `team-${name}`, dependsOn: ['resource:nowhere'] },
      relations: [{ type: 'dependsOn', targetRef: 'resource:default/nowhere' }, { type: 'ownedBy', targetRef: `group:default/team-${name}` }],
    },
    {
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Group',
      metadata: { name: `team-${name}`, uid: `uid-team-${name}`, etag: `etag-team-${name}`, annotations },
      spec: { type: 'team', children: [] },
      relations: [{ type: 'ownerOf', targetRef: `component:default/${name}` }],
    },
  ];
}
