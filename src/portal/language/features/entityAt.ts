import type { Position, Range } from '../../catalog/entity';
import { DEFAULT_NAMESPACE, parseEntityRef, stringifyEntityRef, type EntityRef } from '../../catalog/entityRef';
import type { KindSchemas } from '../kindSchemas';
import { moveRange, nodeAt, pathOf, scalarOf, type OutlineNode } from '../outlineNode';
import { documentAt, type DocumentText, type ParsedText } from '../parsedText';
import { isEntityDocument } from '../recognize';
import { refAt, refsIn } from '../references';
import { nodeBefore, partAt } from '../nodeExtent';

/** A place of a file that names an entity. */
export interface EntityMention {
  /** `kind:namespace/name` in lower case. */
  readonly full: string;
  readonly ref: EntityRef;
  /** As written. */
  readonly text: string;
  /** Of the text in the file, without quotes. */
  readonly range: Range;
  /** Whether it is where the entity gets its name: `metadata.name`. */
  readonly isDeclaration: boolean;
  /** Whether the text stands in quotes. */
  readonly quoted: boolean;
  /** Whether it stands where tools read a ref, and not the catalog: in an annotation. */
  readonly inAnnotation: boolean;
}

/** Annotations whose value is an entity ref. Source: the TechDocs and scaffolder plugins of Backstage. */
const REF_ANNOTATIONS = new Set(['backstage.io/techdocs-entity', 'backstage.io/source-template']);

/** The entity that a position names, by a ref or where it is declared. */
export function entityAt(parsed: ParsedText, position: Position, schemas: KindSchemas): EntityMention | undefined {
  const placed = documentAt(parsed, position.line);
  if (!placed || !isEntityDocument(parsed.source.uri, placed.document)) {
    return undefined;
  }
  const { document, startLine } = placed;
  const at = { line: position.line - startLine, character: position.character };
  const node = nodeBefore(document.outline.root, at);
  if (partAt(node, at) !== 'value') {
    return undefined;
  }
  const use = refAt(document, schemas, at);
  const mention = use?.ref ? { ...use, ref: use.ref, quoted: isQuoted(node), inAnnotation: false, isDeclaration: false } : (declarationIn(document, node) ?? annotationRef(node));
  return mention && place(mention, startLine);
}

/** All places of a file that name entities. */
export function entitiesIn(parsed: ParsedText, schemas: KindSchemas): readonly EntityMention[] {
  return parsed.documents.flatMap(({ document, startLine }) => {
    if (!isEntityDocument(parsed.source.uri, document)) {
      return [];
    }
    const { root } = document.outline;
    const name = nodeAt(root, ['metadata', 'name']);
    const declaration = name && declarationIn(document, name);
    const annotations = (nodeAt(root, ['metadata', 'annotations'])?.children ?? []).flatMap((node) => annotationRef(node) ?? []);
    const refs = refsIn(document, schemas).flatMap((use) => (use.ref ? [{ ...use, ref: use.ref, quoted: isQuoteBefore(document, use.range), inAnnotation: false, isDeclaration: false }] : []));
    return [...(declaration ? [declaration] : []), ...annotations, ...refs].map((mention) => place(mention, startLine));
  });
}

/** The ref of the entity that a document declares. */
export function declaredRef({ kind, name, namespace }: Pick<DocumentText, 'kind' | 'name' | 'namespace'>): EntityRef | undefined {
  return kind === undefined || name === undefined ? undefined : { kind, namespace: namespace ?? DEFAULT_NAMESPACE, name };
}

type Mention = Omit<EntityMention, 'full'>;

function place({ ref, text, range, quoted, inAnnotation, isDeclaration }: Mention, startLine: number): EntityMention {
  return { full: stringifyEntityRef(ref), ref, text, range: moveRange(range, startLine), quoted, inAnnotation, isDeclaration };
}

function declarationIn(document: DocumentText, node: OutlineNode): Mention | undefined {
  const ref = declaredRef(document);
  const text = scalarOf(node);
  return ref && text !== undefined && node.value && pathOf(node).join('.') === 'metadata.name' ? { ref, text, range: node.value.range, quoted: isQuoted(node), inAnnotation: false, isDeclaration: true } : undefined;
}

function annotationRef(node: OutlineNode): Mention | undefined {
  const [metadata, annotations, name] = pathOf(node);
  const text = scalarOf(node);
  if (metadata !== 'metadata' || annotations !== 'annotations' || typeof name !== 'string' || !REF_ANNOTATIONS.has(name) || text === undefined || !node.value) {
    return undefined;
  }
  const ref = parseEntityRef(text);
  return ref && { ref, text, range: node.value.range, quoted: isQuoted(node), inAnnotation: true, isDeclaration: false };
}

function isQuoted({ value }: OutlineNode): boolean {
  return value?.style === 'single' || value?.style === 'double';
}

function isQuoteBefore({ lines }: DocumentText, { start }: Range): boolean {
  return /["']/.test((lines[start.line] ?? '')[start.character - 1] ?? '');
}

/** Whether an entity has an annotation whose value is a ref. */
export function mayReferByAnnotation(annotations: Readonly<Record<string, unknown>> | undefined): boolean {
  return annotations !== undefined && [...REF_ANNOTATIONS].some((name) => Object.hasOwn(annotations, name));
}
