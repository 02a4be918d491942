import { describe, expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { Slices } from '../../../../src/portal/base/pause';
import { createPlaceholderTexts } from '../../../../src/portal/language/placeholderTexts';
import type { Clock } from '../../../../src/portal/ports/clock';
import { CATALOG_URI, createTestService } from '../testCatalog';
import { catalogOf, entityText, type TestFiles } from './testFiles';

const clock: Clock = {
  now: () => Date.now(),
  after: (milliseconds, run) => {
    const timer = setTimeout(run, milliseconds);
    return { dispose: () => clearTimeout(timer) };
  },
};
const LOCATION = 'https://github.com/acme/shop/blob/main/catalog-info.yaml';

function process(text: string, others: TestFiles = {}, signal = new AbortController().signal): Promise<string> {
  const placeholders = createPlaceholderTexts({
    rootOf: () => ({ folder: 'file:///shop', repository: { host: 'https://github.com', owner: 'acme', name: 'shop', branch: 'main', private: false } }),
    read: (uri) => Promise.resolve(uri === 'file:///shop/openapi.yaml' ? 'openapi: 3.1.0\n' : undefined),
    clock,
    log: { warn: () => undefined },
  });
  const service = createTestService({ graph: catalogOf(others), placeholders, locationOf: () => LOCATION });
  return service.process({ uri: CATALOG_URI, version: 1, text }, new Slices(clock, signal), signal);
}

const values = (text: string): unknown[] => parseAllDocuments(text).map((document) => document.toJS() as unknown);

describe('what Backstage makes of a file', () => {
  it('is each entity with its defaults, the annotations of ingestion and its relations in both directions', async () => {
    const others = { 'file:///b.yaml': entityText('Component', 'b', '  type: service\n  lifecycle: production\n  owner: x\n  dependsOn: [component:shop]\n') };
    const text = await process(`${entityText('Component', 'shop', '  type: service\n  lifecycle: production\n  owner: team-a\n')}---\n${entityText('Group', 'team-a', '  type: team\n  children: []\n')}`, others);
    expect(values(text)).toEqual([
      {
        apiVersion: 'backstage.io/v1alpha1',
        kind: 'Component',
        metadata: {
          namespace: 'default',
          name: 'shop',
          annotations: {
            'backstage.io/managed-by-location': `url:${LOCATION}`,
            'backstage.io/managed-by-origin-location': `url:${LOCATION}`,
            'backstage.io/view-url': LOCATION,
            'backstage.io/edit-url': 'https://github.com/acme/shop/edit/main/catalog-info.yaml',
            'backstage.io/source-location': 'url:https://github.com/acme/shop/tree/main/',
          },
        },
        spec: { type: 'service', lifecycle: 'production', owner: 'team-a' },
        relations: [
          { type: 'dependencyOf', targetRef: 'component:default/b' },
          { type: 'ownedBy', targetRef: 'group:default/team-a' },
        ],
      },
      expect.objectContaining({ kind: 'Group', relations: [{ type: 'ownerOf', targetRef: 'component:default/shop' }] }),
    ]);
  });

  it('follows the file where the catalog knows an older state of it', async () => {
    const before = entityText('Component', 'shop', '  type: service\n  lifecycle: production\n  owner: team-a\n  dependsOn: [component:gone]\n');
    const text = await process(before.replace('  dependsOn: [component:gone]\n', ''), { [CATALOG_URI]: before, 'file:///t.yaml': entityText('Group', 'team-a', '  type: team\n  children: []\n') });
    expect(text).not.toContain('gone');
    expect(text).toContain('targetRef: group:default/team-a\n');
  });

  it('fills placeholders in', async () => {
    const text = await process(entityText('API', 'shop', '  type: openapi\n  lifecycle: production\n  owner: x\n  definition:\n    $text: ./openapi.yaml\n'));
    expect(values(text)).toMatchObject([{ spec: { definition: 'openapi: 3.1.0\n' } }]);
  });

  it('says what would be refused, and where, and keeps the others', async () => {
    const text = await process(`${entityText('Component', 'not a name', '  type: service\n')}---\n${entityText('System', 'fine', '  owner: x\n')}`);
    expect(text).toMatch(/^# component:default\/not a name would be refused:\n# line 4: .*\(policy\//);
    expect(text).toContain('name: fine');
    expect(text).toContain('targetRef: group:default/x # not in the catalog');
  });

  it('says that nothing comes in where one document is no YAML', async () => {
    const text = await process(`${entityText('System', 'fine', '  owner: x\n')}---\na: [\n`);
    expect(text).not.toContain('name: fine');
    expect(values(text).every((value) => value === null || value === undefined)).toBe(true);
  });

  it('is comments alone for an empty file, and lets no text out of them', async () => {
    expect(await process('')).toMatch(/^# .*\n$/);
    const text = await process('apiVersion: backstage.io/v1alpha1\nkind: "X\\nevil: true"\nmetadata:\n  name: x\n');
    expect(text.split('\n').every((line) => line === '' || line.startsWith('#'))).toBe(true);
  });

  it('stops when asked to', async () => {
    const stop = new AbortController();
    stop.abort();
    await expect(process(entityText('System', 'fine', '  owner: x\n'), {}, stop.signal)).rejects.toMatchObject({ reason: 'cancelled' });
  });
});
