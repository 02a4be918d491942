import { parseDocument } from 'yaml';

/** What an OpenAPI (or Swagger) definition offers, in a few words an operation. */
export interface ApiOverview {
  readonly title: string;
  readonly version: string;
  readonly servers: readonly string[];
  readonly groups: readonly { readonly tag: string; readonly operations: readonly ApiOperation[] }[];
  readonly total: number;
}

export interface ApiOperation {
  readonly method: string;
  readonly path: string;
  readonly summary: string;
  readonly deprecated: boolean;
}

const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace', 'query'];
const MOST_OPERATIONS = 2_000;
/** Longer texts would hold up the page while they are read. */
export const MOST_TO_PARSE = 500_000;

/** @throws Error where the text can be read neither as JSON nor as YAML; @returns `undefined` where it is no OpenAPI */
export function readOpenApi(text: string): ApiOverview | undefined {
  const root = parse(text);
  if (!isMapping(root) || !(typeof root['openapi'] === 'string' || typeof root['swagger'] === 'string' || typeof root['swagger'] === 'number') || !isMapping(root['paths'])) {
    return undefined;
  }
  const groups = new Map<string, ApiOperation[]>();
  let total = 0;
  for (const [path, item] of Object.entries(root['paths'])) {
    for (const method of isMapping(item) ? METHODS.filter((name) => isMapping(item[name])) : []) {
      const operation = isMapping(item) ? item[method] : undefined;
      total += 1;
      if (isMapping(operation) && total <= MOST_OPERATIONS) {
        const tag = textOf(Array.isArray(operation['tags']) ? operation['tags'][0] : undefined);
        const list = groups.get(tag) ?? [];
        groups.set(tag, list);
        list.push({ method: method.toUpperCase(), path, summary: textOf(operation['summary']) || textOf(operation['operationId']), deprecated: operation['deprecated'] === true });
      }
    }
  }
  const info = isMapping(root['info']) ? root['info'] : {};
  return {
    title: textOf(info['title']),
    version: textOf(info['version']),
    servers: (Array.isArray(root['servers']) ? root['servers'] : []).flatMap((server: unknown) => (isMapping(server) && typeof server['url'] === 'string' ? [server['url']] : [])).slice(0, 20),
    groups: [...groups].map(([tag, operations]) => ({ tag, operations })),
    total,
  };
}

function parse(text: string): unknown {
  if (/^\s*\{/.test(text)) {
    const parsed: unknown = JSON.parse(text);
    return parsed;
  }
  const document = parseDocument(text, { prettyErrors: true });
  const [error] = document.errors;
  if (error) {
    throw error;
  }
  // Aliases of aliases grow without bound: more than a few are not followed.
  const parsed: unknown = document.toJS({ maxAliasCount: 100 });
  return parsed;
}

function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';
}
