import { parse, stringify } from 'yaml';
import type { JsonValue } from '../../../catalog/entity';
import type { Action, ActionContext } from '../action';
import { object, text, texts } from '../input';
import { toJson } from './fsParse';
import { toYamlOptions } from './mergeFile';

/** `roadiehq:utils:jsonata:json:transform`: evaluates a JSONata expression over a file of JSON. */
export const jsonataJson: Action = {
  id: 'roadiehq:utils:jsonata:json:transform',
  supportsDryRun: true,
  run: async (context) => {
    const { input, output, workspace } = context;
    const result = await transform(context, toJson(JSON.parse(workspace.readText(text(input, 'path') ?? ''))));
    output('result', text(input, 'as') === 'object' ? result : JSON.stringify(result, [...(texts(input, 'replacer') ?? [])].length > 0 ? [...(texts(input, 'replacer') ?? [])] : undefined, text(input, 'space')));
  },
};

/** `roadiehq:utils:jsonata:yaml:transform`: the same over a file of YAML. */
export const jsonataYaml: Action = {
  id: 'roadiehq:utils:jsonata:yaml:transform',
  supportsDryRun: true,
  run: async (context) => {
    const { input, output, workspace } = context;
    const result = await transform(context, toJson(parse(workspace.readText(text(input, 'path') ?? ''))));
    output('result', text(input, 'as') === 'object' ? result : stringify(result, toYamlOptions(object(input, 'options'))));
  },
};

function transform({ input, ports, signal }: ActionContext, data: JsonValue): Promise<JsonValue> {
  return ports.renderer.jsonata({ expression: text(input, 'expression') ?? '', data }, signal);
}
