import { isAlias, isCollection, isMap, isScalar, Lexer, LineCounter, parseAllDocuments, visit } from 'yaml';
import type { Document, Node, ParsedNode, Scalar, YAMLMap } from 'yaml';
import { messageOf } from '../../base/errors';
import type { JsonValue } from '../entity';
import { MAX_FILE_CHARACTERS } from './limits';

/** From this length on a text's tokens are counted before it is parsed, which costs a small part of parsing it. */
const COUNT_FROM = 500_000;
/** Tokens of a text. Parsing takes up to 10 µs and some hundred bytes each; 10,000 entities have about a million. */
const MAX_TOKENS = 1_500_000;
/** Documents of a text. Each costs kilobytes, however short it is. */
const MAX_DOCUMENTS = 50_000;
/** Aliases of a document. Resolving them costs the square of their number. */
const MAX_ALIASES = 2_000;
/** What is wrong beyond this in one document helps nobody. */
const MAX_ERRORS = 100;
const BOMB = 'Excessive alias count indicates a resource exhaustion attack';

export type YamlDocument = Document.Parsed<ParsedNode>;

export interface SyntaxError {
  readonly code: string;
  readonly message: string;
  /** Offsets of its first character and of the one behind its last. */
  readonly pos: readonly [number, number];
}

export interface YamlStreamDocument {
  readonly yaml: YamlDocument;
  /** At most a hundred, in the order of the text. */
  readonly errors: readonly SyntaxError[];
  /** What it says; `null` where there are errors. */
  readonly value: JsonValue;
}

/** A text that is not read, because it is no text or would cost too much. `code` without a stage: `too-large`. */
export class RefusedText extends Error {
  override readonly name = 'RefusedText';
  readonly code: string;

  constructor(code: string, message: string, cause?: unknown) {
    super(message, { cause });
    this.code = code;
  }
}

/**
 * Parses a text the way Backstage does: YAML 1.2, several documents, no merge keys, aliases within the library's limit.
 * Time and memory stay bounded whatever the text.
 * @throws RefusedText
 */
export function parseYamlStream(text: string, lines = new LineCounter()): YamlStreamDocument[] {
  refuseExcess(text);
  try {
    // The library compares every key of a map with all the others; `examine` finds what stands twice in one pass.
    const stream = parseAllDocuments(text, { merge: false, lineCounter: lines, logLevel: 'error', prettyErrors: false, uniqueKeys: false });
    return Array.from<YamlDocument>(stream).map((yaml) => {
      const errors = [...yaml.errors, ...examine(yaml)].sort((a, b) => a.pos[0] - b.pos[0]).slice(0, MAX_ERRORS);
      return { yaml, errors: errors.map(toPlainError), value: errors.length > 0 ? null : toJson(yaml) };
    });
  } catch (error) {
    if (error instanceof RefusedText) {
      throw error;
    }
    throw error instanceof RangeError ? new RefusedText('too-deep', 'This text is nested too deeply to be read.', error) : new RefusedText('yaml', `Failed to parse YAML, ${messageOf(error)}`, error);
  }
}

function refuseExcess(text: string): void {
  if (text.includes('\0')) {
    throw new RefusedText('binary', 'This is not text: it contains NUL bytes. A catalog file is YAML in UTF-8.');
  }
  if (text.length > MAX_FILE_CHARACTERS) {
    const size = (text.length / 1024 / 1024).toFixed(1);
    throw new RefusedText('too-large', `This file has ${size} million characters; files of more than 5 million are not read. Split it into several.`);
  }
  if (text.length > COUNT_FROM) {
    refuseManyTokens(text);
  }
  if ((text.match(/^(---|\.\.\.)/gm)?.length ?? 0) > MAX_DOCUMENTS) {
    throw new RefusedText('too-large', `This file has more than ${MAX_DOCUMENTS} documents, which is more than is read. Split it into several.`);
  }
}

function refuseManyTokens(text: string): void {
  let tokens = 0;
  for (const _ of new Lexer().lex(text)) {
    tokens++;
    if (tokens > MAX_TOKENS) {
      throw new RefusedText('too-large', `This file has more than ${MAX_TOKENS} YAML tokens, which is more than is read. Split it into several.`);
    }
  }
}

/** Keys that stand twice in a map, and aliases that point nowhere, into themselves, or that are too many. */
function examine(yaml: YamlDocument): SyntaxError[] {
  const found: SyntaxError[] = [];
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
        throw new RefusedText('alias-bomb', `${BOMB}: a document has more than ${MAX_ALIASES} aliases.`);
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

function toPlainError({ code, message, pos }: SyntaxError): SyntaxError {
  // The library's own message is that of the engine's stack overflow.
  const text = code === 'RESOURCE_EXHAUSTION' ? 'This is nested too deeply to be read' : message;
  return { code: code.toLowerCase().replaceAll('_', '-'), message: text, pos };
}

function toJson(yaml: YamlDocument): JsonValue {
  try {
    // What the library makes of a document is JSON by its contract; it is declared as unknown for the sake of its other modes.
    return yaml.toJSON() as JsonValue;
  } catch (error) {
    if (error instanceof ReferenceError) {
      throw new RefusedText('alias-bomb', `${BOMB}. Write the repeated parts out, or use fewer aliases.`, error);
    }
    throw error;
  }
}
