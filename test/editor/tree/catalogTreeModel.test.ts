import { describe, expect, it } from 'vitest';
import type { CatalogNode } from '../../../src/editor/tree/catalogNode';
import { CatalogTreeModel, type CatalogTreeInput } from '../../../src/editor/tree/catalogTreeModel';
import type { CatalogRecord } from '../../../src/portal/catalog/catalogRecord';
import type { JsonObject } from '../../../src/portal/catalog/entity';
import { NO_FILTER, type CatalogFilter } from '../../../src/portal/catalog/filter/catalogFilter';
import { FilterKeeper } from '../../../src/portal/catalog/filter/filterKeeper';
import { FilterQuery } from '../../../src/portal/catalog/filter/filterQuery';
import { Arrangement } from '../../../src/portal/catalog/grouping/arrangement';
import type { Grouping } from '../../../src/portal/catalog/grouping/grouping';
import { entityOf, graphOf } from '../support/catalogData';

/** A catalog that changes, with its tree. */
function desk(entities: readonly CatalogRecord[], options: { readonly grouping?: Grouping; readonly filter?: Partial<CatalogFilter> } & Partial<CatalogTreeInput> = {}) {
  const { grouping = 'kind', filter, ...rest } = options;
  const graph = graphOf(...entities);
  const query = filter && new FilterQuery(new FilterKeeper(), { ...NO_FILTER, ...filter }, { mine: [], starred: new Set() });
  const arrangement = new Arrangement(grouping, graph, { accepts: query?.accepts, select: query && ((of) => query.select(of)) });
  let input: CatalogTreeInput = { graph, problems: [], notices: [], arrangement, sourceLabels: () => undefined, ...rest };
  let known = graph;
  const model = new CatalogTreeModel(input);
  return {
    model,
    /** Puts entities in and takes others out, as a refresh does. */
    change: (put: readonly CatalogRecord[], gone: readonly CatalogRecord[] = []): 'all' | readonly CatalogNode[] => {
      const { graph: next, change } = known.with(new Map([...put.map((each) => [each.ref, each] as const), ...gone.map(({ ref }) => [ref, undefined] as const)]));
      known = next;
      input = { ...input, graph: next };
      return model.update(input, change);
    },
    rearrange: (other: Grouping): 'all' | readonly CatalogNode[] => {
      input = { ...input, arrangement: new Arrangement(other, known) };
      return model.update(input);
    },
  };
}
const ids = (nodes: readonly CatalogNode[]): string[] => nodes.map(({ id }) => id);
const payment = entityOf('Component', 'payment-service');
const order = entityOf('Component', 'order-service');
const team = entityOf('Group', 'team-payments');
const broken = { uri: 'file:///w/broken/catalog-info.yaml', problems: [] };

/** Opens everything but relations, which lead on and on. */
function openAll(model: CatalogTreeModel, node?: CatalogNode): CatalogNode[] {
  return model
    .children(node)
    .filter(({ type }) => type !== 'relation' && type !== 'relations' && type !== 'nothing')
    .flatMap((child) => [child, ...openAll(model, child)]);
}
/** The tree as an outline: each node's id behind as many dots as it lies deep. */
const outline = (model: CatalogTreeModel, node?: CatalogNode, depth = 0): string[] =>
  model.children(node).flatMap((child) => (child.type === 'relation' || child.type === 'relations' || child.type === 'nothing' ? [] : [`${'.'.repeat(depth)}${child.id}`, ...outline(model, child, depth + 1)]));
const spec = (fields: JsonObject): { readonly spec: JsonObject } => ({ spec: fields });
const path = (model: CatalogTreeModel, ref: string): string[] => {
  const found: string[] = [];
  for (let node = model.entityNode(ref); node; node = model.parent(node)) {
    found.unshift(node.id);
  }
  return found;
};
const child = (model: CatalogTreeModel, id: string): CatalogNode => {
  const found = openAll(model).find((node) => node.id === id);
  if (!found) {
    throw new Error(`no node ${id}`);
  }
  return found;
};

