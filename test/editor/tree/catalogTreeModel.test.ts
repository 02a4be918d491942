import { describe, expect, it } from 'vitest';
import type { CatalogNode } from '../../../src/editor/tree/catalogNode';
import { CatalogTreeModel, type CatalogTreeInput } from '../../../src/editor/tree/catalogTreeModel';
import type { CatalogEntity } from '../../../src/portal/catalog/entity';
import { entityOf, graphOf } from '../support/catalogData';

const inputOf = (entities: readonly CatalogEntity[], rest: Partial<CatalogTreeInput> = {}): CatalogTreeInput => ({
  graph: graphOf(...entities),
  problems: [],
  notices: [],
  ...rest,
});
const ids = (nodes: readonly CatalogNode[]): string[] => nodes.map(({ id }) => id);
const change = { added: [], changed: [], removed: [] };
const payment = entityOf('Component', 'payment-service');
const order = entityOf('Component', 'order-service');
const team = entityOf('Group', 'team-payments');
const broken = { uri: 'file:///w/broken/catalog-info.yaml', problems: [] };

/** Opens everything, as a user who expands all nodes. */
function openAll(model: CatalogTreeModel, node?: CatalogNode): CatalogNode[] {
  return model.children(node).flatMap((child) => [child, ...openAll(model, child)]);
}
const child = (model: CatalogTreeModel, id: string): CatalogNode => {
  const found = openAll(model).find((node) => node.id === id);
  if (!found) {
    throw new Error(`no node ${id}`);
  }
  return found;
};

describe('CatalogTreeModel', () => {
  it('shows notices, problems, then kinds with their entities', () => {
    const model = new CatalogTreeModel(
      inputOf([payment, order, team], { problems: [broken], notices: [{ id: 'offline:x', severity: 'information', text: 'offline' }] }),
    );
    expect(ids(model.children())).toEqual(['#notice:offline:x', '#problems', '#kind:component', '#kind:group']);
    expect(ids(model.children(child(model, '#kind:component')))).toEqual(['component:default/order-service', 'component:default/payment-service']);
    expect(ids(model.children(child(model, '#problems')))).toEqual([`#problem:${broken.uri}`]);
  });

  it('hands out one node an id, so that the editor recognizes what stays', () => {
    const model = new CatalogTreeModel(inputOf([payment, team]));
    const before = openAll(model);
    model.update(inputOf([payment, team, order]));
    expect(openAll(model)).toEqual(expect.arrayContaining(before.map((node) => node)));
    expect(before.every((node) => openAll(model).includes(node))).toBe(true);
  });

  it('draws again only the entity that changed', () => {
    const model = new CatalogTreeModel(inputOf([payment, order, team]));
    const node = child(model, payment.ref);
    const stale = model.update(inputOf([{ ...payment }, order, team]), { ...change, changed: [payment.ref] });
    expect(stale).toEqual([node]);
  });

  it('draws again only the kind that an entity came to or went from', () => {
    const model = new CatalogTreeModel(inputOf([payment, team]));
    const kind = child(model, '#kind:component');
    expect(model.update(inputOf([payment, order, team]), { ...change, added: [order.ref] })).toEqual([kind]);
    openAll(model);
    expect(model.update(inputOf([order, team]), { ...change, removed: [payment.ref] })).toEqual([kind]);
  });

  it('draws everything again where a kind comes or goes', () => {
    const model = new CatalogTreeModel(inputOf([payment]));
    openAll(model);
    expect(model.update(inputOf([payment, team]), { ...change, added: [team.ref] })).toBe('all');
  });

  it('says nothing of what nobody opened', () => {
    const model = new CatalogTreeModel(inputOf([payment, order]));
    expect(model.update(inputOf([{ ...payment }, order]), { ...change, changed: [payment.ref] })).toEqual([]);
  });

  it('draws again a heading whose number changed, also while it is closed', () => {
    const model = new CatalogTreeModel(inputOf([payment]));
    const kind = model.children()[0];
    expect(model.update(inputOf([payment, order]), { ...change, added: [order.ref] })).toEqual([kind]);
  });

  it('puts a long kind into ranges and finds the way back up', () => {
    const many = Array.from({ length: 5_200 }, (_, index) => entityOf('Component', `service-${String(index).padStart(4, '0')}`));
    const model = new CatalogTreeModel(inputOf(many));
    const [kind] = model.children();
    const ranges = model.children(kind);
    expect(ranges.every(({ type }) => type === 'range')).toBe(true);
    const path: string[] = [];
    for (let node = model.entityNode('component:default/service-4321'); node; node = model.parent(node)) {
      path.unshift(node.id);
    }
    expect(path).toEqual(['#kind:component', '#kind:component/service-4', '#kind:component/service-43', 'component:default/service-4321']);
    expect(openAll(model).filter(({ type }) => type === 'entity')).toHaveLength(5_200);
  });
});
