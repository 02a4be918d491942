import { describe, expect, it } from 'vitest';
import type { SnapshotStore } from '../../../src/portal/ports/snapshotStore';
import { runTask } from '../../../src/portal/scaffolder/run/runTask';
import { createSnapshotTaskStore } from '../../../src/portal/scaffolder/run/snapshotTaskStore';
import { createTask, planTask, startOver, toShownTask } from '../../../src/portal/scaffolder/scaffolder';
import type { Template } from '../../../src/portal/scaffolder/template/template';
import { file, portsOf, registry, runSteps, skeletonsOf, templateOf, textsOf } from './taskSupport';

function memorySnapshots(): SnapshotStore {
  const blobs = new Map<string, Uint8Array>();
  return {
    read: (name) => Promise.resolve(blobs.get(name)),
    replace: (name, bytes) => Promise.resolve(void blobs.set(name, bytes)),
    remove: (name) => Promise.resolve(void blobs.delete(name)),
    list: () => Promise.resolve([...blobs.keys()]),
    writtenAt: () => Promise.resolve(undefined),
  };
}

const statuses = (template: Template, options: Parameters<typeof runSteps>[1] = {}): Promise<string> => runSteps(template, options).then(({ task }) => task.steps.map(({ status }) => status).join());

describe('a task', () => {
  it('goes on from the failed step after a reload, with its files, and runs no finished step twice', async () => {
    const store = createSnapshotTaskStore(memorySnapshots());
    const template = templateOf([
      { id: 'one', action: 'roadiehq:utils:fs:append', input: { path: 'log.txt', content: 'one\n' } },
      { id: 'two', action: 'fetch:plain', input: { url: './late', targetPath: 'late' } },
      { id: 'clean', if: '${{ failure() }}', action: 'debug:log', input: { message: 'cleaning' } },
      { id: 'three', action: 'debug:log', input: { message: '${{ steps.one.output.path }}' } },
    ]);
    const first = await runTask(createTask(template, {}, { id: 't-1', now: 1 }), { mode: 'run', ports: portsOf(), actions: await registry(), store });
    expect(first.task).toMatchObject({ status: 'failed', steps: [{ status: 'completed' }, { status: 'failed' }, { status: 'completed' }, { status: 'skipped' }] });
    const kept = await store.load('t-1');
    expect(textsOf(kept?.files ?? [])).toEqual({ 'log.txt': 'one\n' });
    const again = await runTask(kept?.task ?? first.task, { mode: 'run', ports: portsOf({ skeletons: skeletonsOf([file('late/x', 'x', true)]) }), actions: await registry(), store, files: kept?.files ?? [] });
    expect(again.task).toMatchObject({ status: 'completed', steps: [{ status: 'completed' }, { status: 'completed' }, {}, { status: 'completed', input: { message: '<workspace>/log.txt' } }] });
    expect(textsOf(again.files)).toEqual({ 'late/x': 'x', 'log.txt': 'one\n' });
    expect((await store.list()).map(({ id, status }) => [id, status])).toEqual([['t-1', 'completed']]);
    expect(startOver(again.task, { id: 't-2', now: 2 })).toMatchObject({ id: 't-2', status: 'open', ledger: {}, steps: [{ status: 'open' }, { status: 'open' }, { status: 'open' }, { status: 'open' }] });
    await store.remove('t-1');
    expect(await store.load('t-1')).toBeUndefined();
  });

  it('keeps no secret, and has it again when it is given again', async () => {
    const snapshots = memorySnapshots();
    const store = createSnapshotTaskStore(snapshots);
    const template = templateOf([
      { id: 'make', action: 'roadiehq:utils:serialize:json', input: { data: { key: '${{ secrets.PASS }}' } } },
      { id: 'get', action: 'fetch:plain', input: { url: './late' } },
      { id: 'use', action: 'roadiehq:utils:fs:write', input: { path: 'out', content: '${{ steps.make.output.serialized }}', preserveFormatting: true } },
    ]);
    const options = { mode: 'run' as const, actions: await registry(), store, secrets: { PASS: 'hush-hush' } };
    const first = await runTask(createTask(template, {}, { id: 't', now: 1, secretNames: ['PASS'] }), { ...options, ports: portsOf() });
    expect(JSON.stringify(first.task)).not.toContain('hush-hush');
    expect(JSON.stringify(toShownTask(first.task))).toContain('***');
    const kept = await store.load('t');
    const again = await runTask(kept?.task ?? first.task, { ...options, ports: portsOf({ skeletons: skeletonsOf([file('late/x', '')]) }), files: kept?.files ?? [] });
    expect(textsOf(again.files)['out']).toBe('{"key":"hush-hush"}');
  });

  it('hears always() and failure(), and skips the rest after a failure', async () => {
    const log = (id: string, condition?: string): { id: string; action: string; input: { message: string }; if?: string } => ({ id, action: 'debug:log', input: { message: id }, ...(condition !== undefined && { if: condition }) });
    const failing = { id: 'fails', action: 'fs:readdir', input: { paths: ['none'] } };
    expect(await statuses(templateOf([log('a', '${{ failure() }}'), failing, log('b'), log('c', '${{ true }}'), log('d', '${{ always() }}'), log('e', '${{ failure() }}'), log('f', '${{ not failure() }}')]))).toBe('skipped,failed,skipped,skipped,completed,completed,skipped');
  });

  it('stops where it is told to', async () => {
    const stop = new AbortController();
    const template = templateOf([{ action: 'debug:wait', input: { seconds: 300 } }, { action: 'debug:log' }]);
    const running = runSteps(template, { signal: stop.signal, onEvent: (event) => (event.type === 'log' && event.line.message.startsWith('Waiting') ? stop.abort() : undefined) });
    expect((await running).task).toMatchObject({ status: 'cancelled', steps: [{ status: 'cancelled' }, { status: 'open' }] });
  });

  it('validates what each iteration is given before the first one runs', async () => {
    const template = templateOf([{ id: 'it', each: '${{ parameters.list }}', action: 'roadiehq:utils:fs:write', input: { path: '${{ each.value.path }}', content: '${{ each.value.content }}' } }]);
    const { task, files } = await runSteps(template, { values: { list: [{ path: 'a', content: 'x' }, { path: 'b' }] } });
    expect(task.error).toBe('Invalid input passed to action roadiehq:utils:fs:write[1], instance requires property "content"');
    expect(files).toEqual([]);
  });

  it('is planned: effects in words, placeholders for what nobody knows, files, and what is unread', async () => {
    const template = templateOf(
      [
        { id: 'get', action: 'fetch:template', input: { url: './s', values: { name: '${{ parameters.name }}' } } },
        { id: 'far', action: 'fetch:plain', input: { url: 'https://github.com/acme/gone' } },
        { id: 'own', action: 'acme:deploy', input: {} },
        { id: 'pub', action: 'publish:github', input: { repoUrl: 'github.com?owner=acme&repo=${{ parameters.name }}', secrets: { TOKEN: '${{ secrets.T }}' } } },
      ],
      { parameters: { required: ['name', 'owner'], properties: { name: { type: 'string' } } }, output: { links: [{ url: '${{ steps.pub.output.remoteUrl }}' }] } },
    );
    const plan = await planTask(template, { name: 'shop' }, { ports: portsOf({ skeletons: skeletonsOf([file('s/a.txt', '${{ values.name }}')]) }), actions: await registry(), secrets: { T: 'hush' } });
    expect(plan).toMatchObject({ error: undefined, output: { links: [{ url: '<example>' }] }, unread: [{ stepId: 'far', url: 'https://github.com/acme/gone' }], problems: [{ text: 'instance requires property "owner"' }] });
    expect(textsOf(plan.files)).toEqual({ 'a.txt': 'shop' });
    expect(plan.effects.map(({ text }) => text)).toEqual(['Creates the private repository acme/shop.', 'Stores the secret TOKEN in acme/shop.', 'Writes the files to acme/shop on the branch master, in one commit.', 'Protects the branch master of acme/shop.']);
  });
});
