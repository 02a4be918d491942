import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { addedAnnotations, toStoredYaml } from '../../../../src/portal/catalog/entityPage/storedEntity';
import { graphOf, need, onGitHub } from './catalog';

test('ingestion adds where an entity is managed, seen, edited, and where its source lies', () => {
  const graph = graphOf({ kind: 'Component', name: 'cart', origin: onGitHub('shop', 'services/cart/catalog-info.yaml') });
  expect(addedAnnotations(need(graph, 'component:default/cart'), 'url:https://github.com/acme/shop/blob/main/all.yaml')).toEqual({
    'backstage.io/managed-by-location': 'url:https://github.com/acme/shop/blob/main/services/cart/catalog-info.yaml',
    'backstage.io/managed-by-origin-location': 'url:https://github.com/acme/shop/blob/main/all.yaml',
    'backstage.io/view-url': 'https://github.com/acme/shop/blob/main/services/cart/catalog-info.yaml',
    'backstage.io/edit-url': 'https://github.com/acme/shop/edit/main/services/cart/catalog-info.yaml',
    'backstage.io/source-location': 'url:https://github.com/acme/shop/tree/main/services/cart/',
  });
});

test('a file without an address on the web is managed by its path', () => {
  const graph = graphOf({ kind: 'Component', name: 'cart', origin: { uri: 'file:///home/ada/my%20shop/catalog-info.yaml', source: 'workspace' } });
  expect(addedAnnotations(need(graph, 'component:default/cart'))).toEqual({
    'backstage.io/managed-by-location': 'file:/home/ada/my shop/catalog-info.yaml',
    'backstage.io/managed-by-origin-location': 'file:/home/ada/my shop/catalog-info.yaml',
  });
});

test('nothing is edited at a commit', () => {
  const location = `url:https://github.com/acme/shop/blob/${'0a'.repeat(20)}/catalog-info.yaml`;
  const graph = graphOf({ kind: 'Component', name: 'cart', origin: onGitHub('shop', 'catalog-info.yaml', { location }) });
  expect(Object.keys(addedAnnotations(need(graph, 'component:default/cart')))).not.toContain('backstage.io/edit-url');
});

test('a catalog stores what is written, what is added, and the relations; what the file says goes before', () => {
  const graph = graphOf(
    { kind: 'Component', name: 'cart', metadata: { annotations: { 'backstage.io/view-url': 'https://example.com', mine: 'x' } }, spec: { type: 'service', lifecycle: 'production', owner: 'team', text: 'a\nb: ${{ c }}\n' } },
    { kind: 'Group', name: 'team', spec: { type: 'team', children: [] } },
  );
  const stored: unknown = parse(toStoredYaml(need(graph, 'component:default/cart'), graph));
  expect(stored).toMatchObject({
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name: 'cart', namespace: 'default', annotations: { mine: 'x', 'backstage.io/view-url': 'https://example.com', 'backstage.io/managed-by-location': 'url:https://github.com/acme/cart/blob/main/catalog-info.yaml' } },
    spec: { type: 'service', text: 'a\nb: ${{ c }}\n' },
    relations: [{ type: 'ownedBy', targetRef: 'group:default/team' }],
  });
  expect(parse(toStoredYaml(need(graph, 'group:default/team'), graph))).toMatchObject({ relations: [{ type: 'ownerOf', targetRef: 'component:default/cart' }] });
});
