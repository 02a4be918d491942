import { describe, expect, it } from 'vitest';
import { createTestService, withCursor } from './testCatalog';

const HEAD = 'apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata:\n  name: shop\n';
const URI = 'file:///shop/catalog-info.yaml';

/** The text after refs were dropped at the mark; `undefined` where the mark is in no field of refs. */
function drop(marked: string, ...refs: string[]): string | undefined {
  const { text, position } = withCursor(HEAD + marked);
  const found = createTestService().insertRefs({ uri: URI, version: 1, text }, position, refs);
  if (!found) {
    return undefined;
  }
  const lines = text.split('\n');
  const offset = ({ line, character }: { line: number; character: number }): number => lines.slice(0, line).reduce((sum, each) => sum + each.length + 1, 0) + character;
  return (text.slice(0, offset(found.range.start)) + found.newText + text.slice(offset(found.range.end))).slice(HEAD.length);
}

const TEAM = 'group:default/team-payments';
const API = 'api:default/payment-api';
const DB = 'resource:default/postgres-payments';

describe('entities dropped into a catalog file', () => {
  it('take the place of a field of one, in the shortest form that means them there', () => {
    expect(drop('spec:\n  owner: |\n', TEAM)).toBe('spec:\n  owner: team-payments\n');
    expect(drop('spec:\n  owner:|\n', TEAM)).toBe('spec:\n  owner: team-payments\n');
    expect(drop('spec:\n  owner: team-|orders # ours\n', TEAM)).toBe('spec:\n  owner: team-payments # ours\n');
    expect(drop('spec:\n  ow|ner: team-orders\n', TEAM, API)).toBe('spec:\n  owner: team-payments\n');
    expect(drop('spec:\n  owner: |\n', 'user:default/jane')).toBe('spec:\n  owner: user:jane\n');
    expect(drop('spec:\n  owner: |\n', 'group:external/auditors')).toBe('spec:\n  owner: external/auditors\n');
  });

  it('become items of a list', () => {
    expect(drop('spec:\n  dependsOn: |\n', DB, API)).toBe('spec:\n  dependsOn:\n    - resource:postgres-payments\n    - api:payment-api\n');
    expect(drop('spec:\n  providesApis:|\n', API)).toBe('spec:\n  providesApis:\n    - payment-api\n');
    expect(drop('spec:\n  dependsOn:|\n    - component:order-service\n', DB)).toBe('spec:\n  dependsOn:\n    - resource:postgres-payments\n    - component:order-service\n');
    expect(drop('spec:\n  dependsOn:\n    - component:order|-service\n  type: service\n', DB, API)).toBe('spec:\n  dependsOn:\n    - component:order-service\n    - resource:postgres-payments\n    - api:payment-api\n  type: service\n');
    expect(drop('spec:\n  dependsOn:\n  - |\n', DB, API)).toBe('spec:\n  dependsOn:\n  - resource:postgres-payments\n  - api:payment-api\n');
    expect(drop('spec:\n  dependsOn:\n    |\n', DB)).toBe('spec:\n  dependsOn:\n    - resource:postgres-payments\n');
  });

  it('go into a list in brackets', () => {
    expect(drop('spec:\n  providesApis: [|]\n', API)).toBe('spec:\n  providesApis: [payment-api]\n');
    expect(drop('spec:\n  providesApis: [order|-api]\n', API)).toBe('spec:\n  providesApis: [order-api, payment-api]\n');
    expect(drop("spec:\n  providesApis: ['order|-api', x]\n", API)).toBe("spec:\n  providesApis: ['order-api', payment-api, x]\n");
  });

  it('are left to the editor where no field of refs is', () => {
    expect(drop('spec:\n  type: |\n', TEAM)).toBeUndefined();
    expect(drop('# own|er\n', TEAM)).toBeUndefined();
    expect(drop('spec:\n  owner: |\n', 'not a ref')).toBeUndefined();
    const service = createTestService();
    expect(service.insertRefs({ uri: 'file:///shop/values.yaml', version: 1, text: 'owner: ' }, { line: 0, character: 7 }, [TEAM])).toBeUndefined();
  });

  it('keep a ref that the catalog does not have', () => {
    expect(drop('spec:\n  owner: |\n', 'group:default/nobody')).toBe('spec:\n  owner: nobody\n');
  });
});
