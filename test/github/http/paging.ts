import type { Call } from './call.ts';

export interface Page<T> {
  readonly items: readonly T[];
  readonly headers: Readonly<Record<string, string>>;
}

function readNumber(text: string | null, otherwise: number, most: number): number {
  const value = Number(text ?? otherwise);
  return Number.isInteger(value) && value > 0 ? Math.min(value, most) : otherwise;
}

/** The page asked for by `page` and `per_page` (30, at most 100), and its `Link` header. */
export function paginate<T>(call: Call, all: readonly T[]): Page<T> {
  const size = readNumber(call.query.get('per_page'), 30, 100);
  const page = readNumber(call.query.get('page'), 1, Number.MAX_SAFE_INTEGER);
  const last = Math.max(1, Math.ceil(all.length / size));
  const address = (to: number): string => {
    const query = new URLSearchParams(call.query);
    query.set('page', String(to));
    return `<${call.urls.api}${call.path}?${query.toString()}>`;
  };
  const links = [
    ...(page > 1 ? [`${address(Math.min(page - 1, last))}; rel="prev"`] : []),
    ...(page < last ? [`${address(page + 1)}; rel="next"`, `${address(last)}; rel="last"`] : []),
    ...(page > 1 ? [`${address(1)}; rel="first"`] : []),
  ];
  return { items: all.slice((page - 1) * size, page * size), headers: links.length > 0 ? { Link: links.join(', ') } : {} };
}
