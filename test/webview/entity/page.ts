import type { EntityPage, RelatedEntity } from '../../../src/protocol/entity';

export function related(name: string, more: Partial<RelatedEntity> = {}): RelatedEntity {
  return { ref: `component:default/${name}`, label: name, kind: 'Component', icon: 'package', detail: 'service', description: undefined, missing: false, deprecated: false, ...more };
}

export function pageOf(more: Partial<EntityPage> = {}): EntityPage {
  return {
    ref: 'component:default/cart',
    title: 'Cart',
    kind: 'Component',
    icon: 'package',
    description: 'Holds what is bought',
    tags: ['java'],
    facts: [{ label: 'Owner', values: [{ type: 'entity', entity: related('team', { ref: 'group:default/team', kind: 'Group' }) }] }, { label: 'Lifecycle', values: [{ type: 'text', text: 'production' }] }],
    deprecation: undefined,
    links: [],
    labels: [],
    cards: [],
    missing: { total: 0, shown: [] },
    problems: [],
    orphan: false,
    place: { path: 'catalog-info.yaml', line: 3, repository: 'acme/cart', branch: 'main', source: 'acme', insteadOfGitHub: undefined },
    ancestry: [],
    definition: undefined,
    actions: { docs: false, repository: true, starred: undefined },
    ...more,
  };
}
