import { toRecord, type CatalogShard } from '../../../src/portal/catalog/catalogRecord';
import type { Snapshot } from '../../../src/portal/catalog/catalogSnapshot';

/** A snapshot of an organization with as many entities. */
export function toSnapshot(count: number): Snapshot {
  const repository = { host: 'https://github.com', owner: 'acme', name: 'r', branch: 'main', private: true };
  const shards = Array.from({ length: count }, (_unused, index): CatalogShard => {
    const uri = `stagedoor-github:/https%2Bgithub.com/acme/r-${index}/main/catalog-info.yaml`;
    const spec = { type: 'service', lifecycle: 'production', owner: `team-${index % 40}`, system: `system-${index % 200}`, dependsOn: [`component:c-${(index * 7) % count}`, 'resource:db'], providesApis: [`api-${index}`] };
    const metadata = { name: `c-${index}`, title: `Component ${index} ✓`, description: 'What it does, in a sentence or two, as people write them. '.repeat(4), tags: ['node', 'payments'], annotations: { 'github.com/project-slug': `acme/r-${index}`, 'backstage.io/techdocs-ref': 'dir:.' }, links: [{ url: 'https://grafana.example.com/d/abc', title: 'Dashboard' }] };
    const record = toRecord({ apiVersion: 'backstage.io/v1alpha1', kind: 'Component', metadata, spec }, { uri, document: 0, position: { line: 3, character: 2 }, source: 'github:github.com/acme', repository, location: 'url:https://github.com/acme' });
    const problems = index % 100 === 0 ? [{ code: 'x/y', severity: 'warning' as const, message: 'm', range: { start: { line: 0, character: 0 }, end: { line: 0, character: 1 } } }] : [];
    return { uri, source: 'github:github.com/acme', version: `blob-${index}`, records: [record], problems, repository: 'github.com/acme/r', private: true, follows: ['a'], reads: ['b'] };
  });
  const repositories = Array.from({ length: count }, (_unused, index) => ({ id: `R_${index}`, info: { ...repository, name: `r-${index}` }, commit: 'c'.repeat(40), pushedAt: '2026-01-01T00:00:00Z', archived: false, fork: false, topics: [] }));
  return { writtenBy: '1', source: 'github:github.com/acme', host: 'https://github.com', account: 'jo', readAt: 5, state: { etag: '"x"', pageSize: 50 }, repositories, shards };
}
