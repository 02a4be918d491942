import { Block } from '../block';

/** Kind of alert → kind of box. Source: mkdocs-github-admonitions-plugin 0.1.1. */
const KINDS: ReadonlyMap<string, string> = new Map([
  ['note', 'note'],
  ['tip', 'tip'],
  ['important', 'warning'],
  ['warning', 'warning'],
  ['caution', 'danger'],
]);

/** `> [!NOTE]` at the start of a line becomes an admonition, before anything else is read; code keeps it as it is. */
export function rewriteAlerts(source: Block): Block {
  if (!source.text.includes('[!')) {
    return source;
  }
  const rows = source.rows();
  const out: Block[] = [];
  let fence: string | undefined;
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i] ?? Block.empty;
    const marks = /^ *(`{3,}|~{3,})/.exec(row.text)?.[1];
    if (marks !== undefined) {
      fence = fence === undefined ? marks : marks.startsWith(fence) ? undefined : fence;
    }
    const name = fence === undefined ? /^> ?\[!(\w+)\][ \t]*$/.exec(row.text)?.[1]?.toLowerCase() : undefined;
    const kind = name === undefined ? undefined : KINDS.get(name);
    const body = kind === undefined ? [] : takeWhile(rows.slice(i + 1), ({ text }) => text.startsWith('>'));
    if (kind === undefined || name === undefined || body.length === 0) {
      out.push(row);
      continue;
    }
    out.push(new Block(`!!! ${kind} "${name.charAt(0).toUpperCase()}${name.slice(1)}"`, row.lines));
    out.push(...body.map(({ text, lines }) => new Block(`    ${text.replace(/^> ?/, '')}`, lines)));
    i += body.length;
  }
  return Block.ofLines(out);
}

function takeWhile<T>(items: readonly T[], keep: (item: T) => boolean): readonly T[] {
  const end = items.findIndex((item) => !keep(item));
  return end < 0 ? items : items.slice(0, end);
}
