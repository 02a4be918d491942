import { LineCounter } from 'yaml';
import { finish, type Steps } from '../../base/steps';
import type { JsonValue, Position, Range } from '../entity';
import type { DocumentProblem } from '../problem';
import type { YamlDocument, YamlStreamDocument } from './yamlStream';
import { openingOf } from './unclosed';
import { parseYamlStream, RefusedText } from './yamlStream';

/** A document that is not null. Either `errors` holds something, or `value` is what it says. */
export interface ParsedDocument {
  /** Counted as Backstage does: documents that are null are skipped. */
  readonly index: number;
  readonly yaml: YamlDocument;
  readonly value: JsonValue;
  readonly errors: readonly DocumentProblem[];
}

export interface ParsedFile {
  readonly documents: readonly ParsedDocument[];
  /** What is wrong with the file as a whole; no documents then. */
  readonly problems: readonly DocumentProblem[];
  readonly lines: LineCounter;
}

const START: Position = { line: 0, character: 0 };

/** A problem of the file as a whole, shown at its beginning. */
export function toFileProblem(code: string, message: string): DocumentProblem {
  return { code: `file/${code}`, severity: 'error', message, range: { start: START, end: START } };
}

export function toPosition(lines: LineCounter, offset: number): Position {
  const { line, col } = lines.linePos(offset);
  return { line: Math.max(0, line - 1), character: Math.max(0, col - 1) };
}

export function toRange(lines: LineCounter, start: number, end: number): Range {
  return { start: toPosition(lines, start), end: toPosition(lines, Math.max(start, end)) };
}

/** `parseFileInSteps` at one go. */
export function parseFile(text: string): ParsedFile {
  return finish(parseFileInSteps(text));
}

/** Parses a catalog file. Never throws. Source: `parseEntityYaml` of @backstage/plugin-catalog-node. */
export function* parseFileInSteps(text: string): Steps<ParsedFile> {
  const lines = new LineCounter();
  try {
    const content = text.startsWith('\uFEFF') ? text.slice(1) : text;
    const stream = yield* parseYamlStream(content, lines);
    const documents = stream.filter(({ value, errors }) => value !== null || errors.length > 0);
    return { documents: documents.map((document, index) => toParsedDocument(document, index, content, lines)), problems: [], lines };
  } catch (error) {
    if (error instanceof RefusedText) {
      return { documents: [], problems: [toFileProblem(error.code, error.message)], lines };
    }
    throw error;
  }
}

function toParsedDocument({ yaml, value, errors }: YamlStreamDocument, index: number, text: string, lines: LineCounter): ParsedDocument {
  const problems = errors.map(({ code, message, pos }, place): DocumentProblem => ({
    code: `yaml/${code}`,
    severity: 'error',
    message: `YAML error, ${message}`,
    range: toErrorRange(yaml, text, pos, place === 0, lines),
  }));
  return { index, yaml, value, errors: problems };
}

/** The first of the errors that come of something not closed is shown where that was opened. */
function toErrorRange(yaml: YamlDocument, text: string, pos: readonly [number, number], isFirst: boolean, lines: LineCounter): Range {
  const opening = isFirst ? openingOf(yaml, text, pos[0]) : undefined;
  if (opening === undefined) {
    return toRange(lines, pos[0], pos[1]);
  }
  const end = text.indexOf('\n', opening);
  return toRange(lines, opening, end < 0 ? text.length : end);
}
