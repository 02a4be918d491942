import { describe, expect, test } from 'vitest';
import { createIssue, toIssueDraft } from '../../../src/editor/docs/docsIssue';
import { entityAt, findOnGitHub, toVersion, toWebAddress } from '../../../src/editor/docs/docsRepository';
import { parseEntityLink } from '../../../src/editor/docs/entityLink';
import { toExportedFile, toFileName } from '../../../src/editor/docs/exportedFile';
import { createGitLocations } from '../../../src/editor/language/gitLocations';
import type { GitHubFile } from '../../../src/portal/github/gitHubUri';
import { openStage } from '../../portal/github/onLocalGitHub';


const DISK: Readonly<Record<string, string>> = {
  'file:///w/shop/.git/HEAD': 'ref: refs/heads/feature/x\n',
  'file:///w/shop/.git/config': '[remote "origin"]\n\turl = git@github.com:acme/shop.git\n',
};
const locations = () => createGitLocations({ read: (uri) => Promise.resolve(uri in DISK ? new TextEncoder().encode(DISK[uri]) : undefined) }, { warn: () => undefined });
const file: GitHubFile = { host: 'https://github.com', owner: 'acme', repository: 'shop', ref: 'main', path: 'docs/set up.md' };
const at = { host: 'https://github.com', owner: 'Acme', repository: 'shop', ref: 'fix/typo', label: 'fix/typo' };

describe('where docs are on GitHub', () => {
  test('is known of a checkout and of what was read from there', async () => {
    const found = locations();
    expect(await findOnGitHub('file:///w/shop/docs/', found)).toEqual({ host: 'https://github.com', owner: 'acme', repository: 'shop', ref: 'feature/x', path: 'docs' });
    expect(await findOnGitHub('file:///w/shop/docs/set%20up.md', found)).toMatchObject({ path: 'docs/set up.md' });
    expect(await findOnGitHub('stagedoor-github:/https%2Bgithub.com/acme/shop/main/docs/a.md', found)).toMatchObject({ ref: 'main', path: 'docs/a.md' });
    expect(await findOnGitHub('file:///elsewhere/docs/a.md', found)).toBeUndefined();
  });

  test('has an address to read and to edit, and a commit only one to read', () => {
    expect(toWebAddress(file, 'edit')).toBe('https://github.com/acme/shop/edit/main/docs/set%20up.md');
    expect(toWebAddress({ ...file, ref: 'a/b' }, 'blob')).toBe('https://github.com/acme/shop/blob/a/b/docs/set%20up.md');
    expect(toWebAddress({ ...file, ref: 'a'.repeat(40) }, 'edit')).toContain('/blob/');
  });

  test('at another version is the same path of the same repository, and nothing else changes', async () => {
    const found = locations();
    await found.prepare('file:///w/shop/catalog-info.yaml');
    await found.prepare('file:///w/shop/docs/.');
    expect(toVersion('file:///w/shop/docs/', at, found)).toBe('stagedoor-github:/https%2Bgithub.com/acme/shop/fix~typo/docs/');
    expect(toVersion('stagedoor-github:/https%2Bgithub.com/acme/shop/main/docs/', at, found)).toBe('stagedoor-github:/https%2Bgithub.com/acme/shop/fix~typo/docs/');
    const other = 'stagedoor-github:/https%2Bgithub.com/acme/other/main/docs/';
    expect(toVersion(other, at, found)).toBe(other);
    const entity = { ref: 'component:default/shop', entity: { apiVersion: 'v1', kind: 'Component', metadata: { name: 'shop' } }, facets: { tags: [], partOf: [] }, sortKey: 'shop', origin: { uri: 'file:///w/shop/catalog-info.yaml', document: 0, position: { line: 0, character: 0 }, source: 'workspace' } };
    expect(entityAt(entity, at, found).origin.uri).toBe('stagedoor-github:/https%2Bgithub.com/acme/shop/fix~typo/catalog-info.yaml');
  });
});

describe('an issue on a passage', () => {
  test('quotes it so that nobody is mentioned and nothing is loaded', () => {
    const draft = toIssueDraft({ title: 'Setting up', file }, 'Ask @acme/admins ![x](https://tracker)\n```\nend');
    expect(draft.repository).toBe('acme/shop');
    expect(draft.title).toBe('Docs: “Ask @acme/admins ![x](https://tracker)” in Setting up');
    expect(draft.body).toContain('````text\nAsk @acme/admins ![x](https://tracker)\n```\nend\n````\n');
    expect(draft.body).toContain('Page: [docs/set up.md](https://github.com/acme/shop/blob/main/docs/set%20up.md)');
  });

  test('of a page as a whole quotes nothing, and a long one is cut', () => {
    expect(toIssueDraft({ title: 'T', file }, '')).toMatchObject({ title: 'Docs: T', body: expect.not.stringContaining('```') as string });
    const long = toIssueDraft({ title: 'T', file }, 'x'.repeat(10_000));
    expect(long.body.length).toBeLessThan(4_500);
    expect(long.title.length).toBeLessThan(120);
  });

  test('is filed once on the repository of the docs, and not without a title', async () => {
    const stage = await openStage(({ state }) => {
      state.addUser({ login: 'ada' });
      state.addRepository({ owner: 'ada', name: 'shop', files: { 'docs/index.md': '# Shop' } });
    });
    stage.signIn('ada');
    const { client } = stage;
    const place = { ...file, host: stage.github.web, owner: 'ada' };
    const { signal } = new AbortController();
    await expect(createIssue(client, place, { title: ' ', body: 'x' }, signal)).rejects.toThrow('An issue needs a title');
    const issue = await createIssue(client, place, { title: 'Docs: wrong port', body: 'It is 8080.' }, signal);
    expect(issue).toEqual({ number: 1, url: `${stage.github.web}/ada/shop/issues/1` });
    expect(stage.github.state.repository('ada', 'shop')?.issues).toMatchObject([{ title: 'Docs: wrong port', body: 'It is 8080.', author: 'ada' }]);
    await stage.github.stop();
  });
});

describe('links to entities', () => {
  test.each([
    ['/catalog/default/component/shop', 'entity', 'component:default/shop'],
    ['https://portal.acme.dev/base/catalog/team-a/API/orders/definition?x#y', 'entity', 'api:team-a/orders'],
    ['https://portal.acme.dev/docs/default/component/shop/guides/', 'docs', 'component:default/shop'],
  ])('%s', (address, page, ref) => expect(parseEntityLink(address)).toEqual({ page, ref }));
  test.each(['/catalog', '/catalog/default/component', 'https://catalog/default/component', '../docs/a.md', '/catalog/%/%/%:'])('%s is none', (address) => expect(parseEntityLink(address)).toBeUndefined());
});

describe('an exported page', () => {
  const page = { title: 'A <b> & c', html: '<h1>A</h1>', theme: '--vscode-foreground: red;</style><script>x()</script>' };
  test('holds styles and markup, and runs nothing', () => {
    const text = toExportedFile(page, '@font-face{font-family:x;src:url(codicon.ttf)}.article{color:red}');
    expect(text).toContain('<title>A &#60;b&#62; &#38; c</title>');
    expect(text).toContain("default-src 'none'");
    expect(text).toContain('.article{color:red}');
    expect(text).not.toContain('codicon.ttf');
    expect(text.match(/<\/style/g)).toHaveLength(1);
  });
  test('has a name that every file system takes', () => {
    expect(toFileName('A/B: "c"?')).toBe('A B c.html');
    expect(toFileName('///')).toBe('page.html');
  });
});
