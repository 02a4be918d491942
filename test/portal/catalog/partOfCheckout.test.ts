import { afterEach, beforeEach, expect, test } from 'vitest';
import { Desk } from './desk';

const ROOT = 'file:///work/shop';
const FOLDER = `${ROOT}/services/cart`;
const repository = { host: 'https://github.com', owner: 'acme', name: 'shop', branch: 'main', private: true };
const head = (kind: string, name: string): string => `apiVersion: backstage.io/v1alpha1\nkind: ${kind}\nmetadata: { name: ${name} }\n`;
const component = (name: string): string => `${head('Component', name)}spec: { type: service, lifecycle: production, owner: team-a }\n`;
const api = (name: string, text: string): string => `${head('API', name)}spec: { type: openapi, lifecycle: production, owner: team-a, definition: { $text: '${text}' } }\n`;
const location = (...targets: readonly string[]): string => `${head('Location', 'all')}spec: { targets: ${JSON.stringify(targets)} }\n`;

let desk: Desk;
const read = async (files: Readonly<Record<string, string>>): Promise<void> => {
  Object.entries(files).forEach(([path, text]) => desk.files.files.set(path.startsWith('/') ? `file://${path}` : `${ROOT}/${path}`, text));
  await desk.catalog.refresh('start');
};

beforeEach(() => {
  desk = new Desk();
  desk.folders = [{ uri: FOLDER, checkout: { folder: ROOT, repository } }];
});
afterEach(() => desk.catalog.dispose());

test('a folder below the root of its checkout has the addresses of the repository', async () => {
  await read({ 'services/cart/catalog-info.yaml': component('cart') });
  expect(desk.catalog.graph.get('component:default/cart')?.origin).toMatchObject({ location: 'url:https://github.com/acme/shop/blob/main/services/cart/catalog-info.yaml', repository });
});

test('placeholders and targets lead anywhere in the repository', async () => {
  await read({
    'services/cart/catalog-info.yaml': `${api('cart-api', '../../apis/cart.yaml')}---\n${location('../../shared/one.yaml', '../../more/*.yaml')}`,
    'apis/cart.yaml': 'openapi: 3.1.0',
    'shared/one.yaml': component('one'),
    'more/two.yaml': component('two'),
  });
  expect(desk.refs).toEqual(['api:default/cart-api', 'component:default/one', 'component:default/two', 'location:default/all']);
  expect(desk.catalog.graph.get('api:default/cart-api')?.entity.spec).toMatchObject({ definition: 'openapi: 3.1.0' });
  expect(desk.told).toEqual([]);
});

test('the rest of the checkout brings nothing in by itself, open in an editor or not', async () => {
  await read({ 'services/cart/catalog-info.yaml': component('cart'), 'catalog-info.yaml': component('root') });
  desk.catalog.overlay(`${ROOT}/catalog-info.yaml`, component('typed'));
  await desk.catalog.refresh('manual');
  expect(desk.refs).toEqual(['component:default/cart']);
  expect(desk.files.asked.filter((uri) => !uri.startsWith(`${FOLDER}/`))).toEqual([]);
});

test('nothing outside of the repository is read', async () => {
  await read({
    'services/cart/catalog-info.yaml': `${api('cart-api', '../../../../secret.txt')}---\n${location('../../../../catalog-info.yaml', '../../../../**/*.yaml')}`,
    '/work/secret.txt': 'secret',
    '/work/catalog-info.yaml': component('foreign'),
    '/catalog-info.yaml': component('foreign'),
  });
  expect(desk.files.asked.filter((uri) => !uri.startsWith(`${ROOT}/`))).toEqual([]);
  expect(desk.refs.join()).not.toContain('foreign');
});
