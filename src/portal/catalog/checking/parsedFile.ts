import { isAlias, isCollection, isMap, isScalar, LineCounter, parseAllDocuments, visit } from 'yaml';
import type { Document, Node, ParsedNode, Scalar, YAMLError, YAMLMap } from 'yaml';
import { messageOf } from '../../base/errors';
import type { JsonValue, Position, Range } from '../entity';
import type { DocumentProblem } from '../problem';

/** Larger files are refused unread: a catalog file of this size takes seconds to parse, and Backstage has no use for one. */
export const MAX_FILE_CHARACTERS = 5 * 1024 * 1024;
/** Aliases in one document. Resolving them costs the square of their number, so beyond this it is taken for an attack. */
const MAX_ALIASES = 10_000;
/** Documents in one file. Each costs kilobytes, however short it is. */
const MAX_DOCUMENTS = 50_000;

export type YamlDocument = Document.Parsed<ParsedNode>;

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

const BOMB = 'Excessive alias count indicates a resource exhaustion attack';
const START: Position = { line: 0, character: 0 };

/** A problem of the file as a whole, shown at its beginning. */
export function toFileProblem(code: string, message: string): DocumentProblem {
  return { code, severity: 'error', message, range: { start: START, end: START } };
}

export function toPosition(lines: LineCounter, offset: number): Position {
  const { line, col } = lines.linePos(offset);
  return { line: Math.max(0, line - 1), character: Math.max(0, col - 1) };
}

export function toRange(lines: LineCounter, start: number, end: number): Range {
  return { start: toPosition(lines, start), end: toPosition(lines, Math.max(start, end)) };
}

/**
 * Parses a file as Backstage does: YAML 1.2, several documents, no merge keys, aliases within the library's limit.
 * Never throws. Source: `parseEntityYaml` of @backstage/plugin-catalog-node.
 */
export function parseFile(text: string): ParsedFile {
  const lines = new LineCounter();
  const refuse = (code: string, message: string): ParsedFile => ({ documents: [], problems: [toFileProblem(code, message)], lines });
  if (text.length > MAX_FILE_CHARACTERS) {
    const size = (text.length / 1024 / 1024).toFixed(1);
    return refuse('file/too-large', `This file has ${size} million characters; files of more than 5 million are not read. Split it into several.`);
  }
  if (text.includes('\0')) {
    return refuse('file/binary', 'This file is not text: it contains NUL bytes. A catalog file is YAML in UTF-8.');
  }
  try {
    const documents = parseDocuments(text.startsWith('\uFEFF') ? text.slice(1) : text, lines);
    return { documents, problems: [], lines };
  } catch (error) {
    if (error instanceof RangeError) {
      return refuse('file/too-deep', 'This file is nested too deeply to be read.');
    }
    if (error instanceof UnboundedError) {
      return refuse(error.code, error.message);
    }
    return refuse('file/yaml', `Failed to parse YAML, ${messageOf(error)}`);
  }
}

class UnboundedError extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

function parseDocuments(text: string, lines: LineCounter): ParsedDocument[] {
  const markers = text.match(/^---/gm)?.length ?? 0;
  if (markers > MAX_DOCUMENTS) {
    throw new UnboundedError('file/too-many-documents', `This file has ${markers} documents; files of more than ${MAX_DOCUMENTS} are not read. Split it into several.`);
  }
  // The library compares every key of a map with all the others; `examine` says the same in one pass.
  const stream = parseAllDocuments(text, { merge: false, lineCounter: lines, logLevel: 'error', prettyErrors: false, uniqueKeys: false });
  const documents: ParsedDocument[] = [];
  for (const yaml of Array.from<YamlDocument>(stream)) {
    const errors = [...yaml.errors, ...examine(yaml)].sort((a, b) => a.pos[0] - b.pos[0]).map((error) => toYamlProblem(error, lines));
    const value = errors.length > 0 ? null : toJson(yaml);
    if (value !== null || errors.length > 0) {
      documents.push({ index: documents.length, yaml, value, errors });
    }
  }
  return documents;
}

type SyntaxProblem = Pick<YAMLError, 'pos' | 'message'> & { readonly code: string };

/** Keys that stand twice in a map, and aliases that point nowhere, into themselves, or that are too many. */
function examine(yaml: YamlDocument): SyntaxProblem[] {
  const found: SyntaxProblem[] = [];
  const anchors = new Set<string>();
  let aliases = 0;
  const report = (code: string, message: string, node: Node) => {
    const [start = 0, end = start] = node.range ?? [];
    found.push({ code, message, pos: [start, end] });
  };
  visit(yaml, {
    Node: (_key, node, path) => {
      if (!isAlias(node)) {
        if (node.anchor) {
          anchors.add(node.anchor);
        }
        if (isMap(node)) {
          findDuplicateKeys(node).forEach((key) => report('DUPLICATE_KEY', 'Map keys must be unique', key));
        }
        return;
      }
      aliases++;
      if (aliases > MAX_ALIASES) {
        throw new UnboundedError('file/alias-bomb', `${BOMB}: a document of this file has more than ${MAX_ALIASES} aliases.`);
      }
      if (!anchors.has(node.source)) {
        report('UNRESOLVED_ALIAS', `Unresolved alias (the anchor must be set before the alias): ${node.source}`, node);
      } else if (path.some((parent) => isCollection(parent) && parent.anchor === node.source)) {
        report('CIRCULAR_ALIAS', `The alias *${node.source} lies inside of what it stands for`, node);
      }
    },
  });
  return found;
}

function findDuplicateKeys(map: YAMLMap): Scalar[] {
  const seen = new Set<unknown>();
  const duplicates: Scalar[] = [];
  for (const { key } of map.items) {
    if (isScalar(key) && !Number.isNaN(key.value)) {
      if (seen.has(key.value)) {
        duplicates.push(key);
      }
      seen.add(key.value);
    }
  }
  return duplicates;
}

function toYamlProblem(error: SyntaxProblem, lines: LineCounter): DocumentProblem {
  const code = `yaml/${error.code.toLowerCase().replaceAll('_', '-')}`;
  return { code, severity: 'error', message: `YAML error, ${error.message}`, range: toRange(lines, error.pos[0], error.pos[1]) };
}

function toJson(yaml: YamlDocument): JsonValue {
  try {
    // What the library makes of a document is JSON by its contract; it is declared as unknown for the sake of its other modes.
    return yaml.toJSON() as JsonValue;
  } catch (error) {
    if (error instanceof ReferenceError) {
      throw new UnboundedError('file/alias-bomb', `${BOMB}. Write the repeated parts out, or use fewer aliases.`);
    }
    throw error;
  }
}
