import { describe, expect, test } from 'vitest';
import { PortalError } from '../../../src/portal/base/errors';
import { Slices } from '../../../src/portal/base/pause';
import type { PlaceholderRoot } from '../../../src/portal/catalog/placeholderTargets';
import { createLanguageService } from '../../../src/portal/language/languageService';
import { createPlaceholderTexts } from '../../../src/portal/language/placeholderTexts';
import { ManualClock } from '../../editor/support/manualClock';
import { MemoryLog } from '../github/fakeGitHub';
import { ACME, READ } from './testCatalog';

const FILE = 'file:///w/shop/api/catalog-info.yaml';
const HEAD = 'apiVersion: backstage.io/v1alpha1\nkind: API\nmetadata:\n  name: shop-api\nspec:\n  type: openapi\n  lifecycle: production\n  owner: team-payments\n';
const api = (placeholder: string): string => `${HEAD}  definition:\n    ${placeholder}\n`;
const repository = { host: 'https://github.com', owner: 'acme', name: 'shop', branch: 'main', private: true };

interface Surroundings {
  readonly root: PlaceholderRoot | undefined;
  readonly uri: string;
  readonly location: string | undefined;
}

const IN_FOLDER: Surroundings = { root: { folder: 'file:///w/shop' }, uri: FILE, location: FILE };

function open(files: Record<string, string | Error>, { root, uri, location }: Surroundings = IN_FOLDER) {
  const clock = new ManualClock();
  const log = new MemoryLog();
  const read: string[] = [];
  const placeholders = createPlaceholderTexts({
    rootOf: () => root,
    read: (target) => {
      read.push(target);
      const text = files[target];
      return text instanceof Error ? Promise.reject(text) : Promise.resolve(text === undefined ? undefined : new TextEncoder().encode(text));
    },
    clock,
    log,
  });
  const service = createLanguageService({ catalog: { graph: ACME, status: READ }, locationOf: () => location, placeholders });
  let version = 0;
  const diagnose = async (text: string, signal = new AbortController().signal): Promise<string[]> => {
    const problems = await service.diagnose({ uri, version: ++version, text }, new Slices(clock), signal);
    return problems.map(({ code, severity, range }) => `${code} ${severity} ${range.start.line}:${range.start.character}`);
  };
  return { clock, log, read, service, placeholders, diagnose };
}

describe('a placeholder in an open file', () => {
  test('whose target is there raises nothing', async () => {
    const { diagnose, read } = open({ 'file:///w/shop/api/openapi.yaml': 'openapi: 3.0.0\n' });
    expect(await diagnose(api('$text: ./openapi.yaml'))).toEqual([]);
    expect(read).toEqual(['file:///w/shop/api/openapi.yaml']);
  });

  test('whose target is missing is the error that ingestion would give, where it stands', async () => {
    const { diagnose, service } = open({});
    expect(await diagnose(`# more\n---\n${api('$text: ./openapi.yaml')}`)).toEqual(['preprocess/not-found error 11:4']);
    const [problem] = await service.diagnose({ uri: FILE, version: 9, text: api('$text: ./openapi.yaml') }, new Slices(new ManualClock()), new AbortController().signal);
    expect(problem?.message).toContain('could not read location ./openapi.yaml, NotFoundError');
  });

  test('whose target does not fit is judged as what it says', async () => {
    const { diagnose } = open({ 'file:///w/shop/api/list.json': '[1]', 'file:///w/shop/api/broken.json': '[' });
    expect(await diagnose(api('$json: list.json'))).toEqual([expect.stringMatching(/^kind\/\S+ error /)]);
    expect(await diagnose(api('$json: broken.json'))).toEqual(['preprocess/content error 9:4']);
  });

  test.each([
    ['on another host', '$text: https://example.com/openapi.yaml'],
    ['outside of the folder', '$text: ../../secret.yaml'],
    ['outside of the folder in disguise', '$text: ..%2f..%2fsecret.yaml'],
    ['in what git keeps', '$text: ../.git/config'],
  ])('that leads to a place %s keeps the information, and nothing is read', async (_where, placeholder) => {
    const { diagnose, read } = open({ 'file:///w/secret.yaml': 'x', 'file:///w/shop/.git/config': 'x' });
    expect(await diagnose(api(placeholder))).toEqual(['preprocess/unread information 9:4']);
    expect(read).toEqual([]);
  });

  test('of a file on GitHub is read from the same repository and ref', async () => {
    const folder = 'stagedoor-github:/https%2Bgithub.com/acme/shop/main';
    const place = { uri: `${folder}/api/catalog-info.yaml`, root: { folder, repository }, location: 'https://github.com/acme/shop/blob/main/api/catalog-info.yaml' };
    const { diagnose, read } = open({ [`${folder}/openapi.yaml`]: 'openapi: 3.0.0\n' }, place);
    expect(await diagnose(api('$text: ../openapi.yaml'))).toEqual([]);
    expect(await diagnose(api('$text: /openapi.yaml'))).toEqual([]);
    expect(await diagnose(api('$text: https://github.com/acme/shop/blob/v1/openapi.yaml'))).toEqual(['preprocess/unread information 9:4']);
    expect(await diagnose(api('$text: https://github.com/acme/other/blob/main/openapi.yaml'))).toEqual(['preprocess/url error 9:4']);
    expect(new Set(read)).toEqual(new Set([`${folder}/openapi.yaml`]));
  });

  test('of a file that lies nowhere keeps the information', async () => {
    const { diagnose } = open({}, { root: undefined, uri: 'untitled:Untitled-1', location: undefined });
    expect(await diagnose(api('$text: ./openapi.yaml'))).toEqual(['preprocess/unread information 9:4']);
  });

  test('keeps the information where its target cannot be read, which the log tells once', async () => {
    const { diagnose, log, read } = open({ 'file:///w/shop/api/openapi.yaml': new PortalError('offline', 'No network.') });
    expect(await diagnose(api('$text: ./openapi.yaml'))).toEqual(['preprocess/unread information 9:4']);
    expect(await diagnose(`${api('$text: ./openapi.yaml')}\n`)).toEqual(['preprocess/unread information 9:4']);
    expect(read).toHaveLength(1);
    expect(log.lines).toHaveLength(1);
  });
});

