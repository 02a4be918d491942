import { afterEach, describe, expect, test } from 'vitest';
import { openStage, type Stage } from './onLocalGitHub';
import { Scanner } from './scanner';

let stage: Stage | undefined;

afterEach(async () => {
  expect(stage?.strangers ?? []).toEqual([]);
  expect(stage?.github.violations ?? []).toEqual([]);
  await stage?.github.stop();
  stage = undefined;
});

const FILE = { 'catalog-info.yaml': 'kind: A\n' };

async function acme(options: ConstructorParameters<typeof Scanner>[2]): Promise<Scanner> {
  stage = await openStage(({ state }) => {
    state.addOrganization({ login: 'acme' });
    state.addUser({ login: 'jo' });
    state.addMember('acme', 'jo', 'admin');
    const add = (name: string, more: object = {}): void => void state.addRepository({ owner: 'acme', name, files: FILE, ...more });
    add('plain');
    add('web-shop', { topics: ['web', 'backstage'] });
    add('web-old', { topics: ['web'], archived: true });
    add('forked', { parent: 'upstream/forked' });
    add('secret', { visibility: 'private' });
    add('inner', { visibility: 'internal', topics: ['legacy', 'web'] });
    state.addRepository({ owner: 'acme', name: 'empty', pushedAt: Date.now() - 3_600_000 });
    state.push('acme/plain', { 'catalog-info.yaml': 'kind: OnBranch\n', 'deep/catalog.yaml': 'kind: Deep\n' }, { branch: 'catalog' });
    state.push('acme/web-shop', { 'deep/catalog.yaml': 'kind: Deep\n' });
  });
  stage.signIn('jo');
  const scanner = new Scanner(stage, 'acme', options);
  expect((await scanner.scan()).error).toBeUndefined();
  return scanner;
}

