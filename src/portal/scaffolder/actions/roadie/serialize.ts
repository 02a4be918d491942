import { stringify } from 'yaml';
import type { Action } from '../action';
import { object, text, texts } from '../input';
import { toYamlOptions } from './mergeFile';

/** `roadiehq:utils:serialize:json`: writes a value as JSON into an output. */
export const serializeJson: Action = {
  id: 'roadiehq:utils:serialize:json',
  supportsDryRun: true,
  run: ({ input, output }) => {
    const replacer = texts(input, 'replacer');
    output('serialized', JSON.stringify(input['data'], replacer && [...replacer], text(input, 'space')));
    return Promise.resolve();
  },
};

/** `roadiehq:utils:serialize:yaml`: writes a value as YAML into an output. */
export const serializeYaml: Action = {
  id: 'roadiehq:utils:serialize:yaml',
  supportsDryRun: true,
  run: ({ input, output }) => {
    const replacer = texts(input, 'replacer');
    output('serialized', replacer ? stringify(input['data'], [...replacer], toYamlOptions(object(input, 'options'))) : stringify(input['data'], toYamlOptions(object(input, 'options'))));
    return Promise.resolve();
  },
};
