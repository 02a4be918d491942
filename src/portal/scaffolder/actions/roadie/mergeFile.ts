import { parse, parseAllDocuments, stringify, type ToStringOptions } from 'yaml';
import { PortalError } from '../../../base/errors';
import type { JsonValue } from '../../../catalog/entity';
import { isObject } from '../../template/readTemplate';
import { joinPath, toWorkspacePath } from '../../workspace/workspacePath';
import type { Action } from '../action';
import { flag, object, text, toWritten } from '../input';
import { toJson } from './fsParse';
import { merge } from './merging';

/** `roadiehq:utils:merge`: merges into a file of JSON or YAML that is there. */
export const mergeFile: Action = {
  id: 'roadiehq:utils:merge',
  supportsDryRun: true,
  run: ({ input, workspace, output }) => {
    const path = toWorkspacePath(text(input, 'path') ?? '');
    if (!workspace.exists(path)) {
      throw new PortalError('not-found', `The file ${joinPath('<workspace>', path)} does not exist.`);
    }
    const content = input['content'] ?? {};
    const before = workspace.readText(path);
    const arrays = flag(input, 'mergeArrays') ?? false;
    if (path.endsWith('.json')) {
      const newer = typeof content === 'string' ? toJson(JSON.parse(content)) : content;
      workspace.writeFile(path, JSON.stringify(merge(toJson(JSON.parse(before)), newer, arrays), undefined, 2));
    } else if (/\.ya?ml$/.test(path)) {
      const newer = typeof content === 'string' ? toJson(parse(content)) : content;
      workspace.writeFile(path, mergeYaml(before, newer, arrays, object(input, 'useDocumentIncludingField'), toYamlOptions(object(input, 'options'))));
    } else {
      return Promise.resolve();
    }
    output('path', joinPath('<workspace>', path));
    return Promise.resolve();
  },
};

/** Into its only document, or the one that a field picks; the others stay. */
function mergeYaml(before: string, newer: JsonValue, arrays: boolean, picks: ReturnType<typeof object>, options: ToStringOptions): string {
  const documents = parseAllDocuments(before).map((document) => toJson(document.toJS()));
  if (documents.length <= 1 && !picks) {
    return stringify(merge(documents[0], newer, arrays), options);
  }
  const key = picks && text(picks, 'key');
  const index = documents.findIndex((document) => isObject(document) && key !== undefined && toWritten(document[key]) === (picks && text(picks, 'value')));
  if (index === -1) {
    throw new PortalError('invalid', 'Multiple documents found in the input content. Please provide a key and value to use to find the document to merge into.');
  }
  return documents.map((document, i) => stringify(i === index ? merge(document, newer, arrays) : document, options)).join('---\n');
}

/** The options of a step are those of the package `yaml`, by the same names. */
export function toYamlOptions(options: ReturnType<typeof object>): ToStringOptions {
  return { ...options };
}
