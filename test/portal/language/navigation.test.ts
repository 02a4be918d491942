import { describe, expect, it } from 'vitest';
import { CATALOG_URI, createTestService, withCursor } from './testCatalog';

const HEAD = 'apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata:\n  name: shop\nspec:\n';

function at(marked: string) {
  const { text, position } = withCursor(marked);
  const service = createTestService();
  const source = { uri: CATALOG_URI, version: 1, text };
  return { hover: service.hover(source, position), definition: service.definition(source, position) };
}

describe('hover and definition of a ref', () => {
  it('shows the entity and where it is written down', () => {
    const { hover, definition } = at(`${HEAD}  owner: team-|payments\n`);
    expect(hover?.markdown).toContain('**team\\-payments** — Group, team');
    expect(hover?.markdown).toContain('Payments people');
    expect(hover?.range).toEqual({ start: { line: 5, character: 9 }, end: { line: 5, character: 22 } });
    expect(definition?.origin).toMatchObject({ uri: 'file:///catalog/team-payments.yaml', position: { line: 3, character: 2 } });
  });

  it('works in lists, flow and later documents', () => {
    expect(at(`---\n${HEAD}  dependsOn:\n    - comp|onent:order-service\n`).definition?.origin.uri).toBe('file:///catalog/order-service.yaml');
    expect(at(`a: [\n---\n${HEAD}  providesApis: [payment-api, "ord|er-api"]\n`).hover?.range.start).toEqual({ line: 7, character: 31 });
  });

  it('goes to the same file as it is now', () => {
    const { definition, hover } = at(`${HEAD}  system: brand|-new\n---\napiVersion: backstage.io/v1alpha1\nkind: System\nmetadata:\n  name: brand-new\n`);
    expect(definition?.origin).toMatchObject({ uri: CATALOG_URI, document: 1, position: { line: 10, character: 2 } });
    expect(hover).toBeUndefined();
  });

  it('has nothing elsewhere', () => {
    expect(at(`${HEAD}  |owner: team-payments\n`).definition).toBeUndefined();
    expect(at(`${HEAD}  owner: nob|ody\n`)).toEqual({ hover: undefined, definition: undefined });
    expect(at(`${HEAD}  type: team-pay|ments\n`)).toEqual({ hover: undefined, definition: undefined });
  });

  it('goes to the file that a path leads to', () => {
    expect(at('kind: API\nspec:\n  definition:\n    $text: ./api/op|enapi.yaml\n').definition?.origin).toEqual({ uri: 'file:///shop/api/openapi.yaml', position: { line: 0, character: 0 } });
    expect(at('kind: Location\nspec:\n  targets: [./a/cata|log-info.yaml]\n').definition?.origin.uri).toBe('file:///shop/a/catalog-info.yaml');
  });

  it('takes nothing of a catalog for Markdown', () => {
    const markdown = at(`kind: Component\nspec:\n  subcomponentOf: payment-|service\n`).hover?.markdown;
    expect(markdown).toContain('Takes \\*money\\*\\.');
  });
});
