import { median, type BenchRow, type Measurement } from './row';

export interface BenchResult {
  readonly row: Pick<BenchRow, 'title' | 'unit' | 'limit' | 'mostTimes'>;
  readonly measurement: Measurement;
}

const round = (value: number): string => (Math.abs(value) >= 100 ? value.toFixed(0) : value.toFixed(1).replace(/\.0$/, ''));

/** How often what it is compared with goes into it. */
const timesOf = ({ values, against }: Measurement): number | undefined => against && median(values) / Math.max(median(against.values), Number.EPSILON);

export function keepsLimit({ row, measurement }: BenchResult): boolean {
  const times = timesOf(measurement);
  if (row.mostTimes !== undefined && times === undefined) {
    throw new Error(`${row.title}: there is nothing to compare it with.`);
  }
  return (row.limit === undefined || median(measurement.values) <= row.limit) && (row.mostTimes === undefined || (times ?? 0) <= row.mostTimes);
}

function toCells(result: BenchResult): string[] {
  const { row, measurement } = result;
  const { values, against, note } = measurement;
  const spread = values.length > 1 ? `${round(Math.min(...values))}–${round(Math.max(...values))}, n = ${values.length}` : '';
  const ratio = against ? `${timesOf(measurement)?.toFixed(2)} × ${against.name} (${round(median(against.values))} ${row.unit})` : '';
  const limits = [...(row.limit === undefined ? [] : [`${round(row.limit)} ${row.unit}`]), ...(row.mostTimes === undefined ? [] : [`${row.mostTimes} ×`])];
  return [row.title, `${round(median(values))} ${row.unit}`, spread, limits.join(', '), keepsLimit(result) ? (limits.length === 0 ? '' : 'kept') : 'exceeded', ratio, note ?? ''];
}

const HEADINGS = ['What', 'Median', 'Spread', 'Limit', '', 'Side by side', 'Note'];

/** A Markdown table, aligned so that it reads well in a terminal too. */
export function toTable(results: readonly BenchResult[]): string {
  const rows = [HEADINGS, ...results.map(toCells)];
  const widths = HEADINGS.map((_, column) => Math.max(3, ...rows.map((cells) => cells[column]?.length ?? 0)));
  const line = (cells: readonly string[]): string => `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  const [headings = HEADINGS, ...body] = rows;
  return [line(headings), `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`, ...body.map(line)].join('\n');
}

const BEGIN = '<!-- bench: written by `npm run bench -- --write` -->';
const END = '<!-- /bench -->';

/** Puts the table in the place of the one before, or at the end of the document. */
export function replaceTable(document: string, table: string): string {
  const block = `${BEGIN}\n${table}\n${END}`;
  const begin = document.indexOf(BEGIN);
  const end = document.indexOf(END);
  return begin >= 0 && end > begin ? `${document.slice(0, begin)}${block}${document.slice(end + END.length)}` : `${document.trimEnd()}\n\n${block}\n`;
}
