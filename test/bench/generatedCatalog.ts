import { stringify } from 'yaml';
import type { Entity, JsonObject } from '../../src/portal/catalog/entity';

/** A file of a generated catalog: one entity, as most people keep them. */
export interface GeneratedFile {
  /** In its repository, with `/`. */
  readonly path: string;
  readonly text: string;
}

/** Numbers from 0 up to `below`, the same every time. */
export function seeded(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const TYPES = ['service', 'website', 'library', 'job'];
const LIFECYCLES = ['production', 'production', 'experimental', 'deprecated'];
const TAGS = ['java', 'go', 'node', 'python', 'payments', 'search', 'internal', 'pci', 'batch', 'edge', 'mobile', 'data'];
const TOPICS = ['orders', 'invoices', 'customers', 'stock', 'prices', 'shipments', 'refunds', 'accounts', 'reports', 'sessions'];

/**
 * An organization of so many entities of seven kinds, the same at every call: domains with systems with components, APIs
 * and resources, owned by teams with people in them.
 */
export function generateEntities(count: number): readonly Entity[] {
  const random = seeded(20261123);
  const share = (part: number): number => Math.max(2, Math.floor(count / part));
  const sizes = { Domain: share(100), System: share(20), Group: share(50), User: share(10), API: share(5), Resource: share(20) };
  const components = count - Object.values(sizes).reduce((sum, size) => sum + size, 0);
  const one = (prefix: string, of: number): string => `${prefix}-${random(of)}`;
  const team = (): string => one('team', sizes.Group);
  const system = (): string => one('system', sizes.System);
  const entities: Entity[] = [];
  const add = (kind: string, name: string, spec: JsonObject): void => {
    const topic = TOPICS[random(TOPICS.length)] ?? '';
    const tags = [TAGS[random(TAGS.length)] ?? '', 'generated'];
    const annotations = { 'github.com/project-slug': `acme/${name}`, 'backstage.io/techdocs-ref': 'dir:.' };
    const links = [{ url: `https://grafana.example.com/d/${name}`, title: 'Dashboard' }];
    entities.push({ apiVersion: 'backstage.io/v1alpha1', kind, metadata: { name, ...(random(2) === 0 && { title: `${topic} ${name}` }), description: `Looks after ${topic} for everybody who needs them, and tells of each change.`, tags, annotations, links }, spec });
  };
  const repeat = (times: number, make: (index: number) => void): void => Array.from({ length: times }, (_unused, index) => index).forEach(make);
  repeat(sizes.Group, (index) => add('Group', `team-${index}`, { type: 'team', children: [], ...(index > 0 && { parent: one('team', index) }) }));
  repeat(sizes.User, (index) => add('User', `user-${index}`, { profile: { displayName: `User ${index}` }, memberOf: [team()] }));
  repeat(sizes.Domain, (index) => add('Domain', `domain-${index}`, { owner: team() }));
  repeat(sizes.System, (index) => add('System', `system-${index}`, { owner: team(), domain: one('domain', sizes.Domain) }));
  repeat(sizes.API, (index) => add('API', `api-${index}`, { type: 'openapi', lifecycle: LIFECYCLES[random(4)] ?? '', owner: team(), system: system(), definition: `openapi: 3.0.0\ninfo:\n  title: api-${index}\n  version: 1.0.0\npaths: {}\n` }));
  repeat(sizes.Resource, (index) => add('Resource', `db-${index}`, { type: 'database', owner: team(), system: system() }));
  repeat(components, (index) =>
    add('Component', `service-${index}`, {
      type: TYPES[random(4)] ?? '',
      lifecycle: LIFECYCLES[random(4)] ?? '',
      owner: team(),
      system: system(),
      providesApis: [one('api', sizes.API)],
      consumesApis: [one('api', sizes.API)],
      dependsOn: [`resource:${one('db', sizes.Resource)}`, `component:${one('service', components)}`],
    }),
  );
  return entities;
}

/** The same as files. */
export function generateFiles(count: number): readonly GeneratedFile[] {
  return generateEntities(count).map((entity, index) => ({ path: `r-${index}/catalog-info.yaml`, text: stringify(entity) }));
}
