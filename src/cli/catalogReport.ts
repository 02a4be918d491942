import type { Relation } from '../portal/catalog/entity';
import type { IngestedEntity, IngestProblem } from '../portal/catalog/ingest/ingest';
import type { DocumentProblem } from '../portal/catalog/problem';
import { toPrintable, type Paint, toPaint } from './terminalText';

/** A catalog as far as it is printed, wherever it was read. */
export interface PrintedCatalog {
  readonly entities: readonly Omit<IngestedEntity, 'entity'>[];
  readonly problems: readonly IngestProblem[];
}

/** What of a catalog is printed as JSON. Lines and columns count from 1. */
export interface CatalogData {
  readonly entities: readonly { readonly ref: string; readonly relations: readonly Relation[]; readonly location: { readonly file: string; readonly line: number } }[];
  readonly problems: readonly { readonly file: string; readonly line: number; readonly column: number; readonly ref: string | undefined; readonly code: string; readonly message: string }[];
}

export function toCatalogData({ entities, problems }: PrintedCatalog): CatalogData {
  return {
    entities: entities.map(({ ref, relations, path, position }) => ({ ref, relations, location: { file: path, line: position.line + 1 } })),
    problems: problems.map(({ path, range: { start }, ref, code, message }) => ({ file: path, line: start.line + 1, column: start.character + 1, ref, code, message })),
  };
}

/** `{entities: [{ref, relations: [{type, targetRef}], location: {file, line}}], problems: [{file, line, column, ref, code, message}]}`. Lines and columns count from 1. */
export function toJsonCatalog(catalog: PrintedCatalog): string {
  return `${JSON.stringify(toCatalogData(catalog), null, 2)}\n`;
}

const STYLES = { error: 'red', warning: 'yellow', information: 'cyan' } as const satisfies Record<DocumentProblem['severity'], Parameters<Paint>[0]>;

/** What a person reads: the entities with their relations, the problems by file, and the sum. */
export function toTextCatalog({ entities, problems }: PrintedCatalog, colour: boolean): string {
  const paint = toPaint(colour);
  const blocks = entities.map(({ ref, relations, path, position }) =>
    [`${paint('bold', toPrintable(ref))}  ${paint('dim', toPrintable(`${path}:${position.line + 1}`))}`, ...relations.map(({ type, targetRef }) => toPrintable(`  ${type} ${targetRef}`))].join('\n'),
  );
  const files = [...new Set(problems.map(({ path }) => path))];
  const sections = files.map((path) => [paint('bold', toPrintable(path)), ...problems.filter((problem) => problem.path === path).map((problem) => toProblemLine(problem, paint))].join('\n'));
  const count = (severity: DocumentProblem['severity']): number => problems.filter((problem) => problem.severity === severity).length;
  const relations = entities.reduce((sum, entity) => sum + entity.relations.length, 0);
  const summary = `${plural(entities.length, 'entity', 'entities')}, ${plural(relations, 'relation', 'relations')}, ${plural(count('error'), 'error', 'errors')}, ${plural(count('warning'), 'warning', 'warnings')}`;
  return `${[...blocks, ...sections, summary].join('\n\n')}\n`;
}

function toProblemLine({ range: { start }, severity, message, code, ref }: IngestProblem, paint: Paint): string {
  const position = `${start.line + 1}:${start.character + 1}`.padEnd(7);
  const about = ref === undefined ? '' : `${paint('dim', toPrintable(ref))}  `;
  return `  ${position} ${paint(STYLES[severity], severity.padEnd(11))} ${about}${toPrintable(message)}  ${paint('dim', code)}`;
}

function plural(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}
