import { createOutline, type Outline } from './outline';
import { nodeAt, scalarOf, type Path } from './outlineNode';
import type { DocumentKind } from './kindSchemas';
import type { SourceText } from './sourceText';
import { sliceDocuments, splitLines } from './yamlSlices';

/** What is known of one document's text, wherever in the file it stands. Worked out when first asked for. */
export interface DocumentText extends DocumentKind {
  readonly text: string;
  readonly lines: readonly string[];
  readonly outline: Outline;
  readonly apiVersion: string | undefined;
  readonly name: string | undefined;
  readonly namespace: string | undefined;
}

export interface PlacedDocument {
  /** The line of the file on which it begins. */
  readonly startLine: number;
  readonly document: DocumentText;
}

export interface ParsedText {
  readonly source: SourceText;
  readonly documents: readonly PlacedDocument[];
}

export interface TextCache {
  /** The parsed text, from the cache where `uri` and `version` are the same; of a new version only what changed is read again. */
  get(source: SourceText): ParsedText;
  forget(uri: string): void;
}

export function createTextCache(): TextCache {
  const texts = new Map<string, ParsedText>();
  return {
    get(source) {
      const known = texts.get(source.uri);
      if (known?.source.version === source.version && known.source.text === source.text) {
        return known;
      }
      const parsed = parseText(source, known);
      texts.set(source.uri, parsed);
      return parsed;
    },
    forget: (uri) => void texts.delete(uri),
  };
}

/** @param before an older version of the text: what is the same is not read again */
export function parseText(source: SourceText, before?: ParsedText): ParsedText {
  // Each is used once: of two documents that read the same each is one of its own.
  const known = new Map<string, DocumentText[]>();
  for (const { document } of before?.documents ?? []) {
    const same = known.get(document.text);
    if (same) {
      same.push(document);
    } else {
      known.set(document.text, [document]);
    }
  }
  const documents = sliceDocuments(source.text).map(({ startLine, text }) => ({ startLine, document: known.get(text)?.shift() ?? createDocumentText(text) }));
  return { source, documents };
}

function createDocumentText(text: string): DocumentText {
  let lines: readonly string[] | undefined;
  let outline: Outline | undefined;
  const scalar = (path: Path) => scalarOf(nodeAt(document.outline.root, path));
  const document: DocumentText = {
    text,
    get lines() {
      lines ??= splitLines(text);
      return lines;
    },
    get outline() {
      outline ??= createOutline(document.lines);
      return outline;
    },
    get apiVersion() {
      return scalar(['apiVersion']);
    },
    get kind() {
      return scalar(['kind']);
    },
    get type() {
      return scalar(['spec', 'type']);
    },
    get name() {
      return scalar(['metadata', 'name']);
    },
    get namespace() {
      return scalar(['metadata', 'namespace']);
    },
  };
  return document;
}

/** The document a line of the file belongs to; the last one for what lies behind it. */
export function documentAt(parsed: ParsedText, line: number): PlacedDocument | undefined {
  return parsed.documents.findLast(({ startLine }) => startLine <= line);
}