describe('discovery', () => {
  test.each([
    [{}, ['empty', 'forked', 'inner', 'plain', 'secret', 'web-shop']],
    [{ filters: { allowArchived: true } }, ['empty', 'forked', 'inner', 'plain', 'secret', 'web-old', 'web-shop']],
    [{ filters: { allowForks: false } }, ['empty', 'inner', 'plain', 'secret', 'web-shop']],
    [{ filters: { repository: 'web-.*', allowArchived: true } }, ['web-old', 'web-shop']],
    [{ filters: { repository: 'shop' } }, []],
    [{ filters: { topicsIncluded: ['web'] } }, ['inner', 'web-shop']],
    [{ filters: { topicsExcluded: ['web'] } }, ['empty', 'forked', 'plain', 'secret']],
    [{ filters: { topicsIncluded: ['web'], topicsExcluded: ['legacy'] } }, ['web-shop']],
    [{ filters: { visibility: ['private'] as const } }, ['secret']],
    [{ filters: { visibility: ['internal', 'private'] as const } }, ['inner', 'secret']],
  ])('takes with %o in one page only %j', async (options, names) => {
    const scanner = await acme(options);
    expect(scanner.names).toEqual(names);
    expect(scanner.stage.takeRequests()).toHaveLength(2);
    // The listing of what was pushed is filtered alike: nothing in it seems new.
    scanner.stage.github.state.mustRepository('acme/plain').stars += 1;
    expect(await scanner.scan(false)).toMatchObject({ gone: [] });
    expect(scanner.stage.takeRequests()).toHaveLength(1);
    expect(scanner.read.size).toBe(0);
  });

  test('reads another path', async () => {
    const scanner = await acme({ catalogPath: 'deep/catalog.yaml' });
    expect([...scanner.read.values()].filter(({ file }) => file).map(({ repository, file }) => [repository.info.name, file?.path, file?.text])).toEqual([['web-shop', 'deep/catalog.yaml', 'kind: Deep\n']]);
  });

  test('reads another branch, where there is one, and addresses what it holds by it', async () => {
    const scanner = await acme({ filters: { branch: 'catalog' } });
    expect(scanner.read.get('plain')).toMatchObject({ repository: { info: { branch: 'catalog' } }, file: { text: 'kind: OnBranch\n', uri: expect.stringContaining('/acme/plain/catalog/catalog-info.yaml') as string } });
    expect(scanner.read.get('web-shop')).toMatchObject({ file: null });
    scanner.stage.takeRequests();
    scanner.stage.github.state.push('acme/plain', { 'catalog-info.yaml': 'kind: Newer\n' }, { branch: 'catalog', at: Date.now() + 5000 });
    await scanner.scan(false);
    expect([...scanner.read].map(([name, { file }]) => [name, file?.text])).toEqual([['plain', 'kind: Newer\n']]);
    // A push elsewhere tells of itself and costs no file.
    scanner.stage.github.state.push('acme/plain', { 'README.md': 'new' }, { at: Date.now() + 9000 });
    await scanner.scan(false);
    expect([...scanner.read].map(([name, { unchanged }]) => [name, unchanged])).toEqual([['plain', true]]);
    await scanner.scan(false);
    expect(scanner.stage.github.requests.at(-1)?.status).toBe(304);
  });

  test('a filter that fits no more takes a repository away, and one that fits again brings it back', async () => {
    const scanner = await acme({ filters: { topicsIncluded: ['web'] } });
    const repository = scanner.stage.github.state.mustRepository('acme/web-shop');
    repository.topics = [];
    expect((await scanner.scan(false)).gone).toHaveLength(1);
    expect(scanner.names).toEqual(['inner']);
    repository.topics = ['web'];
    await scanner.scan(false);
    expect(scanner.names).toEqual(['inner', 'web-shop']);
    repository.topics = ['other'];
    expect((await scanner.scan()).gone).toHaveLength(1);
  });

  test('with a pattern asks for no file, hands on what is to be looked into, and lists a tree in one request', async () => {
    const scanner = await acme({ catalogPath: '**/catalog*.yaml' });
    expect(scanner.read.get('web-shop')).toMatchObject({ inTree: true, file: undefined });
    expect(scanner.read.get('empty')).toMatchObject({ file: null });
    expect(scanner.stage.takeRequests()).toHaveLength(2);
    const shop = scanner.read.get('web-shop');
    expect(shop && (await scanner.reader.listFiles(shop.repository, new AbortController().signal))).toEqual(['catalog-info.yaml', 'deep/catalog.yaml']);
    expect(scanner.stage.takeRequests()).toHaveLength(1);
    await scanner.scan();
    expect(scanner.read.size).toBe(0);
  });

  test('lists a tree that GitHub cuts short folder by folder', async () => {
    const scanner = await acme({ catalogPath: '**/catalog*.yaml' });
    const { state } = scanner.stage.github;
    const wanted = Array.from({ length: 12 }, (_unused, index) => `services/${index % 3}/s${index}/catalog.yaml`);
    state.push('acme/plain', Object.fromEntries(wanted.map((path) => [path, 'kind: S\n'])));
    await scanner.scan();
    const plain = scanner.read.get('plain')?.repository;
    const list = async (): Promise<readonly string[]> => [...((plain && (await scanner.reader.listFiles(plain, new AbortController().signal))) ?? [])].sort();
    const whole = await list();
    expect(whole).toEqual(['catalog-info.yaml', ...wanted].sort());
    scanner.stage.takeRequests();
    state.treeLimit = 9;
    expect(await list()).toEqual(whole);
    // The root twice, `services` twice, and each of its three folders, which are whole.
    expect(scanner.stage.takeRequests()).toHaveLength(7);
  });

  test('says what is wrong with an expression for names', async () => {
    stage = await openStage(({ state }) => void state.addUser({ login: 'jo' }));
    stage.signIn('jo');
    const scanner = new Scanner(stage, 'jo', { filters: { repository: '(' } });
    expect((await scanner.scan()).error).toMatchObject({ reason: 'invalid' });
    expect(stage.takeRequests()).toEqual([]);
  });
});