describe('the tree by kind', () => {
  it('shows notices, problems, then kinds with their entities', () => {
    const { model } = desk([payment, order, team], { problems: [broken], notices: [{ id: 'offline:x', severity: 'information', text: 'offline' }] });
    expect(ids(model.children())).toEqual(['#notice:offline:x', '#problems', '#kind:component', '#kind:group']);
    expect(ids(model.children(child(model, '#kind:component')))).toEqual(['component:default/order-service', 'component:default/payment-service']);
    expect(ids(model.children(child(model, '#problems')))).toEqual([`#problem:${broken.uri}`]);
  });

  it('hands out one node an id, so that the editor recognizes what stays', () => {
    const { model, change } = desk([payment, team]);
    const before = openAll(model);
    change([order]);
    expect(before.every((node) => openAll(model).includes(node))).toBe(true);
  });

  it('draws again only the entity that changed', () => {
    const { model, change } = desk([payment, order, team]);
    const node = child(model, payment.ref);
    expect(change([entityOf('Component', 'payment-service', spec({ lifecycle: 'production' }))])).toEqual([node]);
  });

  it('draws again only the kind that an entity came to or went from', () => {
    const { model, change } = desk([payment, team]);
    const kind = child(model, '#kind:component');
    expect(change([order])).toEqual([kind]);
    openAll(model);
    expect(change([], [payment])).toEqual([kind]);
  });

  it('draws everything again where a kind comes or goes', () => {
    const { model, change } = desk([payment]);
    openAll(model);
    expect(change([team])).toBe('all');
  });

  it('says nothing of what nobody opened', () => {
    const { model, change } = desk([payment, order]);
    expect(change([entityOf('Component', 'payment-service', spec({ type: 'x' }))])).toEqual([]);
    model.children();
    expect(change([entityOf('Component', 'payment-service', spec({ type: 'y' }))])).toEqual([]);
  });

  it('draws again a heading whose number changed, also while it is closed', () => {
    const { model, change } = desk([payment]);
    const kind = model.children()[0];
    expect(change([order])).toEqual([kind]);
  });

  it('puts a long kind into ranges and finds the way back up', () => {
    const many = Array.from({ length: 5_200 }, (_, index) => entityOf('Component', `service-${String(index).padStart(4, '0')}`));
    const { model } = desk(many);
    const [kind] = model.children();
    expect(model.children(kind).every(({ type }) => type === 'range')).toBe(true);
    expect(path(model, 'component:default/service-4321')).toEqual(['#kind:component', '#kind:component/service-4', '#kind:component/service-43', 'component:default/service-4321']);
    expect(openAll(model).filter(({ type }) => type === 'entity')).toHaveLength(5_200);
  });
});

describe('other groupings', () => {
  const shop = [
    entityOf('Component', 'cart', { metadata: { tags: ['java', 'web'] }, ...spec({ type: 'service', lifecycle: 'production', owner: 'team-a' }) }),
    entityOf('Component', 'old-cart', spec({ type: 'service', lifecycle: 'Deprecated', owner: 'user:ada' })),
    entityOf('API', 'cart-api', { metadata: { tags: ['java'] }, ...spec({ type: 'service', lifecycle: 'experimental', owner: 'team-b' }) }),
    entityOf('Group', 'team-a', { metadata: { title: 'Team A' }, ...spec({ type: 'team', children: [] }) }),
  ];

  it('by owner: known ones under their title, others under their ref, what has none last', () => {
    expect(outline(desk(shop, { grouping: 'owner' }).model)).toEqual([
      '#owner:group%3Adefault%2Fteam-a',
      '.component:default/cart',
      '#owner:group%3Adefault%2Fteam-b',
      '.api:default/cart-api',
      '#owner:user%3Adefault%2Fada',
      '.component:default/old-cart',
      '#owner:%23none',
      '.group:default/team-a',
    ]);
  });

  it('by lifecycle: from what is lived with to what goes, whatever their case', () => {
    expect(ids(desk(shop, { grouping: 'lifecycle' }).model.children())).toEqual(['#lifecycle:production', '#lifecycle:experimental', '#lifecycle:deprecated', '#lifecycle:%23none']);
  });

  it('by type: of each kind by itself', () => {
    expect(ids(desk(shop, { grouping: 'type' }).model.children())).toEqual(['#type:component%2Fservice', '#type:api%2Fservice', '#type:group%2Fteam']);
  });

  it('by tag: under each of them, with ids of their own', () => {
    const { model } = desk(shop, { grouping: 'tag' });
    expect(outline(model).filter((line) => line.includes('>component:default/cart'))).toEqual(['.#tag:java>component:default/cart', '.#tag:web>component:default/cart']);
    expect(new Set(outline(model)).size).toBe(outline(model).length);
    expect(path(model, 'component:default/cart')).toEqual(['#tag:java', '#tag:java>component:default/cart']);
  });

  it('by source: by kind below', () => {
    expect(outline(desk(shop, { grouping: 'source' }).model).slice(0, 3)).toEqual(['#source:github%3Ahttps%3A%2F%2Fgithub.com%2Facme', '.#source:github%3Ahttps%3A%2F%2Fgithub.com%2Facme|component', '..component:default/cart']);
  });

  it('parts a group that is too long by kind first, then by name, and finds the way', () => {
    const many = ['Component', 'API'].flatMap((kind) => Array.from({ length: 700 }, (_, index) => entityOf(kind, `x${String(index).padStart(3, '0')}`, spec({ owner: 'team-a' }))));
    const { model } = desk(many, { grouping: 'owner' });
    const id = '#owner:group%3Adefault%2Fteam-a';
    expect(path(model, 'api:default/x612')).toEqual([id, `${id}|api`, `${id}|api/x6`, 'api:default/x612']);
    expect(Math.max(...openAll(model).map((node) => model.children(node).length))).toBeLessThanOrEqual(500);
  });

  it('parts groups that are too many, and finds the way', () => {
    const many = Array.from({ length: 1_200 }, (_, index) => entityOf('Component', `c${index}`, spec({ owner: `team-${String(index).padStart(4, '0')}` })));
    const { model } = desk([...many, entityOf('Group', 'nobody')], { grouping: 'owner' });
    expect(ids(model.children())).toEqual(['/team-0', '/team-1', '#owner:%23none']);
    expect(path(model, 'component:default/c1100').at(-1)).toBe('component:default/c1100');
    expect(openAll(model).filter(({ type }) => type === 'entity')).toHaveLength(1_201);
  });

  it('takes an entity from one group to another when it changes', () => {
    const { model, change } = desk(shop, { grouping: 'owner' });
    openAll(model);
    change([entityOf('Component', 'cart', spec({ owner: 'team-b' }))]);
    expect(path(model, 'component:default/cart')).toEqual(['#owner:group%3Adefault%2Fteam-b', 'component:default/cart']);
    expect(ids(model.children())).not.toContain('#owner:group%3Adefault%2Fteam-a');
  });

  it('starts anew with another arrangement', () => {
    const { model, rearrange } = desk(shop);
    openAll(model);
    expect(rearrange('lifecycle')).toBe('all');
    expect(path(model, 'component:default/cart')).toEqual(['#lifecycle:production', 'component:default/cart']);
  });
});

