import { describe, expect, it } from 'vitest';
import { toRecord } from '../../../../src/portal/catalog/catalogRecord';
import { CatalogStore } from '../../../../src/portal/catalog/catalogStore';
import type { Entity, JsonObject } from '../../../../src/portal/catalog/entity';
import type { CatalogQuery } from '../../../../src/portal/catalog/query';
import { ownedByMe } from '../../../../src/portal/catalog/sources/ownedByMe';

function graphOf(...entities: readonly (readonly [kind: string, name: string, spec: JsonObject, annotations?: Record<string, string>])[]): CatalogQuery {
  const store = new CatalogStore(() => 0);
  store.apply(entities.map(([kind, name, spec, annotations], index) => {
    const entity: Entity = { apiVersion: 'backstage.io/v1alpha1', kind, metadata: { name, ...(annotations && { annotations }) }, spec };
    const uri = `file:///${index}`;
    return { uri, source: 'workspace', version: '', records: [toRecord(entity, { uri, document: 0, position: { line: 0, character: 0 }, source: 'workspace' })], problems: [], private: false, follows: [], reads: [] };
  }));
  return store.graph;
}

const me = { login: 'Jo', teams: [{ organization: 'acme', slug: 'platform' }] };

describe('what is mine', () => {
  it('is nothing where nobody is signed in', () => {
    expect(ownedByMe(graphOf(), [])).toEqual([]);
  });

  it('is that of the user of my name and of their direct groups', () => {
    const graph = graphOf(['User', 'jo', { memberOf: ['team-a'] }], ['Group', 'team-a', { type: 'team', children: [], parent: 'org' }], ['Group', 'team-b', { type: 'team', children: [], members: ['jo'] }], ['Group', 'org', { type: 'team', children: [] }]);
    expect(ownedByMe(graph, [me])).toEqual(['user:default/jo', 'group:default/team-a', 'group:default/team-b']);
  });

  it('is that of the user with my login, before one who only has the name of another', () => {
    const graph = graphOf(['User', 'jo', { memberOf: ['wrong'] }, { 'github.com/user-login': 'somebody' }], ['User', 'jo.doe', { memberOf: ['right'] }, { 'github.com/user-login': 'jo' }]);
    expect(ownedByMe(graph, [me])).toEqual(['user:default/jo.doe', 'group:default/right']);
  });

  it('is that of my teams on GitHub where the graph knows of no group of mine', () => {
    expect(ownedByMe(graphOf(), [me])).toEqual(['user:default/jo', 'group:default/platform']);
    const graph = graphOf(['Group', 'platform-team', { type: 'team', children: [] }, { 'github.com/team-slug': 'Acme/platform' }]);
    expect(ownedByMe(graph, [me])).toEqual(['user:default/jo', 'group:default/platform-team']);
  });

  it('is that of each of my accounts, once', () => {
    expect(ownedByMe(graphOf(), [me, { login: 'jo', teams: [{ organization: 'forge', slug: 'platform' }] }])).toEqual(['user:default/jo', 'group:default/platform']);
  });
});
