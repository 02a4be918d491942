import { assert } from 'chai';
import * as vscode from 'vscode';
import { systemClock } from '../../../src/editor/host/systemClock';
import type { CatalogNode } from '../../../src/editor/tree/catalogNode';
import { CatalogTree } from '../../../src/editor/tree/catalogTree';
import { createStarredEntities } from '../../../src/editor/tree/createStarredEntities';
import { EntityDecorations } from '../../../src/editor/tree/entityDecorations';
import { EntityDrag } from '../../../src/editor/tree/entityDrag';
import { ENTITY_MIME } from '../../../src/editor/tree/entityMime';
import { entityUri } from '../../../src/editor/tree/entityUri';
import { createTreeRoom } from '../../../src/editor/tree/treeRoom';
import { ViewState } from '../../../src/editor/tree/viewState';
import type { CatalogService } from '../../../src/portal/catalog/catalogService';
import { FilterKeeper } from '../../../src/portal/catalog/filter/filterKeeper';
import { Arrangement } from '../../../src/portal/catalog/grouping/arrangement';
import { GROUPINGS, type Grouping } from '../../../src/portal/catalog/grouping/grouping';
import { entityOf, graphOf } from '../../editor/support/catalogData';

const CART = 'component:default/cart';
const graph = graphOf(
  entityOf('Component', 'cart', { metadata: { title: 'Cart', tags: ['java'] }, spec: { type: 'service', lifecycle: 'deprecated', owner: 'team-a', system: 'checkout', dependsOn: ['resource:gone'] } }),
  entityOf('System', 'checkout', { spec: { owner: 'team-a' } }),
  entityOf('Group', 'team-a', { spec: { type: 'team', children: [] } }),
);
const never = () => ({ dispose: () => undefined });

/** What the user keeps, in memory. */
class Memory implements vscode.Memento {
  readonly #values = new Map<string, unknown>();
  synchronized: readonly string[] = [];
  keys = (): readonly string[] => [...this.#values.keys()];
  get<T>(key: string, otherwise?: T): T | undefined {
    return this.#values.has(key) ? (this.#values.get(key) as T) : otherwise;
  }
  update(key: string, value: unknown): Promise<void> {
    this.#values.set(key, value);
    return Promise.resolve();
  }
  setKeysForSync(keys: readonly string[]): void {
    this.synchronized = keys;
  }
}

const stars = createStarredEntities(new Memory());
const viewState = new ViewState({ load: () => undefined, save: () => undefined });
const catalog: CatalogService = Object.assign(Object.create(null) as CatalogService, { graph, problems: [], mine: [], onDidChange: never, onDidChangeStatus: never });
const room = createTreeRoom({ catalog, viewState, stars, problemsOf: () => [], numberOf: String, filters: new FilterKeeper(), clock: systemClock });

function treeBy(grouping: Grouping): CatalogTree {
  const input = { graph, problems: [], notices: [], arrangement: new Arrangement(grouping, graph), sourceLabels: () => undefined };
  return new CatalogTree(input, { isStarred: (ref) => stars.has(ref), tooltipOf: (ref) => Promise.resolve(room.tooltipOf(ref)) }, systemClock);
}

async function everyItem(tree: CatalogTree, node?: CatalogNode, depth = 0): Promise<vscode.TreeItem[]> {
  const children = depth > 5 ? [] : await tree.getChildren(node);
  const below = await Promise.all(children.map((child) => everyItem(tree, child, depth + 1)));
  return [...children.map((child) => tree.getTreeItem(child)), ...below.flat()];
}

suite('Tree', () => {
  for (const grouping of GROUPINGS) {
    test(`draws each node once, with words for those who cannot see it: by ${grouping}`, async () => {
      const items = await everyItem(treeBy(grouping));
      const ids = items.map(({ id }) => id);
      assert.equal(new Set(ids).size, ids.length, ids.join());
      assert.deepEqual(items.filter(({ label }) => label === undefined || label === ''), []);
      const cart = items.find(({ label }) => label === 'Cart');
      assert.match(cart?.accessibilityInformation?.label ?? '', /^Component Cart/);
      assert.match(cart?.contextValue ?? '', /\bentity\b.*\bdeprecated\b.*\bunstarred\b/);
      assert.isTrue(items.some(({ description }) => description === 'resource, not in the catalog'), 'what is missing is said to be');
    });
  }

  test('stars are kept, shown, and on all machines', () => {
    const memory = new Memory();
    const kept = createStarredEntities(memory);
    kept.set([CART, 'component:default/gone'], true);
    assert.deepEqual([...createStarredEntities(memory).refs], [CART, 'component:default/gone'], 'also what the catalog does not have now');
    assert.lengthOf(memory.synchronized, 1);
    const decorations = new EntityDecorations({ graph }, { isNew: () => false, isStarred: (ref) => kept.has(ref), problemsOf: () => [] });
    assert.equal(decorations.provideFileDecoration(vscode.Uri.from(entityUri(CART)))?.badge, '★D');
    kept.set([CART], false);
    assert.equal(decorations.provideFileDecoration(vscode.Uri.from(entityUri(CART)))?.badge, 'D');
    decorations.dispose();
  });

  test('a card is made when it is asked for, and runs nothing but our own commands', async () => {
    const tree = treeBy('kind');
    const node = tree.entityNode(CART);
    assert.isDefined(node);
    const item = tree.getTreeItem(node);
    assert.isUndefined(item.tooltip);
    const { tooltip } = await tree.resolveTreeItem(item, node);
    assert.instanceOf(tooltip, vscode.MarkdownString);
    assert.match(tooltip.value, /Owner: \[team\\-a\]\(command:stagedoor\.openEntityPage/);
    const { isTrusted } = tooltip;
    assert.isTrue(typeof isTrusted === 'object' && isTrusted.enabledCommands.every((command) => command.startsWith('stagedoor.')));
  });

  test('entities are dragged as their refs, each once', async () => {
    const data = new vscode.DataTransfer();
    const cart: CatalogNode = { type: 'entity', id: CART, ref: CART, trail: [] };
    new EntityDrag().handleDrag([cart, { ...cart, id: `#tag:java>${CART}` }, { type: 'group', id: '#kind:api', key: 'api' }], data);
    assert.equal(await data.get(ENTITY_MIME)?.asString(), CART);
    assert.equal(await data.get('text/plain')?.asString(), CART);
  });
});