describe('by domain and system', () => {
  const landscape = [
    entityOf('Domain', 'commerce'),
    entityOf('Domain', 'payments', spec({ subdomainOf: 'commerce' })),
    entityOf('System', 'checkout', spec({ domain: 'payments' })),
    entityOf('System', 'loose'),
    entityOf('Component', 'cart', spec({ system: 'checkout' })),
    entityOf('Component', 'cart-ui', spec({ system: 'checkout', subcomponentOf: 'cart' })),
    entityOf('API', 'cart-api', spec({ system: 'checkout' })),
    entityOf('Resource', 'db', spec({ system: 'gone' })),
    entityOf('Component', 'alone'),
    entityOf('Group', 'team-a'),
  ];

  it('shows domain > system > component, with what is named and missing, and groups for the rest', () => {
    expect(outline(desk(landscape, { grouping: 'system' }).model)).toEqual([
      'domain:default/commerce',
      '.domain:default/payments',
      '..system:default/checkout',
      '...component:default/cart',
      '....component:default/cart-ui',
      '...api:default/cart-api',
      '#no-domain',
      '.#missing:system:default/gone',
      '..resource:default/db',
      '.system:default/loose',
      '#no-system',
      '.component:default/alone',
      '#kind:group',
      '.group:default/team-a',
    ]);
  });

  it('finds the way to a part, also below what is missing', () => {
    const { model } = desk(landscape, { grouping: 'system' });
    expect(path(model, 'component:default/cart-ui')).toEqual(['domain:default/commerce', 'domain:default/payments', 'system:default/checkout', 'component:default/cart', 'component:default/cart-ui']);
    expect(path(model, 'resource:default/db')).toEqual(['#no-domain', '#missing:system:default/gone', 'resource:default/db']);
  });

  it('ends where domains are part of one another', () => {
    const circle = ['a', 'b', 'c'].map((name, index, all) => entityOf('Domain', name, spec({ subdomainOf: all[(index + 1) % 3] ?? '' })));
    const self = entityOf('Domain', 'self', spec({ subdomainOf: 'self' }));
    expect(outline(desk([...circle, self], { grouping: 'system' }).model)).toEqual(['domain:default/a', '.domain:default/c', '..domain:default/b', 'domain:default/self']);
  });

  it('follows what comes and goes: a missing system, a circle that is broken', () => {
    const { model, change } = desk([...landscape, entityOf('Domain', 'x', spec({ subdomainOf: 'y' })), entityOf('Domain', 'y', spec({ subdomainOf: 'x' }))], { grouping: 'system' });
    openAll(model);
    change([entityOf('System', 'gone', spec({ domain: 'commerce' }))]);
    expect(path(model, 'resource:default/db')).toEqual(['domain:default/commerce', 'system:default/gone', 'resource:default/db']);
    change([entityOf('Domain', 'x')]);
    expect(path(model, 'domain:default/y')).toEqual(['domain:default/x', 'domain:default/y']);
    change([entityOf('Domain', 'x', spec({ subdomainOf: 'y' }))]);
    expect(path(model, 'domain:default/y')).toEqual(['domain:default/x', 'domain:default/y']);
    change([], [entityOf('Domain', 'commerce')]);
    expect(path(model, 'system:default/checkout')).toEqual(['#missing:domain:default/commerce', 'domain:default/payments', 'system:default/checkout']);
  });

  it('keeps what leads to what a filter lets through', () => {
    const { model } = desk(landscape, { grouping: 'system', filter: { text: 'cart-ui' } });
    expect(outline(model)).toEqual(['domain:default/commerce', '.domain:default/payments', '..system:default/checkout', '...component:default/cart', '....component:default/cart-ui']);
    expect(model.input.arrangement.size).toBe(1);
    expect(path(model, 'component:default/alone')).toEqual([]);
  });

  it('tells the relations of what has parts below a heading of their own', () => {
    const { model } = desk(landscape, { grouping: 'system' });
    const system = child(model, 'system:default/checkout');
    const heading = model.children(system).at(-1);
    expect(heading?.type).toBe('relations');
    expect(ids(model.children(heading))).toEqual(['system:default/checkout>partOf', 'system:default/checkout>hasPart']);
  });
});

