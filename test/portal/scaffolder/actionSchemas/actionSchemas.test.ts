import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadActionSchemas } from '../../../../src/portal/scaffolder/actionSchemas/loadActionSchemas';
import { readOwnActions } from '../../../../src/portal/scaffolder/actionSchemas/readOwnActions';
import type { ActionValueSchema } from '../../../../src/portal/scaffolder/actionSchemas/actionSchema';
import { needShared } from '../../../shared';

describe('the schemas of actions', () => {
  it('know what publish:github takes and gives', async () => {
    const action = (await loadActionSchemas()).get('publish:github');
    expect(action?.input).toMatchObject({ required: ['repoUrl'], additionalProperties: false, properties: { defaultBranch: { default: 'master' } } });
    expect(action?.input?.properties?.['allowedHosts']).toBeUndefined();
    expect(Object.keys(action?.output?.properties ?? {})).toEqual(['remoteUrl', 'repoContentsUrl', 'commitHash']);
  });

  it('say something of each action, and of all that it takes and gives', async () => {
    const texts = (schema: ActionValueSchema | undefined): (string | undefined)[] => [
      ...Object.values(schema?.properties ?? {}).map(({ description }) => description),
      ...(schema?.anyOf ?? []).flatMap(texts),
    ];
    for (const { id, description, input, output } of (await loadActionSchemas()).all) {
      const all = [description, ...texts(input), ...texts(output)];
      expect(all.filter((text) => text === undefined || !/^[A-Z`].*\.$/.test(text)), id).toEqual([]);
    }
  });

  it('take actions of somebody’s own, in place of known ones too', async () => {
    const { actions, mistakes } = readOwnActions({
      'acme:ticket:create': { description: 'Opens a ticket.', input: { type: 'object', properties: { title: { type: 'string' } }, required: ['title'] } },
      'debug:log': { input: { type: 'object' } },
    });
    const known = await loadActionSchemas(actions);
    expect(mistakes).toEqual([]);
    expect(known.get('acme:ticket:create')?.input?.required).toEqual(['title']);
    expect(known.get('debug:log')).toEqual({ id: 'debug:log', input: { type: 'object' } });
    expect(known.all.length).toBe(60);
  });

  it('take what a Backstage answers of its actions', () => {
    const { actions } = readOwnActions([{ id: 'acme:go', description: 'Goes.', examples: [], schema: { input: { type: 'object' }, output: { type: 'object', properties: { at: { type: 'string' } } } } }]);
    expect(actions).toEqual([{ id: 'acme:go', description: 'Goes.', input: { type: 'object' }, output: { type: 'object', properties: { at: { type: 'string' } } } }]);
  });

  it('tell what cannot be used of them', () => {
    expect(readOwnActions('x').mistakes).toEqual(['it must be an object of actions by id, or a list of them']);
    expect(readOwnActions([{ description: 'no id' }, 3]).mistakes).toHaveLength(2);
    expect(readOwnActions({ 'acme:go': { input: { properties: 'none' } } })).toEqual({ actions: [{ id: 'acme:go' }], mistakes: ['the input of acme:go is no JSON Schema of an object'] });
  });
});

describe('the schemas of actions beside what was read from the real registry', () => {
  const reference = needShared('reference');

  it('are the same', async () => {
    const real = readOwnActions(JSON.parse(readFileSync(join(reference.path, 'actions.json'), 'utf8'))).actions;
    const known = await loadActionSchemas();
    expect(known.all.map(({ id }) => id)).toEqual(real.map(({ id }) => id).sort());
    for (const action of real) {
      const ours = known.get(action.id);
      expect(ours?.supportsDryRun, action.id).toBe(action.supportsDryRun);
      expect(Object.keys(ours?.input?.properties ?? {}), action.id).toEqual(Object.keys(action.input?.properties ?? {}));
      expect(ours?.input?.required, action.id).toEqual(action.input?.required);
    }
  });
});
