import { toEntityName } from './entityName';
import { isAside } from './findPackages';

/** A document that describes an API. */
export interface ApiDocument {
  readonly path: string;
  readonly name: string;
  /** `openapi`, `asyncapi`, `graphql`, `grpc`. */
  readonly type: string;
  readonly title?: string;
}

const CANDIDATE = /(^|\/)[^/]*(openapi|swagger|asyncapi|api)[^/]*\.(ya?ml|json)$/i;
const MOST = 20;

/** Files whose text tells whether they describe an API. */
export function apiCandidates(paths: readonly string[]): readonly string[] {
  return paths.filter((path) => !isAside(path) && (CANDIDATE.test(path) || /(^|\/)schema\.graphql$/i.test(path) || /\.proto$/i.test(path))).slice(0, MOST);
}

/** @param fallback what an API is named after that has no title */
export function findApis(fallback: string, texts: ReadonlyMap<string, string>): readonly ApiDocument[] {
  const taken = new Set<string>();
  return [...texts].flatMap(([path, text]): ApiDocument[] => {
    const type = typeOf(path, text);
    if (type === undefined) {
      return [];
    }
    const title = type === 'openapi' || type === 'asyncapi' ? titleOf(text) : undefined;
    const base = path.slice(path.lastIndexOf('/') + 1).replace(/\.\w+$/, '');
    const generic = /^(openapi|swagger|asyncapi|api|schema)$/i.test(base);
    const wanted = toEntityName((generic ? `${fallback}-${type === 'openapi' ? 'api' : type}` : base).toLowerCase());
    const name = taken.has(wanted) ? toEntityName(`${path.replaceAll('/', '-').replace(/\.\w+$/, '')}`.toLowerCase()) : wanted;
    taken.add(name);
    return [{ path, name, type, ...(title !== undefined && { title }) }];
  });
}

function typeOf(path: string, text: string): string | undefined {
  if (/\.graphql$/i.test(path)) {
    return 'graphql';
  }
  if (/\.proto$/i.test(path)) {
    return /^\s*service\s+\w+/m.test(text) ? 'grpc' : undefined;
  }
  return /^\s*\{?\s*["']?(openapi|swagger)["']?\s*:/m.test(text) ? 'openapi' : /^\s*\{?\s*["']?asyncapi["']?\s*:/m.test(text) ? 'asyncapi' : undefined;
}

/** `info.title`, read where it stands: the document itself may be large, and only a name is wanted. */
function titleOf(text: string): string | undefined {
  const info = /["']?\binfo["']?\s*:/.exec(text);
  const below = info ? text.slice(info.index, info.index + 2_000) : '';
  return (/"title"\s*:\s*"([^"\\\n]+)"/.exec(below) ?? /^\s+title\s*:\s*["']?([^"'\n]+?)["']?\s*$/m.exec(below))?.[1];
}
