import { expect, test, vi } from 'vitest';
import { MemoryLog } from '../portal/github/fakeGitHub';

const editor = vi.hoisted((): { value: unknown } => ({ value: undefined }));
vi.mock('vscode', () => ({ workspace: { getConfiguration: () => ({ get: () => editor.value }) } }));
const { createModelSetting } = await import('../../src/editor/modelSetting');

test('a model that cannot be read is left out, which the model in force says', () => {
  const model = createModelSetting(new MemoryLog());
  expect(model().problem).toBeUndefined();
  editor.value = { kinds: 7 };
  expect(model()).toMatchObject({ key: '', problem: { setting: 'stagedoor.catalog.model', message: expect.stringContaining('stagedoor.catalog.model is left out') as string } });
  editor.value = {};
  expect(model().problem).toBeUndefined();
});
