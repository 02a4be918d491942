import type { Position, Range } from '../catalog/entity';
import { DEFAULT_NAMESPACE, parseEntityRef, type EntityRef } from '../catalog/entityRef';
import { nodeBefore, partAt } from './nodeExtent';
import type { KindSchemas } from './kindSchemas';
import { pathOf, scalarOf, type OutlineNode } from './outlineNode';
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
  const visit = (node: OutlineNode) => {
    const use = refOf(node, document, schemas);
    if (use) {
      uses.push(use);
    }
    node.children.forEach(visit);
  };
  document.outline.root.children.filter(({ key }) => key === 'spec').forEach(visit);
  return uses;
}

/** The entity ref at a position, which counts from the start of the document. Looks at no more of the document than is there. */
export function refAt(document: DocumentText, schemas: KindSchemas, position: Position): RefUse | undefined {
  const node = nodeBefore(document.outline.root, position);
  return partAt(node, position) === 'value' && pathOf(node)[0] === 'spec' ? refOf(node, document, schemas) : undefined;
}

/** The entity ref that a node of `spec` is. */
function refOf(node: OutlineNode, document: DocumentText, schemas: KindSchemas): RefUse | undefined {
  const text = scalarOf(node);
  if (text === undefined || !node.value || text.includes('{{')) {
    return undefined;
  }
  const path = pathOf(node);
  const field = refFieldOf(schemas.at(document, path));
  const fieldName = path.findLast((segment) => typeof segment === 'string');
  if (!field || fieldName === undefined) {
    return undefined;
  }
  const namespace = document.namespace ?? DEFAULT_NAMESPACE;
  const ref = parseEntityRef(text, field.defaultKind === undefined ? { namespace } : { kind: field.defaultKind, namespace });
  return { fieldName, field, text, ref, range: node.value.range };
}
