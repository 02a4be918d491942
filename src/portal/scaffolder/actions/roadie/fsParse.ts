import { parse } from 'yaml';
import type { JsonValue } from '../../../catalog/entity';
import { parseDocuments } from '../../template/readTemplate';
import type { Action } from '../action';
import { text } from '../input';

/** `roadiehq:utils:fs:parse`: reads a file of the workspace, as it is or parsed. */
export const fsParse: Action = {
  id: 'roadiehq:utils:fs:parse',
  supportsDryRun: true,
  run: ({ input, workspace, output }) => {
    const path = text(input, 'path') ?? '';
    output('content', read(workspace.readText(path), text(input, 'parser'), path));
    return Promise.resolve();
  },
};

function read(content: string, parser: string | undefined, path: string): JsonValue {
  switch (parser) {
    case 'json':
      return toJson(JSON.parse(content));
    case 'yaml':
      return toJson(parse(content));
    case 'multiyaml':
      return [...parseDocuments(content, path)];
    default:
      return content;
  }
}

/** Out of a parser comes JSON. */
export function toJson(value: unknown): JsonValue {
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
    return value;
  }
  if (Array.isArray(value)) {
    return value.map(toJson);
  }
  return typeof value === 'object' ? Object.fromEntries(Object.entries(value).map(([key, item]) => [key, toJson(item)])) : null;
}