describe('relations', () => {
  const web = [
    entityOf('Component', 'a', spec({ owner: 'team-a', dependsOn: ['component:b', 'resource:gone'] })),
    entityOf('Component', 'b', spec({ owner: 'team-a', dependsOn: ['component:a'] })),
    entityOf('Component', 'c'),
    entityOf('Group', 'team-a'),
  ];

  it('stand below an entity by type, with their targets, missing ones as such', () => {
    const { model } = desk(web);
    const relations = model.children(child(model, 'component:default/a'));
    expect(relations.map((node) => node.type === 'relation' && node.relation)).toEqual(['ownedBy', 'dependsOn', 'dependencyOf']);
    expect(model.children(relations[1]).map((node) => `${node.type} ${'ref' in node ? node.ref : ''}`)).toEqual(['entity component:default/b', 'missing resource:default/gone']);
  });

  it('lead on, and end where they come back', () => {
    const { model } = desk(web);
    const at = (node: CatalogNode | undefined, relation: string): CatalogNode | undefined => model.children(model.children(node).find((each) => each.type === 'relation' && each.relation === relation))[0];
    const b = at(child(model, 'component:default/a'), 'dependsOn');
    const a = at(b, 'dependsOn');
    expect(a).toMatchObject({ type: 'entity', ref: 'component:default/a', trail: ['component:default/a', 'component:default/b'] });
    expect(a?.type === 'entity' && model.canExpand(a)).toBe(false);
    expect(model.children(a)).toEqual([]);
  });

  it('are told as none where there are none', () => {
    const { model } = desk(web);
    expect(model.children(child(model, 'component:default/c')).map(({ type }) => type)).toEqual(['nothing']);
  });

  it('are drawn again when somebody else names the entity', () => {
    const { model, change } = desk(web);
    const c = child(model, 'component:default/c');
    model.children(c);
    expect(change([entityOf('Component', 'b', spec({ dependsOn: ['component:c'] }))])).toContain(c);
  });

  it('that are many are parted by name', () => {
    const owned = Array.from({ length: 900 }, (_, index) => entityOf('Component', `x${String(index).padStart(3, '0')}`, spec({ owner: 'team-a' })));
    const { model } = desk([...owned, entityOf('Group', 'team-a')]);
    const [relation] = model.children(child(model, 'group:default/team-a'));
    expect(relation && model.count(relation)).toBe(900);
    expect(model.children(relation).map((node) => node.type === 'range' && [node.prefix, model.count(node)])).toEqual(Array.from({ length: 9 }, (_, digit) => [`x${digit}`, 100]));
  });
});