describe('targets of placeholders', () => {
  const target = 'file:///w/shop/api/openapi.yaml';
  const text = api('$text: ./openapi.yaml');

  test('are read once, and again when they change', async () => {
    const files: Record<string, string> = {};
    const { diagnose, read, placeholders } = open(files);
    expect(await diagnose(text)).toHaveLength(1);
    expect(await diagnose(`${text}# typed\n`)).toHaveLength(1);
    expect(read).toHaveLength(1);
    files[target] = 'openapi: 3.0.0\n';
    expect(placeholders.noteChanged(['file:///w/shop/api/other.yaml', FILE])).toEqual([]);
    expect(placeholders.noteChanged([target])).toEqual([FILE]);
    expect(await diagnose(text)).toEqual([]);
    delete files[target];
    // A folder that is removed takes them along.
    expect(placeholders.noteChanged(['file:///w/shop/api'])).toEqual([FILE]);
    expect(await diagnose(text)).toHaveLength(1);
    expect(read).toHaveLength(3);
  });

  test('are read again after a while, since not all of them tell of changes', async () => {
    const files: Record<string, string> = {};
    const { diagnose, clock } = open(files);
    expect(await diagnose(text)).toHaveLength(1);
    files[target] = 'openapi: 3.0.0\n';
    await clock.pass(60_000);
    expect(await diagnose(text)).toEqual([]);
  });

  test('that change while they are read are read once more', async () => {
    let answer: (text: string) => void = () => undefined;
    const asked: string[] = [];
    const placeholders = createPlaceholderTexts({
      rootOf: () => ({ folder: 'file:///w/shop' }),
      read: (uri) => new Promise((resolve) => {
        asked.push(uri);
        answer = resolve;
      }),
      clock: new ManualClock(),
      log: new MemoryLog(),
    });
    const done = placeholders.read(FILE, [target], new AbortController().signal);
    placeholders.noteChanged([target]);
    answer('old');
    await expect.poll(() => asked.length).toBe(2);
    answer('new');
    await done;
    expect([...placeholders.of(FILE)]).toEqual([[target, 'new']]);
  });

  test('are not kept for a file that was closed, or that nobody waits for', async () => {
    const { diagnose, service, placeholders } = open({ [target]: 'x' });
    await diagnose(text);
    expect(placeholders.of(FILE).size).toBe(1);
    service.forget(FILE);
    expect(placeholders.of(FILE).size).toBe(0);
    const stop = new AbortController();
    const stale = diagnose(text, stop.signal);
    stop.abort();
    await expect(stale).rejects.toMatchObject({ reason: 'cancelled' });
    expect(placeholders.of(FILE).size).toBe(0);
  });
});
