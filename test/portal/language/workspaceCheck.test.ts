import { describe, expect, it } from 'vitest';
import { isPortalError } from '../../../src/portal/base/errors';
import { WorkspaceCheck, type CheckProgress } from '../../../src/portal/language/workspaceCheck';
import { createTestService, graphOf } from './testCatalog';
import { component } from './diagnostics/examples';

const FOLDER = 'file:///w';

function open(files: Record<string, string>) {
  const published = new Map<string, readonly string[]>();
  const opened = new Set<string>();
  let reads = 0;
  let service = createTestService({ graph: graphOf([]) });
  const check = new WorkspaceCheck({
    list: () => Promise.resolve([{ folder: FOLDER, uris: Object.keys(files) }]),
    read: (uri) => {
      reads++;
      return Promise.resolve(files[uri]);
    },
    diagnose: (source, slices, signal) => service.diagnose(source, slices, signal),
    isOpen: (uri) => opened.has(uri),
    publish: (uri, problems) => (problems ? published.set(uri, problems.map(({ code }) => code)) : published.delete(uri)),
    clock: { now: () => 0, after: () => ({ dispose: () => undefined }) },
  });
  return { files, check, published, opened, reads: () => reads, setGraph: (...args: Parameters<typeof graphOf>) => (service = createTestService({ graph: graphOf(...args) })) };
}

const signal = new AbortController().signal;

describe('the files of a workspace', () => {
  it('are checked though they are not open, others than entity files left out', async () => {
    const { check, published } = open({
      'file:///w/catalog-info.yaml': component(),
      'file:///w/a/other.yaml': component('  tags: [Bad]\n'),
      'file:///w/k8s/service.yaml': 'apiVersion: v1\nkind: Service\n',
    });
    const progress: CheckProgress[] = [];
    await check.checkAll(signal, (each) => progress.push(each));
    expect([...published]).toEqual([
      ['file:///w/catalog-info.yaml', ['reference/dangling']],
      ['file:///w/a/other.yaml', ['policy/tag', 'reference/dangling']],
    ]);
    expect(progress.at(0)).toEqual({ done: 0, total: 2 });
    expect(progress.at(-1)).toEqual({ done: 2, total: 2 });
  });

  it('are left to the editor while they are open', async () => {
    const { check, published, opened } = open({ 'file:///w/catalog-info.yaml': component() });
    opened.add('file:///w/catalog-info.yaml');
    await check.checkAll(signal);
    expect([...published]).toEqual([]);
    opened.clear();
    await check.checkAgain(signal);
    expect([...published.keys()]).toEqual(['file:///w/catalog-info.yaml']);
  });

  it('are checked again where they change, come and go, and with the catalog, without being read again', async () => {
    const uri = 'file:///w/catalog-info.yaml';
    const { check, published, files, reads, setGraph } = open({ [uri]: component('', '', 'new-team') });
    await check.checkAll(signal);
    const before = reads();
    setGraph([{ apiVersion: 'backstage.io/v1alpha1', kind: 'Group', metadata: { name: 'new-team' }, spec: {} }]);
    await check.checkAgain(signal);
    expect(published.get(uri)).toEqual([]);
    expect(reads()).toBe(before);
    files[uri] = component('  tags: [Bad]\n', '', 'new-team');
    await check.checkFiles([uri, 'file:///elsewhere/catalog-info.yaml'], (each) => (each.startsWith(FOLDER) ? FOLDER : undefined), signal);
    expect(published.get(uri)).toEqual(['policy/tag']);
    Reflect.deleteProperty(files, uri);
    await check.checkFiles([uri], () => FOLDER, signal);
    expect(published.has(uri)).toBe(false);
  });

  it('go when they are no longer listed, or nobody wants to see them', async () => {
    const { check, published, files } = open({ 'file:///w/catalog-info.yaml': component(), 'file:///w/a/catalog-info.yaml': component().replace('shop', 'a') });
    await check.checkAll(signal);
    expect(published.size).toBe(2);
    Reflect.deleteProperty(files, 'file:///w/a/catalog-info.yaml');
    await check.checkAll(signal);
    expect([...published.keys()]).toEqual(['file:///w/catalog-info.yaml']);
    check.clear();
    expect(published.size).toBe(0);
  });

  it('say nothing of skeletons that a template fetches', async () => {
    const template = 'apiVersion: scaffolder.backstage.io/v1beta3\nkind: Template\nmetadata:\n  name: t\nspec:\n  type: service\n  steps:\n    - action: fetch:template\n      input:\n        url: ./files\n';
    const { check, published } = open({ 'file:///w/t/template.yaml': template, 'file:///w/t/files/catalog-info.yaml': component('', '', '${{ values.owner }}').replace('service', '[1]') });
    await check.checkAll(signal);
    expect(published.get('file:///w/t/files/catalog-info.yaml')).toEqual([]);
  });

  it('stop when nobody wants to know any more', async () => {
    const { check, published } = open({ 'file:///w/catalog-info.yaml': component(), 'file:///w/a/catalog-info.yaml': component().replace('shop', 'a') });
    const stop = new AbortController();
    const run = check.checkAll(stop.signal, ({ done }) => done === 1 && stop.abort());
    await expect(run).rejects.toSatisfy((error) => isPortalError(error, 'cancelled'));
    expect(published.size).toBe(1);
  });
});
