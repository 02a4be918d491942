import { fail } from './answer.ts';
import type { Route } from './call.ts';

export interface Match {
  readonly route: Route;
  readonly params: Readonly<Record<string, string>>;
}

/** Parameters that may hold slashes: paths of files, refs and branches. */
const GREEDY: ReadonlySet<string> = new Set(['path', 'ref', 'branch', 'basehead']);

function toPattern(template: string): RegExp {
  const source = template.split(/(\{[a-z_]+\})/).map((part) => {
    const name = /^\{([a-z_]+)\}$/.exec(part)?.[1];
    return name ? `(?<${name}>${name === 'path' ? '.*' : GREEDY.has(name) ? '.+?' : '[^/]+'})` : part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  });
  return new RegExp(`^${source.join('')}$`);
}

export class Router {
  readonly #routes: readonly { readonly route: Route; readonly pattern: RegExp }[];

  constructor(routes: readonly Route[]) {
    this.#routes = routes.map((route) => ({ route, pattern: toPattern(route.template) }));
  }

  /** @param path Below the API's base, percent-encoded as it came. */
  match(method: string, path: string): Match | undefined {
    const wanted = method === 'HEAD' ? 'GET' : method;
    const clean = path.length > 1 ? path.replace(/\/$/, '') : path;
    for (const { route, pattern } of this.#routes) {
      const found = route.method === wanted ? (pattern.exec(clean) ?? (route.template.endsWith('/{path}') ? pattern.exec(`${clean}/`) : null)) : null;
      if (found) {
        return { route, params: Object.fromEntries(Object.entries(found.groups ?? {}).map(([name, value]) => [name, decode(value)])) };
      }
    }
    return undefined;
  }
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw fail(400, 'Problems parsing the request path');
  }
}