describe('further files', () => {
  test('of many repositories come in few requests, bounded by what they hold', async () => {
    const scanner = await acme({});
    const { state } = scanner.stage.github;
    const large = Object.fromEntries(Array.from({ length: 90 }, (_unused, index) => [`large/${index}.yaml`, `a: ${'x'.repeat(400_000)}`]));
    const small = Object.fromEntries(Array.from({ length: 150 }, (_unused, index) => [`small/${index}.yaml`, `a: ${index}`]));
    state.push('acme/plain', { ...large, ...small });
    state.push('acme/web-shop', { 'more.yaml': 'b: 1\n', 'bytes.bin': Buffer.from([0, 255, 1]), 'huge.yaml': 'y'.repeat(2_500_000), 'cut.yaml': 'z'.repeat(700_000) });
    await scanner.scan();
    const repositoryOf = (name: string) => [...scanner.known.values()].filter(({ info }) => info.name === name);
    const read = async (requests: Parameters<typeof scanner.reader.readFiles>[0]) => scanner.reader.readFiles(requests, new AbortController().signal);
    scanner.stage.takeRequests();
    const few = await read([...repositoryOf('plain').map((repository) => ({ repository, paths: Object.keys(small) })), ...repositoryOf('web-shop').map((repository) => ({ repository, paths: ['more.yaml', 'none.yaml', 'bytes.bin', 'huge.yaml', 'cut.yaml', 'deep'] }))]);
    expect(few.error).toBeUndefined();
    // 156 files at 60 a request, and one that GraphQL cut short.
    expect(scanner.stage.takeRequests().sort()).toEqual(['/graphql', '/graphql', '/graphql', expect.stringContaining('/git/blobs/')]);
    const shop = few.files.get(repositoryOf('web-shop')[0]?.id ?? '');
    expect(shop?.get('more.yaml')?.text).toBe('b: 1\n');
    expect([shop?.get('none.yaml'), shop?.get('deep')]).toEqual([null, null]);
    expect(shop?.get('bytes.bin')?.unreadable).toContain('binary');
    expect(shop?.get('huge.yaml')?.unreadable).toContain('too large');
    expect(shop?.get('cut.yaml')?.text).toHaveLength(700_000);
    const many = await read(repositoryOf('plain').map((repository) => ({ repository, paths: Object.keys(large) })));
    expect([...(many.files.get(repositoryOf('plain')[0]?.id ?? '')?.values() ?? [])].filter((file) => file?.text?.length === 400_003)).toHaveLength(90);
    // 60 in the first request, which shows how large they are, so that the next ones ask for 9 each.
    expect(scanner.stage.takeRequests()).toHaveLength(1 + 4);
  });

  test('whose size is known share a request only as far as an answer may be large', async () => {
    const scanner = await acme({});
    const { state } = scanner.stage.github;
    Array.from({ length: 12 }, (_unused, index) => state.addRepository({ owner: 'acme', name: `bulky-${index}`, files: { 'catalog-info.yaml': `a: ${'x'.repeat(450_000)}` } }));
    scanner.stage.takeRequests();
    await scanner.scan();
    expect([...scanner.read.values()].filter(({ file }) => file?.text?.length === 450_003)).toHaveLength(12);
    // A page, the listing, and 8 and 4 of the files.
    expect(scanner.stage.takeRequests()).toHaveLength(4);
  });

  test('that are symbolic links read as what they lead to, or say that they lead nowhere', async () => {
    const scanner = await acme({});
    const { state } = scanner.stage.github;
    state.push('acme/plain', { 'catalog-info.yaml': { content: 'real/info.yaml', mode: '120000' }, 'real/info.yaml': 'kind: Real\n', 'out.yaml': { content: '../../etc/passwd', mode: '120000' }, 'version.txt': '1.2.3' });
    await scanner.scan();
    expect(scanner.read.get('plain')?.file).toMatchObject({ path: 'catalog-info.yaml', text: 'kind: Real\n' });
    const plain = scanner.read.get('plain')?.repository;
    const { files, error } = await scanner.reader.readFiles(plain ? [{ repository: plain, paths: ['out.yaml', 'version.txt'] }] : [], new AbortController().signal);
    expect(error).toBeUndefined();
    expect(files.get(plain?.id ?? '')?.get('out.yaml')).toMatchObject({ unreadable: 'out.yaml is a symbolic link to ../../etc/passwd, which is no file of the repository.' });
    expect(files.get(plain?.id ?? '')?.get('version.txt')?.text).toBe('1.2.3');
    // What it leads to changes, and so does the file.
    state.push('acme/plain', { 'real/info.yaml': 'kind: Changed\n' }, { at: Date.now() + 5000 });
    await scanner.scan(false);
    expect(scanner.read.get('plain')?.file?.text).toBe('kind: Changed\n');
  });
});
