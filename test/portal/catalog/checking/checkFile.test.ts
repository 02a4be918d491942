import { expect, test } from 'vitest';
import { checkFile } from '../../../../src/portal/catalog/checking/checkFile';

const TEXT = `apiVersion: backstage.io/v1alpha1
kind: API
metadata: {name: x}
spec: {type: openapi, lifecycle: production, owner: me, definition: {$text: ./openapi.yaml}}
`;
const location = 'https://github.com/acme/shop/blob/main/catalog-info.yaml';

test('reads each placeholder target once and fills it in', async () => {
  const asked: string[] = [];
  const file = await checkFile(new TextEncoder().encode(`${TEXT}---\n${TEXT}`), { location }, (url) => {
    asked.push(url);
    return Promise.resolve('openapi: 3.1.0');
  });
  expect(asked).toEqual(['https://github.com/acme/shop/tree/main/openapi.yaml']);
  expect(file.documents.map(({ valid }) => valid)).toEqual([true, true]);
});

test('what is not read leaves the document undecided', async () => {
  const file = await checkFile(TEXT, { location }, () => Promise.resolve(undefined));
  expect(file.documents[0]).toMatchObject({ valid: null, unread: ['https://github.com/acme/shop/tree/main/openapi.yaml'] });
});

test('bytes that are no UTF-8 are a warning, as Backstage reads them all the same', async () => {
  const latin = Uint8Array.from([...TEXT.replace('{$text: ./openapi.yaml}', 'caf!')].map((letter) => (letter === '!' ? 0xe9 : letter.charCodeAt(0))));
  const file = await checkFile(latin, { location }, () => Promise.resolve(undefined));
  expect(file.problems).toMatchObject([{ code: 'file/encoding', severity: 'warning' }]);
  expect(file.documents[0]?.valid).toBe(true);
});

test('bytes beyond the limit are not decoded', async () => {
  const file = await checkFile(new Uint8Array(20 * 1024 * 1024), { location }, () => Promise.resolve(undefined));
  expect(file).toMatchObject({ documents: [], problems: [{ code: 'file/too-large', severity: 'error' }] });
});
