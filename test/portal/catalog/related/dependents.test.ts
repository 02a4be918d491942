import { describe, expect, it } from 'vitest';
import { findDependents } from '../../../../src/portal/catalog/related/dependents';
import { compareRelationTypes, relationName } from '../../../../src/portal/catalog/related/relationNames';
import { entityOf, graphOf } from '../../../editor/support/catalogData';

const component = (name: string, spec: Record<string, string[]>) => entityOf('Component', name, { spec });
const graph = graphOf(
  component('payments', { providesApis: ['pay-api'], dependsOn: ['resource:db'] }),
  component('orders', { consumesApis: ['pay-api'] }),
  component('shop', { dependsOn: ['component:orders'] }),
  component('reports', { dependsOn: ['component:payments', 'resource:db'] }),
  // A circle: what needs the shop is needed by the orders.
  component('mail', { dependsOn: ['component:shop'], dependencyOf: ['component:orders'] }),
  entityOf('API', 'pay-api'),
  entityOf('Resource', 'db'),
);
const found = (ref: string, deepest?: number): string[] => findDependents(graph, ref, deepest).map(({ ref: each, depth, via }) => `${depth} ${each} via ${via}`);

describe('findDependents', () => {
  it('finds those that name it, and those that consume an API it provides', () => {
    expect(found('component:default/payments', 1)).toEqual(['1 component:default/reports via component:default/payments', '1 component:default/orders via api:default/pay-api']);
    expect(found('api:default/pay-api', 1)).toEqual(['1 component:default/orders via api:default/pay-api']);
  });

  it('goes on to those that depend on these, each once, and ends in a circle', () => {
    expect(found('resource:default/db')).toEqual([
      '1 component:default/payments via resource:default/db',
      '1 component:default/reports via resource:default/db',
      '2 component:default/orders via api:default/pay-api',
      '3 component:default/shop via component:default/orders',
      '4 component:default/mail via component:default/shop',
    ]);
    expect(found('component:default/orders').map((line) => line.split(' ')[1])).toEqual(['component:default/shop', 'component:default/mail']);
  });

  it('finds nothing where nobody depends', () => {
    expect(found('component:default/nobody')).toEqual([]);
  });
});

describe('relation names', () => {
  it('have words for the known and for others', () => {
    expect([relationName('dependsOn'), relationName('deployedTo'), relationName('is_part-of')]).toEqual(['Depends on', 'Deployed to', 'Is part of']);
    expect(['zz', 'hasPart', 'ownedBy', 'aa'].sort(compareRelationTypes)).toEqual(['ownedBy', 'hasPart', 'aa', 'zz']);
  });
});
