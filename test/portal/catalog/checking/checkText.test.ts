import { describe, expect, test } from 'vitest';
import { checkText, isRefusedAsWhole } from '../../../../src/portal/catalog/checking/checkText';

const component = (spec: string, metadata = '{name: shop}') => `apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata: ${metadata}\nspec: ${spec}\n`;

describe('checkText', () => {
  test('takes a good component and applies the default namespace', () => {
    const { documents, problems } = checkText(component('{type: service, lifecycle: production, owner: me}'));
    expect(problems).toEqual([]);
    expect(documents).toMatchObject([{ index: 0, kind: 'Component', ref: 'component:default/shop', valid: true, stage: undefined, problems: [] }]);
    expect(documents[0]?.entity?.metadata).toEqual({ name: 'shop', namespace: 'default' });
    expect(documents[0]?.position).toEqual({ line: 2, character: 11 });
  });

  test('names what is missing, in Backstage’s words, at the parent’s key', () => {
    const { documents } = checkText(component('{type: service, lifecycle: production}'));
    expect(documents[0]).toMatchObject({ valid: false, stage: 'kind', entity: undefined });
    expect(documents[0]?.problems).toEqual([
      {
        code: 'kind/required',
        severity: 'error',
        message: "/spec must have required property 'owner' - missingProperty: owner",
        range: { start: { line: 3, character: 0 }, end: { line: 3, character: 4 } },
      },
    ]);
  });

  test('a document that is no YAML refuses the file, though the others have verdicts of their own', () => {
    const file = checkText(`${component('{type: service, lifecycle: production, owner: me}')}---\nfoo: [\n`);
    expect(file.documents.map(({ valid, stage }) => [valid, stage])).toEqual([
      [true, undefined],
      [false, 'yaml'],
    ]);
    expect(isRefusedAsWhole(file)).toBe(true);
  });
});
