import { Composer, isAlias, isCollection, isMap, isPair, isScalar, isSeq, Lexer, LineCounter, Parser } from 'yaml';
import type { Alias, Document, Node, ParsedNode, Scalar, YAMLMap } from 'yaml';
import { messageOf } from '../../base/errors';
import type { Steps } from '../../base/steps';
import type { JsonValue } from '../entity';
import { MAX_ALIASES, MAX_DEPTH, MAX_DOCUMENT_TOKENS, MAX_DOCUMENTS, MAX_FILE_CHARACTERS, MAX_FILE_TOKENS, MAX_PROBLEMS } from './limits';

/** Tokens that are read between two yields: about a millisecond. */
const STRIDE = 1000;
const TOO_DEEP = 'This text is nested too deeply to be read.';
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
 * Time and memory stay bounded whatever the text. Yields every thousand tokens and behind each document.
 * @throws RefusedText
 */
export function* parseYamlStream(text: string, lines = new LineCounter()): Steps<YamlStreamDocument[]> {
  refuseExcess(text);
  const documents: YamlStreamDocument[] = [];
  try {
    for (const token of readDocuments(text, lines)) {
      if (token) {
        documents.push(toStreamDocument(token));
      }
      yield;
    }
    return documents;
  } catch (error) {
    if (error instanceof RefusedText) {
      throw error;
    }
    throw error instanceof RangeError ? new RefusedText('too-deep', TOO_DEEP, error) : new RefusedText('yaml', `Failed to parse YAML, ${messageOf(error)}`, error);
  }
}

function refuseExcess(text: string): void {
  if (text.includes('\0')) {
    throw new RefusedText('binary', 'This is not text: it contains NUL bytes. A catalog file is YAML in UTF-8.');
  }
  if (text.length > MAX_FILE_CHARACTERS) {
    const size = (text.length / 1024 / 1024).toFixed(1);
    throw new RefusedText('too-large', `This file has ${size} million characters; files of more than 2 million are not read. Split it into several.`);
  }
  if ((text.match(/^(---|\.\.\.)/gm)?.length ?? 0) > MAX_DOCUMENTS) {
    throw new RefusedText('too-large', `This file has more than ${MAX_DOCUMENTS} documents, which is more than is read. Split it into several.`);
  }
}

/**
 * The library's own loop over lexer, parser and composer, taken apart so that it can pause and count: tokens decide what
 * a text costs. Documents as they are done, and `undefined` where a stride of tokens is.
 * Source: `parseAllDocuments` of yaml 2.
 */
function* readDocuments(text: string, lines: LineCounter): Generator<YamlDocument | undefined, void, undefined> {
  const parser = new Parser(lines.addNewLine);
  // The library compares every key of a map with all the others; `examine` finds what stands twice in one pass.
  const composer = new Composer<ParsedNode>({ merge: false, logLevel: 'error', prettyErrors: false, uniqueKeys: false });
  let read = 0;
  let ofFile = 0;
  let ofDocument = 0;
  lines.addNewLine(0);
  for (const lexeme of new Lexer().lex(text)) {
    read++;
    const weight = weigh(lexeme);
    ofFile += weight;
    ofDocument += weight;
    refuseManyTokens(ofFile, ofDocument);
    for (const token of parser.next(lexeme)) {
      yield* composer.next(token);
      ofDocument = 0;
    }
    if (parser.stack.length > MAX_DEPTH) {
      throw new RefusedText('too-deep', TOO_DEEP);
    }
    if (read % STRIDE === 0) {
      yield undefined;
    }
  }
  for (const token of parser.end()) {
    yield* composer.next(token);
  }
  yield* composer.end();
}

/** How many tokens one counts for: a long text costs by its lines and characters. */
function weigh(lexeme: string): number {
  return lexeme.length < 64 ? 1 : 1 + Math.floor(lexeme.length / 64) + Math.floor(countLines(lexeme) / 4);
}

function countLines(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) {
    count++;
  }
  return count;
}

function refuseManyTokens(ofFile: number, ofDocument: number): void {
  if (ofFile > MAX_FILE_TOKENS) {
    throw new RefusedText('too-large', `This file has more than ${MAX_FILE_TOKENS} YAML tokens (keys, values, signs), which is more than is read. Split it into several.`);
  }
  if (ofDocument > MAX_DOCUMENT_TOKENS) {
    throw new RefusedText('too-large', `A document of this file has more than ${MAX_DOCUMENT_TOKENS} YAML tokens (keys, values, signs), which is more than is read. Split it into several.`);
  }
}

function toStreamDocument(yaml: YamlDocument): YamlStreamDocument {
  const errors = [...yaml.errors, ...examine(yaml)].sort((a, b) => a.pos[0] - b.pos[0]).slice(0, MAX_PROBLEMS);
  return { yaml, errors: errors.map(toPlainError), value: errors.length > 0 ? null : toJson(yaml) };
}

/** Keys that stand twice in a map, and aliases that point nowhere, into themselves, or that are too many. */
function examine(yaml: YamlDocument): SyntaxError[] {
  const found: SyntaxError[] = [];
  const anchors = new Set<string>();
  // What the node that is looked at lies in. The library's own walk makes a new list of these at each node.
  const parents: Node[] = [];
  let aliases = 0;
  const report = (code: string, message: string, node: Node): void => {
    const [start = 0, end = start] = node.range ?? [];
    found.push({ code, message, pos: [start, end] });
  };
  const checkAlias = (alias: Alias): void => {
    aliases++;
    if (aliases > MAX_ALIASES) {
      throw new RefusedText('alias-bomb', `${BOMB}: a document has more than ${MAX_ALIASES} aliases.`);
    }
    if (!anchors.has(alias.source)) {
      report('UNRESOLVED_ALIAS', `Unresolved alias (the anchor must be set before the alias): ${alias.source}`, alias);
    } else if (parents.some((parent) => isCollection(parent) && parent.anchor === alias.source)) {
      report('CIRCULAR_ALIAS', `The alias *${alias.source} lies inside of what it stands for`, alias);
    }
  };
  const walk = (node: unknown): void => {
    if (isAlias(node)) {
      checkAlias(node);
    } else if (isPair(node)) {
      walk(node.key);
      walk(node.value);
    } else if (isScalar(node) || isCollection(node)) {
      if (node.anchor) {
        anchors.add(node.anchor);
      }
      if (isCollection(node)) {
        parents.push(node);
        walkCollection(node);
        parents.pop();
      }
    }
  };
  const walkCollection = (collection: Node): void => {
    if (isMap(collection)) {
      findDuplicateKeys(collection).forEach((key) => report('DUPLICATE_KEY', 'Map keys must be unique', key));
      collection.items.forEach(walk);
    } else if (isSeq(collection)) {
      // Those of `!!omap` and `!!pairs` are pairs.
      collection.items.forEach(walk);
    }
  };
  walk(yaml.contents);
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
