import type { Position, Range } from '../catalog/entity';
import { DEFAULT_NAMESPACE, parseEntityRef, type EntityRef } from '../catalog/entityRef';
import type { KindSchemas } from './kindSchemas';
import { isBefore, pathOf, scalarOf, type OutlineNode } from './outlineNode';
import type { DocumentText } from './parsedText';
import { refFieldOf, type RefField } from './refFields';

/** An entity ref as it stands in a document. */
export interface RefUse {
  /** The key it stands under: `owner`, `dependsOn`. */
  readonly fieldName: string;
  readonly field: RefField;
  readonly text: string;
  /** What it means there; `undefined` where it cannot be read. */
  readonly ref: EntityRef | undefined;
  /** Counted from the start of the document. */
  readonly range: Range;
}

/** All entity refs of a document, templates' expressions aside. */
export function refsIn(document: DocumentText, schemas: KindSchemas): RefUse[] {
  const uses: RefUse[] = [];
  const namespace = document.namespace ?? DEFAULT_NAMESPACE;
  const visit = (node: OutlineNode) => {
    const text = scalarOf(node);
    if (text !== undefined && node.value && !text.includes('{{')) {
      const path = pathOf(node);
      const field = refFieldOf(schemas.at(document, path));
      const fieldName = path.findLast((segment) => typeof segment === 'string');
      if (field && fieldName !== undefined) {
        const ref = parseEntityRef(text, field.defaultKind === undefined ? { namespace } : { kind: field.defaultKind, namespace });
        uses.push({ fieldName, field, text, ref, range: node.value.range });
      }
    }
    node.children.forEach(visit);
  };
  document.outline.root.children.filter(({ key }) => key === 'spec').forEach(visit);
  return uses;
}

/** The entity ref at a position, which counts from the start of the document. */
export function refAt(document: DocumentText, schemas: KindSchemas, position: Position): RefUse | undefined {
  return refsIn(document, schemas).find(({ range }) => !isBefore(position, range.start) && !isBefore(range.end, position));
}
